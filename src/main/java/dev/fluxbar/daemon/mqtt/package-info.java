/**
 * What a lab sees of its daemons from outside: messages to an MQTT broker. The broker is never
 * needed for anything, and nothing that it does or sends reaches a bench: nothing is subscribed to.
 */
@NullMarked
package dev.fluxbar.daemon.mqtt;

import org.jspecify.annotations.NullMarked;
