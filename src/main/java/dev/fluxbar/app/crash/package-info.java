/**
 * Hosts that die at every kind of moment, and what must hold afterwards: every program accounted
 * for, none run twice, no result lost. Knows logs, labs and emulated boards; nothing of the command
 * line.
 */
@NullMarked
package dev.fluxbar.app.crash;

import org.jspecify.annotations.NullMarked;
