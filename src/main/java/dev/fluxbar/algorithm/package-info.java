/**
 * Inference, reading and writing: plans programs, runs them on a bench and decodes what it
 * recorded. Knows no board, no emulator and no file.
 */
@NullMarked
package dev.fluxbar.algorithm;

import org.jspecify.annotations.NullMarked;
