/**
 * Crossbars in time: from column voltages and switches to fluxes and row currents, with nothing but
 * the physics. Knows no board, no codes, no clock but its own, and no errors of measurement.
 */
@NullMarked
package dev.fluxbar.physics;

import org.jspecify.annotations.NullMarked;
