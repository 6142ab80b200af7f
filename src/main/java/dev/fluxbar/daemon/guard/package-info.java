/**
 * Who may come in: addresses, tokens, roles, TLS, and the names that are ours. Knows no server and
 * no bench, so that HTTP and SCPI ask the same guard.
 */
@NullMarked
package dev.fluxbar.daemon.guard;

import org.jspecify.annotations.NullMarked;
