/**
 * Circuits of memristive one-ports, batteries and a capacitor (Forni): how they move, by
 * integration and by alternating iteration, and where their energy goes. Knows device models;
 * nothing of arrays, benches or files.
 */
@NullMarked
package dev.fluxbar.dynamics.memrc;

import org.jspecify.annotations.NullMarked;
