/**
 * The crash-safe record of what was asked of a bench and what became of it: one checksummed log a
 * run, the truth, and an index of runs that can be made anew from the logs. Knows programs and
 * recordings; nothing of algorithms, boards or lines.
 */
@NullMarked
package dev.fluxbar.journal;

import org.jspecify.annotations.NullMarked;
