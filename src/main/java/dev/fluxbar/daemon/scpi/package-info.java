/**
 * The lab for software that speaks SCPI: IEEE 488.2 messages over TCP, one session a connection.
 * Knows the lab and who may come in, and no bench: what it orders is a run like everybody's.
 */
@NullMarked
package dev.fluxbar.daemon.scpi;

import org.jspecify.annotations.NullMarked;
