/**
 * How chips, bars and switches are wired to a header: what a bench file says, checked as far as it
 * can be without knowing the chips. Knows no chip, no port and no bench.
 */
@NullMarked
package dev.fluxbar.bench.gpio.wiring;

import org.jspecify.annotations.NullMarked;
