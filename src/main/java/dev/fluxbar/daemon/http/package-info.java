/**
 * What a lab shows and is asked over HTTP: routes, live events, figures for Prometheus. Knows the
 * lab and the guard; no bench, no board and no other protocol.
 */
@NullMarked
package dev.fluxbar.daemon.http;

import org.jspecify.annotations.NullMarked;
