package dev.fluxbar.link;

import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sending half of go-back-N: numbers messages, keeps what is not acknowledged, never more than
 * the other side's credit, and says when all of it must be sent again. Times are nanoseconds from
 * any origin, never backwards. For one thread, but for {@link #repetitions}.
 */
public final class SendWindow {

  /** First wait before everything outstanding is sent again, on a line that answers sooner. */
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

  private record Waiting(Message message, int payloadBytes) {
    /** Stuffing depends on the acknowledgement too, which changes: the longest that it can be. */
    int largestLineBytes() {
      int plain = Frame.HEADER_BYTES + payloadBytes + Frame.CRC_BYTES;
      return plain + plain / 254 + 2;
    }
  }

  private record Outstanding(
      Message message, int sequence, int payloadBytes, int lineBytes, long sentNanos) {}

  private final int creditFrames;
  private final long creditBytes;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Deque<Outstanding> outstanding = new ArrayDeque<>();
  private long outstandingBytes;
  private long heldBytes;
  private int nextSequence;
  private boolean repeatNow;
  private boolean repeatedSinceProgress;
  private int repeatedFrames;
  private long answerNanos;
  private long retryNanos = RETRY_NANOS;
  private long retryAtNanos;
  private final AtomicLong repetitions = new AtomicLong();

  /**
   * A window of the other side's credits. One that is smaller than a frame lets nothing pass:
   * whoever hears the credits checks them.
   *
   * @param creditFrames frames that the other side can hold
   * @param creditBytes bytes on the line that it can hold, delimiters included
   */
  public SendWindow(int creditFrames, long creditBytes) {
    this.creditFrames = creditFrames;
    this.creditBytes = creditBytes;
  }

  /** Puts a sequenced message at the end of the queue. */
  public void offer(Message message) {
    waiting.add(new Waiting(message, message.payload().length));
    heldBytes += waiting.getLast().payloadBytes;
  }

  /** Whether another message, however long, would be sent at once. */
  public boolean open() {
    return waiting.isEmpty()
        && outstanding.size() < creditFrames
        && outstandingBytes + FrameCodec.LARGEST_STUFFED_BYTES + 1 <= creditBytes;
  }

  /** Bytes of all payloads that were not acknowledged, sent or not. */
  public long heldBytes() {
    return heldBytes;
  }

  /** Whether everything offered has been acknowledged. */
  public boolean idle() {
    return waiting.isEmpty() && outstanding.isEmpty();
  }

  /** Forgets what has not been sent yet. What is outstanding stays: its numbers are taken. */
  public void forgetWaiting() {
    waiting.forEach(message -> heldBytes -= message.payloadBytes);
    waiting.clear();
  }

  /** How many frames were sent more than once, counted each time. Any thread may ask. */
  public long repetitions() {
    return repetitions.get();
  }

  /** Nanoseconds until {@link #send} repeats something; {@link Long#MAX_VALUE}: never. */
  public long dueInNanos(long nowNanos) {
    if (outstanding.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return repeatNow ? 0 : Math.max(0, retryAtNanos - nowNanos);
  }

  /**
   * Takes the number that the other side expects next.
   *
   * @param bare whether it came in an ACK: one that repeats its number says that a frame was lost
   * @return whether it acknowledged anything new
   */
  public boolean acknowledged(long nowNanos, int ack, boolean bare) {
    Outstanding oldest = outstanding.peek();
    if (oldest == null) {
      return false;
    }
    int covered = ack - oldest.sequence & 0xffff;
    if (covered == 0) {
      repeatNow |= bare && !repeatedSinceProgress;
      return false;
    }
    if (covered > outstanding.size()) {
      return false; // an old acknowledgement that comes late, or one of what was never sent
    }
    long newestSentNanos = 0;
    for (int i = 0; i < covered; i++) {
      Outstanding done = outstanding.remove();
      outstandingBytes -= done.lineBytes;
      heldBytes -= done.payloadBytes;
      newestSentNanos = done.sentNanos;
    }
    repeatNow = false;
    repeatedSinceProgress = false;
    if (covered > repeatedFrames) {
      answeredAfter(nowNanos - newestSentNanos);
    }
    repeatedFrames = Math.max(0, repeatedFrames - covered);
    retryAtNanos = nowNanos + retryNanos;
    return true;
  }

  /**
   * Learns how long the line takes: a frame that was sent once was answered. Which copy of a
   * repeated one was answered nobody knows, so that until then the wait stays as long as it grew.
   */
  private void answeredAfter(long nanos) {
    answerNanos = Math.max(nanos, answerNanos + (nanos - answerNanos) / 16);
    retryNanos = firstRetryNanos();
  }

  private long firstRetryNanos() {
    return Math.max(RETRY_NANOS, Math.min(SLOWEST_RETRY_NANOS, 2 * answerNanos));
  }

  /** Says that the line has not taken yet what it was given: until it has, no answer can come. */
  public void lineBusy(long nowNanos) {
    retryAtNanos = nowNanos + retryNanos;
  }

  /** Sends what is due for repetition, then what the credit lets pass. */
  public void send(long nowNanos, Line line) {
    if (dueInNanos(nowNanos) == 0) {
      repeat(nowNanos, line);
    }
    sendWaiting(nowNanos, line);
  }

  private void repeat(long nowNanos, Line line) {
    repetitions.addAndGet(outstanding.size());
    if (!repeatNow) {
      retryNanos = Math.min(2 * retryNanos, SLOWEST_RETRY_NANOS);
    }
    retryAtNanos = nowNanos + retryNanos;
    repeatNow = false;
    repeatedSinceProgress = true;
    repeatedFrames = outstanding.size();
    for (Outstanding again : outstanding) {
      line.send(again.message, again.sequence);
    }
  }

  /** Sends what the credit lets pass, and repeats nothing. */
  public void sendWaiting(long nowNanos, Line line) {
    while (!waiting.isEmpty()) {
      int lineBytes = waiting.element().largestLineBytes();
      if (outstanding.size() >= creditFrames || outstandingBytes + lineBytes > creditBytes) {
        return;
      }
      if (outstanding.isEmpty()) {
        retryAtNanos = nowNanos + retryNanos;
      }
      Waiting first = waiting.remove();
      Outstanding next =
          new Outstanding(first.message, nextSequence, first.payloadBytes, lineBytes, nowNanos);
      nextSequence = nextSequence + 1 & 0xffff;
      outstanding.add(next);
      outstandingBytes += lineBytes;
      line.send(next.message, next.sequence);
    }
  }
}
