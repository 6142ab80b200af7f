/**
 * Bench files and emulator files as checked records, and the URI of a bench. Knows keys, defaults
 * and ranges; opens nothing and makes nothing.
 */
@NullMarked
package dev.fluxbar.app.config;

import org.jspecify.annotations.NullMarked;
