/**
 * The far end of an OpenMENA board's text protocol: what its published sketch does, in front of
 * emulated crossbars. Written from what the sketch does alone; knows no host and no bench.
 */
@NullMarked
package dev.fluxbar.emulator.openmena;

import org.jspecify.annotations.NullMarked;
