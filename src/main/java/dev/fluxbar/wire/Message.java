package dev.fluxbar.wire;

/** What a frame says: a {@link HostMessage} or a {@link BoardMessage}. */
public sealed interface Message permits HostMessage, BoardMessage {

  /** The message's code in the table of messages. */
  int type();

  /** Whether it counts in its direction's sequence and is repeated until acknowledged. */
  boolean sequenced();

  /** The payload bytes. */
  byte[] payload();
}
