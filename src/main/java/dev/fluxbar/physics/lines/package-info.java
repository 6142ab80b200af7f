/**
 * Crossbars whose lines resist: from voltages of drivers and memductances of cells to the voltage
 * of every cell and the current of every row, at one instant. Knows conductances only: no device,
 * no time, no board.
 */
@NullMarked
package dev.fluxbar.physics.lines;

import org.jspecify.annotations.NullMarked;
