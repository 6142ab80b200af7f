/**
 * Circuits of memristors and sources that evolve by themselves, after F. Caravelli, "The mise en
 * scene of memristive networks" (2017), cited as {@code Caravelli}. Knows graphs and equations; no
 * bench, no file.
 */
@NullMarked
package dev.fluxbar.dynamics.network;

import org.jspecify.annotations.NullMarked;
