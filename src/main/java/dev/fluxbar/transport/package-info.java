/**
 * Pipes that carry bytes both ways: serial ports, pseudo-terminals, TCP, memory, and a faulty one
 * for tests. Knows nothing of frames or of what the bytes mean.
 */
@NullMarked
package dev.fluxbar.transport;

import org.jspecify.annotations.NullMarked;
