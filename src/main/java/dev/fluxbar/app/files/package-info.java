/**
 * Matrices and networks as files: CSV, NPY, NPZ, JSON. Knows the formats and their errors; knows
 * nothing of benches or of what the numbers are used for.
 */
@NullMarked
package dev.fluxbar.app.files;

import org.jspecify.annotations.NullMarked;
