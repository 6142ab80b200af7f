/**
 * The command line: parses, calls {@code app}, prints. The only place that writes to stdout; never
 * touches a bench.
 */
@NullMarked
package dev.fluxbar.cli;

import org.jspecify.annotations.NullMarked;
