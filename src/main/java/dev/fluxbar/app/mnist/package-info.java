/**
 * Knows the digits of MNIST, how to train a network on them and how well a network does; must not
 * know a bench, a board or a command line.
 */
@NullMarked
package dev.fluxbar.app.mnist;

import org.jspecify.annotations.NullMarked;
