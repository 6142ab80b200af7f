/**
 * Converters and switches at the level of their registers, in front of emulated arrays: what a
 * frame on a serial bus does to codes, switches and conversions. Written from the data sheets and
 * sharing nothing with the drivers of these chips, so that one misreading is not two. Knows the
 * ports of a header and how it is wired; knows no driver, no bench and no algorithm.
 */
@NullMarked
package dev.fluxbar.emulator.chips;

import org.jspecify.annotations.NullMarked;
