/** Simulations of memristive circuits for people: their files, figures and documents. No bench. */
@NullMarked
package dev.fluxbar.app.dynamics;

import org.jspecify.annotations.NullMarked;
