/**
 * Device models: what one memristor is. Knows state, flux, charge and memductance; nothing of
 * arrays, boards or signals.
 */
@NullMarked
package dev.fluxbar.memristor;

import org.jspecify.annotations.NullMarked;
