/**
 * Figures of this machine and of a line, taken by running the real thing; knows no files and no
 * words for people.
 */
@NullMarked
package dev.fluxbar.app.measure;

import org.jspecify.annotations.NullMarked;
