package dev.fluxbar.link;

import dev.fluxbar.wire.Frame;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The receiving half of go-back-N: takes sequenced frames in order, each exactly once, and knows
 * what the other side must be told. For one thread, but for {@link #expected} and {@link #dropped}.
 */
public final class ReceiveSequence {

  /** What must be said about what was received. */
  private enum Owed {
    NOTHING,
    /** The number, in any frame. */
    NUMBER,
    /** An ACK of its own: a frame was dropped, and only an ACK that repeats its number says so. */
    ACK
  }

  private volatile int expected;
  private Owed owed = Owed.NOTHING;
  private boolean heard;
  private final AtomicLong dropped = new AtomicLong();

  /** Whether a sequenced frame is the one expected next; an acknowledgement is owed either way. */
  public boolean accepts(Frame frame) {
    heard = true;
    int wanted = expected;
    if (frame.sequence() != wanted) {
      dropped.incrementAndGet();
      owed = Owed.ACK;
      return false;
    }
    expected = wanted + 1 & 0xffff;
    owed = owed == Owed.ACK ? Owed.ACK : Owed.NUMBER;
    return true;
  }

  /**
   * The number to acknowledge with: what is expected next. Any thread may ask; a number that has
   * just been overtaken is an old acknowledgement, which does no harm.
   */
  public int expected() {
    return expected;
  }

  /** Whether the other side waits for an acknowledgement. */
  public boolean owesAck() {
    return owed != Owed.NOTHING;
  }

  /**
   * Says that a frame with the number has been sent.
   *
   * @param bare whether it was an ACK, which says nothing else
   */
  public void acknowledged(boolean bare) {
    if (bare || owed == Owed.NUMBER) {
      owed = Owed.NOTHING;
    }
  }

  /** Whether any sequenced frame has come, accepted or not. */
  public boolean heard() {
    return heard;
  }

  /** How many frames came twice or out of order. Any thread may ask. */
  public long dropped() {
    return dropped.get();
  }
}
