/**
 * Benches that are held open for months: a queue, a thread and a memory each; what people see of
 * them and what they may ask. Knows no network, no page and no protocol of a client.
 */
@NullMarked
package dev.fluxbar.app.lab;

import org.jspecify.annotations.NullMarked;
