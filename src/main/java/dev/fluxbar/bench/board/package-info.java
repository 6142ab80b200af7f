/**
 * A bench over the wire protocol: seconds and volts become ticks and codes on the way down, ticks
 * and counts become seconds and amperes on the way up. Knows nothing of what a program is for.
 */
@NullMarked
package dev.fluxbar.bench.board;

import org.jspecify.annotations.NullMarked;
