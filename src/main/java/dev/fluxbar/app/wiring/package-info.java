/**
 * From configuration to a bench that is open: the one place that makes transports, links, drivers
 * and emulated boards.
 */
@NullMarked
package dev.fluxbar.app.wiring;

import org.jspecify.annotations.NullMarked;
