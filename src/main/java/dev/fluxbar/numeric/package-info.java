/**
 * Elementary functions and sums over many numbers at once: fast, and the same bits on every
 * machine. Knows arrays of numbers; nothing of what they mean.
 */
@NullMarked
package dev.fluxbar.numeric;

import org.jspecify.annotations.NullMarked;
