/**
 * What both ends of a line do to make messages arrive in order, each once: numbering,
 * acknowledgement, credit and repetition. Knows messages and time; nothing of threads, pipes or
 * sessions.
 */
@NullMarked
package dev.fluxbar.link;

import org.jspecify.annotations.NullMarked;
