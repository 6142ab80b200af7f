/**
 * What a run left, in forms that other programs read. Knows the folders and journals of runs and
 * file formats; drives nothing and computes no result.
 */
@NullMarked
package dev.fluxbar.app.export;

import org.jspecify.annotations.NullMarked;
