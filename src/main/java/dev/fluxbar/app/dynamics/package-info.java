/**
 * Circuits that evolve by themselves, from a file to figures: account for people, document for
 * programs, tables and pictures. Knows no bench and no syntax of any command line.
 */
@NullMarked
package dev.fluxbar.app.dynamics;

import org.jspecify.annotations.NullMarked;
