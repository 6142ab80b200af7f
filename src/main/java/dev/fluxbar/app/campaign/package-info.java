/**
 * Pulses over a line that does everything wrong, and books in which each of them must be found
 * once. Knows boards by their truth and their door alone; drives them through a bench like everyone
 * else.
 */
@NullMarked
package dev.fluxbar.app.campaign;

import org.jspecify.annotations.NullMarked;
