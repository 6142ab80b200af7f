/**
 * The host's end of the link: sequence numbers, acknowledgement, window, repetition, deadlines and
 * the session. Knows messages and byte pipes; nothing of volts, programs or arrays.
 */
@NullMarked
package dev.fluxbar.link;

import org.jspecify.annotations.NullMarked;
