/**
 * The folder of one run: what was asked, how far it came, what came out. Knows files and states;
 * knows nothing of benches or of what the results mean.
 */
@NullMarked
package dev.fluxbar.app.runs;

import org.jspecify.annotations.NullMarked;
