package dev.fluxbar.transport;

/**
 * A pipe on which something happens once when so many more bytes have passed, of both directions
 * together: the cable is pulled, or the board loses its power, in the middle of a frame.
 */
public final class Tripwire implements ByteTransport {
  private final ByteTransport inner;
  private long leftBytes = Long.MAX_VALUE;
  private Runnable action = () -> {};
  private boolean cuts;

  /** Wraps a pipe, which then belongs to this one. */
  public Tripwire(ByteTransport inner) {
    this.inner = inner;
  }

  /**
   * Calls {@code what} before the byte after the next {@code bytes} passes, on the thread that
   * carries it; what was armed before is forgotten.
   */
  public void actAfter(long bytes, Runnable what) {
    arm(bytes, what, false);
  }

  /** Breaks the pipe after the next {@code bytes}, and calls {@code told}. */
  public void cutAfter(long bytes, Runnable told) {
    arm(bytes, told, true);
  }

  private synchronized void arm(long bytes, Runnable what, boolean cutting) {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "tripwire: bytes=%d; it must not be negative".formatted(bytes));
    }
    leftBytes = bytes;
    action = what;
    cuts = cutting;
  }

  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public void open() {
    inner.open();
  }

  @Override
  public int read(byte[] buffer) {
    int count = inner.read(buffer);
    if (count < 0) {
      return count;
    }
    int before = pass(count);
    if (before == count || !trip()) {
      return count;
    }
    return before == 0 ? -1 : before;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int before = pass(length);
    inner.write(bytes, offset, before);
    if (before < length) {
      trip();
      inner.write(bytes, offset + before, length - before); // refused where the pipe was cut
    }
  }

  /** How many of {@code length} bytes pass before it trips; all of them where it does not. */
  private synchronized int pass(int length) {
    if (leftBytes >= length) {
      leftBytes -= leftBytes == Long.MAX_VALUE ? 0 : length;
      return length;
    }
    return (int) leftBytes;
  }

  /** Returns whether the pipe is cut now. */
  private boolean trip() {
    Runnable once;
    boolean cutting;
    synchronized (this) {
      once = action;
      cutting = cuts;
      action = () -> {};
      leftBytes = cutting ? 0 : Long.MAX_VALUE;
    }
    once.run();
    if (cutting) {
      inner.close();
    }
    return cutting;
  }

  @Override
  public void close() {
    inner.close();
  }
}
