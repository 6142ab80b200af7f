/**
 * Finds what {@code analog} applies: the transfers of a board's channels, its noise and its lines,
 * by programs that it plans and least squares on what they sampled; and what is broken on a board.
 * Works on a bench without a profile; knows no board, no wire and no emulator.
 */
@NullMarked
package dev.fluxbar.calibration;

import org.jspecify.annotations.NullMarked;
