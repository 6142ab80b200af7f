package dev.fluxbar.transport;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A pipe around another one that lets bytes through no faster than a serial line of some speed, ten
 * bits a byte, each direction on its own. Wrap one end: it paces what is written there and what is
 * read there.
 *
 * <p>A line that was left alone for less than four milliseconds makes up for it, as a port with a
 * buffer does: at no time has it carried more bytes than its speed allows since it was last idle.
 */
public final class PacedTransport implements ByteTransport {
  private static final int BITS_A_BYTE = 10;
  private static final long SLACK_NANOS = 4_000_000;
  private static final long PIECE_NANOS = 1_000_000;
  private static final double NANOS_A_SECOND = 1e9;

  private final ByteTransport inner;
  private final double nanosPerByte;
  private final int mostAtOnce;
  private final LineClock clock;
  private final Direction outgoing = new Direction();
  private final Direction incoming = new Direction();

  /** One direction; only one thread waits in it. */
  private final class Direction {
    private final AtomicLong bytes = new AtomicLong();
    private double freeNanos = Double.NEGATIVE_INFINITY;

    /** Says that somebody wants to send: what was left alone for long starts anew. */
    void begin() {
      double now = clock.nanoTime();
      if (now - freeNanos > SLACK_NANOS) {
        freeNanos = now;
      }
    }

    /** Waits for as long as the line needs for some more bytes. */
    void pass(int count) {
      freeNanos += count * nanosPerByte;
      clock.waitUntil((long) Math.ceil(freeNanos));
      bytes.addAndGet(count);
    }
  }

  /**
   * Wraps a pipe, which then belongs to this one: it is opened and closed with it.
   *
   * @param bitsPerSecond 1 or more
   */
  public PacedTransport(ByteTransport inner, long bitsPerSecond, LineClock clock) {
    if (bitsPerSecond < 1) {
      throw new IllegalArgumentException(
          "paced line: bits-per-second=%d; it must be at least 1".formatted(bitsPerSecond));
    }
    this.inner = inner;
    this.nanosPerByte = BITS_A_BYTE * NANOS_A_SECOND / bitsPerSecond;
    // Bytes arrive one after the other on a real line: none waits for more than a millisecond.
    this.mostAtOnce = (int) Math.max(1, Math.min(4096, PIECE_NANOS / nanosPerByte));
    this.clock = clock;
  }

  @Override
  public String name() {
    return "paced:" + inner.name();
  }

  @Override
  public void open() {
    inner.open();
  }

  @Override
  public int read(byte[] buffer) {
    byte[] piece = buffer.length <= mostAtOnce ? buffer : new byte[mostAtOnce];
    int count = inner.read(piece);
    if (count > 0) {
      incoming.begin();
      incoming.pass(count);
      if (piece != buffer) {
        System.arraycopy(piece, 0, buffer, 0, count);
      }
    }
    return count;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    outgoing.begin();
    int part = Math.min(length, mostAtOnce);
    for (int at = 0; at < length; at += part) {
      part = Math.min(length - at, mostAtOnce);
      outgoing.pass(part);
      inner.write(bytes, offset + at, part);
    }
    if (length == 0) {
      inner.write(bytes, offset, length); // refused where any other is
    }
  }

  /** Bytes that were written here and passed the line. */
  public long writtenBytes() {
    return outgoing.bytes.get();
  }

  /** Bytes that were read here. */
  public long readBytes() {
    return incoming.bytes.get();
  }

  @Override
  public void close() {
    inner.close();
  }
}
