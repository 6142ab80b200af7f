/**
 * Knows what clients of a daemon wait and what they cost a run: measures both. Knows of the daemon
 * what a client knows, and of the run how many programs it does.
 */
@NullMarked
package dev.fluxbar.daemon.load;

import org.jspecify.annotations.NullMarked;
