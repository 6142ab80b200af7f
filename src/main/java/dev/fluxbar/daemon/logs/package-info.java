/** Where and how the daemon logs; the one place that knows what stands behind SLF4J. */
@NullMarked
package dev.fluxbar.daemon.logs;

import org.jspecify.annotations.NullMarked;
