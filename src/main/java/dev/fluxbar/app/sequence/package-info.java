/**
 * Sequences: operations, waits, loops and conditions from a text, run one after the other on one
 * bench. Knows how to read, plan and run them and what an interrupted one has done; knows nothing
 * of who asks, nor of what an operation does.
 */
@NullMarked
package dev.fluxbar.app.sequence;

import org.jspecify.annotations.NullMarked;
