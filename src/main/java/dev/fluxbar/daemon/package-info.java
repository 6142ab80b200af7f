/**
 * The lab daemon: a lab, the guard, and every part by which people and programs reach it. Knows how
 * they are put together, and none of what they say.
 */
@NullMarked
package dev.fluxbar.daemon;

import org.jspecify.annotations.NullMarked;
