/**
 * Boards that are drawn, calibrated, and held against what they hide. Knows emulated boards by
 * their truth; calibrates and reads them through a bench like everyone else.
 */
@NullMarked
package dev.fluxbar.app.recovery;

import org.jspecify.annotations.NullMarked;
