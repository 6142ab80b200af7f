package dev.fluxbar.daemon.mqtt;

import java.util.Arrays;

/** A message on its way out; owns its bytes. */
final class Outgoing {
  private final String tail;
  private final byte[] payload;
  private final boolean retained;

  Outgoing(String tail, byte[] payload, boolean retained) {
    this.tail = tail;
    this.payload = Arrays.copyOf(payload, payload.length);
    this.retained = retained;
  }

  /** The topic behind the daemon's name. */
  String tail() {
    return tail;
  }

  /** The bytes, nobody's to change. */
  byte[] payload() {
    return payload;
  }

  /** Whether the broker keeps it for who comes later: a state, not an event. */
  boolean retained() {
    return retained;
  }
}
