/**
 * Figures and reports from finished results. Knows curves, matrices and pixels; knows nothing of
 * how they were measured. The one home of XChart and AWT.
 */
@NullMarked
package dev.fluxbar.app.report;

import org.jspecify.annotations.NullMarked;
