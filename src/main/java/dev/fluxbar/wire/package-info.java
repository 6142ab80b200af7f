/**
 * The protocol as data: frames, messages, operations, program images and their proof, all in
 * integers. Bytes only: no I/O, no volts, no clock.
 */
@NullMarked
package dev.fluxbar.wire;

import org.jspecify.annotations.NullMarked;
