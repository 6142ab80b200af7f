/**
 * The host's end of the link: hello, session, heartbeat, abort, deadlines, and the threads that
 * carry the bytes. Knows messages and byte pipes; nothing of volts, programs or arrays.
 */
@NullMarked
package dev.fluxbar.link.host;

import org.jspecify.annotations.NullMarked;
