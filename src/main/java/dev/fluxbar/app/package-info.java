/**
 * From a configuration and a command to results: files, wiring, runs, reports. Knows nothing of the
 * command line's syntax and prints nothing.
 */
@NullMarked
package dev.fluxbar.app;

import org.jspecify.annotations.NullMarked;
