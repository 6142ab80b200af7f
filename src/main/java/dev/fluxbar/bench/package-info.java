/**
 * A bench as the algorithms see it: what it has, what it may do, and the one way to make it do
 * something. Knows nothing of boards, links or emulators.
 */
@NullMarked
package dev.fluxbar.bench;

import org.jspecify.annotations.NullMarked;
