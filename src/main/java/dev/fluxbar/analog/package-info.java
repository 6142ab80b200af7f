/**
 * What stands between codes and physical units: drivers and inputs. Knows resolutions and spans;
 * nothing of arrays, programs or wires, and it never finds a correction: it applies one.
 */
@NullMarked
package dev.fluxbar.analog;

import org.jspecify.annotations.NullMarked;
