/**
 * The far end of the wire: a board of the protocol with emulated crossbars behind its converters.
 * Knows wire, transport, analog and physics; knows no host, no bench and no algorithm.
 */
@NullMarked
package dev.fluxbar.emulator;

import org.jspecify.annotations.NullMarked;
