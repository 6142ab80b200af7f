/**
 * A bench over the text protocol of an OpenMENA board: programs become its commands, its replies
 * become samples, and nothing that it says is believed unchecked. Knows nothing of what a program
 * is for, and no emulator.
 */
@NullMarked
package dev.fluxbar.bench.openmena;

import org.jspecify.annotations.NullMarked;
