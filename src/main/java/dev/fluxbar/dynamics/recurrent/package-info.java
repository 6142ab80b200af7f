/**
 * Networks whose neurons feed each other through memristors, with weights, activations or both
 * evolving, in the class that M. Di Marco, M. Forti, L. Pancioni, G. Innocenti and A. Tesi,
 * "Convergent Weight and Activation Dynamics in Memristor Neural Networks", speak of; cited as
 * {@code Di Marco}. Knows device models and equations; no bench, no file.
 */
@NullMarked
package dev.fluxbar.dynamics.recurrent;

import org.jspecify.annotations.NullMarked;
