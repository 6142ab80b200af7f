/**
 * Chips as their data sheets describe them: which bytes make which code, switch or conversion.
 * Knows bytes and the volts of a chip's own pins; does no I/O and knows no array.
 */
@NullMarked
package dev.fluxbar.bench.gpio.chip;

import org.jspecify.annotations.NullMarked;
