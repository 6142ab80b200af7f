/**
 * The header of a Raspberry Pi by Pi4J: the one home of that library. Knows no chip and no bench.
 */
@NullMarked
package dev.fluxbar.bench.gpio.pi;

import org.jspecify.annotations.NullMarked;
