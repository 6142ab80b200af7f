/**
 * Recurrent networks in the loop: their neurons in this program, their weights in a bench. Knows
 * benches and inference; no file.
 */
@NullMarked
package dev.fluxbar.dynamics.loop;

import org.jspecify.annotations.NullMarked;
