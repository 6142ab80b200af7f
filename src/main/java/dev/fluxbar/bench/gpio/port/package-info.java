/**
 * The ports of a header: serial buses, output lines and a clock, as this project wants them. Knows
 * no chip, no volts and no library.
 */
@NullMarked
package dev.fluxbar.bench.gpio.port;

import org.jspecify.annotations.NullMarked;
