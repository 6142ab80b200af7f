/**
 * The words of the field: shapes, cells, paths, switch settings, memductances, neurons. Knows
 * nothing of time, of boards or of how any of it is measured.
 */
@NullMarked
package dev.fluxbar.array;

import org.jspecify.annotations.NullMarked;
