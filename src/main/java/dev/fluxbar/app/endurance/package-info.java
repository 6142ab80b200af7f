/** A lab put to the test for long: cables pulled under it, and weeks at full rate. */
@NullMarked
package dev.fluxbar.app.endurance;

import org.jspecify.annotations.NullMarked;
