/** Numbers of integration methods that several kinds of circuits share. Knows no equations. */
@NullMarked
package dev.fluxbar.dynamics.ode;

import org.jspecify.annotations.NullMarked;
