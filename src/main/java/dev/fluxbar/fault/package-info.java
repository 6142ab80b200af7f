/**
 * What breaks: the one root of every failure of a bench or of the way to it. Knows nothing of what
 * broke beyond the words and the evidence that it is given.
 */
@NullMarked
package dev.fluxbar.fault;

import org.jspecify.annotations.NullMarked;
