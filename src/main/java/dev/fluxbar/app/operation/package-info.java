/**
 * The operations that people ask for, each from an open bench to a result: account for people,
 * document for programs, figures in the run folder. Knows benches and algorithms; no syntax of any
 * command line.
 */
@NullMarked
package dev.fluxbar.app.operation;

import org.jspecify.annotations.NullMarked;
