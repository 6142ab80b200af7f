/**
 * What a bench is asked to do and what it sampled, in seconds, volts and amperes: block signals,
 * pulses, programs, recordings. Knows no codes, no ticks and no board.
 */
@NullMarked
package dev.fluxbar.signal;

import org.jspecify.annotations.NullMarked;
