/**
 * A bench of converters and switches on the header of a small computer, which keeps its time
 * itself: carries out programs by writing codes at times that it measures. Knows chips, wiring,
 * ports and the bench's own words; knows no emulator and no library.
 */
@NullMarked
package dev.fluxbar.bench.gpio;

import org.jspecify.annotations.NullMarked;
