package dev.fluxbar.link;

import dev.fluxbar.wire.Frame;

/**
 * The receiving half of go-back-N: takes sequenced frames in order, each exactly once. For one
 * thread.
 */
public final class ReceiveSequence {
  private int expected;
  private boolean owesAck;
  private long dropped;

  /** Whether a sequenced frame is the one expected next; an acknowledgement is owed either way. */
  public boolean accepts(Frame frame) {
    owesAck = true;
    if (frame.sequence() != expected) {
      dropped++;
      return false;
    }
    expected = expected + 1 & 0xffff;
    return true;
  }

  /** The number to acknowledge with: what is expected next. */
  public int expected() {
    return expected;
  }

  /** Whether the other side waits for an acknowledgement. */
  public boolean owesAck() {
    return owesAck;
  }

  /** Says that a frame with the acknowledgement has been sent. */
  public void acknowledged() {
    owesAck = false;
  }

  /** How many frames came twice or out of order. */
  public long dropped() {
    return dropped;
  }
}
