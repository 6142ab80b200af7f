package dev.fluxbar.link;

import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.Message;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The sending half of go-back-N: numbers messages, keeps what is not acknowledged, never more than
 * the other side's credit, and says when all of it must be sent again. For one thread.
 */
public final class SendWindow {

  /** First wait before everything outstanding is sent again. */
  static final long RETRY_NANOS = 20_000_000;

  /** Longest wait between two repetitions. */
  static final long SLOWEST_RETRY_NANOS = 200_000_000;

  /** Hands a frame to the line. */
  @FunctionalInterface
  public interface Line {
    /**
     * @param message what is sent
     * @param sequence its number
     */
    void send(Message message, int sequence);
  }

  private record Outstanding(Message message, int sequence, int lineBytes) {}

  private final int creditFrames;
  private final long creditBytes;
  private final Deque<Message> waiting = new ArrayDeque<>();
  private final Deque<Outstanding> outstanding = new ArrayDeque<>();
  private long outstandingBytes;
  private int nextSequence;
  private long retryNanos = RETRY_NANOS;
  private long retryAtNanos;
  private int lastAck;
  private long repetitions;

  /**
   * @param creditFrames frames that the other side can hold, at least 1
   * @param creditBytes bytes on the line that it can hold, at least one largest frame
   */
  public SendWindow(int creditFrames, long creditBytes) {
    if (creditFrames < 1 || creditBytes < FrameCodec.LARGEST_STUFFED_BYTES + 1) {
      throw new IllegalArgumentException(
          "credits: frames=%d, bytes=%d; at least 1 frame and %d bytes are needed"
              .formatted(creditFrames, creditBytes, FrameCodec.LARGEST_STUFFED_BYTES + 1));
    }
    this.creditFrames = creditFrames;
    this.creditBytes = creditBytes;
  }

  /** Puts a sequenced message at the end of the queue. */
  public void offer(Message message) {
    waiting.add(message);
  }

  /** Whether everything offered has been acknowledged. */
  public boolean idle() {
    return waiting.isEmpty() && outstanding.isEmpty();
  }

  /** Forgets what waits and what is outstanding. */
  public void clear() {
    waiting.clear();
    outstanding.clear();
    outstandingBytes = 0;
  }

  /** How many frames were sent more than once, counted each time. */
  public long repetitions() {
    return repetitions;
  }

  /** When {@link #send} has something to repeat, or {@link Long#MAX_VALUE}. */
  public long dueNanos() {
    return outstanding.isEmpty() ? Long.MAX_VALUE : retryAtNanos;
  }

  /** Takes the number that the other side expects next. */
  public void acknowledged(int ack, long nowNanos) {
    int covered = ack - lastAck & 0xffff;
    if (covered > outstanding.size()) {
      return; // an old acknowledgement that comes late
    }
    for (int i = 0; i < covered; i++) {
      outstandingBytes -= outstanding.remove().lineBytes;
    }
    lastAck = ack;
    if (covered > 0) {
      retryNanos = RETRY_NANOS;
      retryAtNanos = nowNanos + retryNanos;
    }
  }

  /** Sends what is due for repetition and what the credit lets pass. */
  public void send(long nowNanos, Line line) {
    if (!outstanding.isEmpty() && nowNanos - retryAtNanos >= 0) {
      repetitions += outstanding.size();
      retryNanos = Math.min(2 * retryNanos, SLOWEST_RETRY_NANOS);
      retryAtNanos = nowNanos + retryNanos;
      for (Outstanding again : outstanding) {
        line.send(again.message, again.sequence);
      }
    }
    while (!waiting.isEmpty() && fits(waiting.element())) {
      Message message = waiting.remove();
      if (outstanding.isEmpty()) {
        retryNanos = RETRY_NANOS;
        retryAtNanos = nowNanos + retryNanos;
      }
      Outstanding next = new Outstanding(message, nextSequence, lineBytes(message));
      nextSequence = nextSequence + 1 & 0xffff;
      outstanding.add(next);
      outstandingBytes += next.lineBytes;
      line.send(message, next.sequence);
    }
  }

  private boolean fits(Message message) {
    return outstanding.size() < creditFrames
        && outstandingBytes + lineBytes(message) <= creditBytes;
  }

  /** The longest that a message can be on the line, delimiter included. */
  private static int lineBytes(Message message) {
    int plain = Frame.HEADER_BYTES + message.payload().length + Frame.CRC_BYTES;
    return plain + plain / 254 + 2;
  }
}
