package dev.fluxbar.transport;

import java.util.SplittableRandom;

/**
 * A pipe around another one that loses, changes, repeats, reorders, delays and cuts bytes, or
 * breaks, each direction on its own.
 *
 * <p>What it does depends on the seed and on the sequence of chunks alone. Outgoing chunks are the
 * calls of {@code write}, so the outgoing direction repeats exactly. Incoming chunks are what the
 * pipe below happens to return from {@code read}, so only the byte rates repeat exactly there; for
 * a run that repeats in both directions wrap both ends and make only outgoing faults.
 *
 * <p>A break closes the pipe below: from then on {@code read} gives -1 and {@code write} is
 * refused.
 */
public final class FaultyTransport implements ByteTransport {
  private static final int READ_BYTES = 4096;

  private final Lifecycle lifecycle = new Lifecycle();
  private final ByteTransport inner;
  private final FaultyDirection outgoing;
  private final FaultyDirection incoming;

  /** What came in and was not yet read; only the reading thread touches these two. */
  private byte[] arrived = new byte[0];

  private int arrivedOffset;

  /**
   * Wraps a pipe, which then belongs to this one: it is opened and closed with it.
   *
   * @param outgoing what happens to the bytes that are written here
   * @param incoming what happens to the bytes that are read here
   */
  public FaultyTransport(ByteTransport inner, Faults outgoing, Faults incoming, long seed) {
    this.inner = inner;
    SplittableRandom draws = new SplittableRandom(seed);
    this.outgoing = new FaultyDirection(outgoing, draws.split());
    this.incoming = new FaultyDirection(incoming, draws.split());
  }

  @Override
  public String name() {
    return "faulty:" + inner.name();
  }

  @Override
  public void open() {
    lifecycle.checkNew(name());
    inner.open();
    if (!lifecycle.opened()) {
      inner.close();
      lifecycle.checkNew(name());
    }
  }

  @Override
  public int read(byte[] buffer) {
    lifecycle.checkRead(name(), buffer);
    while (arrivedOffset == arrived.length) {
      if (incoming.disconnected()) {
        breakPipe();
      }
      byte[] chunk = new byte[READ_BYTES];
      int count = inner.read(chunk);
      if (count < 0) {
        lifecycle.gone();
        return -1;
      }
      arrived = incoming.pass(chunk, 0, count);
      arrivedOffset = 0;
    }
    if (!lifecycle.isOpen()) {
      return -1;
    }
    int taken = Math.min(buffer.length, arrived.length - arrivedOffset);
    System.arraycopy(arrived, arrivedOffset, buffer, 0, taken);
    arrivedOffset += taken;
    return taken;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lifecycle.checkWrite(name(), bytes, offset, length);
    if (length == 0) {
      return;
    }
    byte[] out = outgoing.pass(bytes, offset, length);
    if (out.length > 0) {
      inner.write(out, 0, out.length);
    }
    if (outgoing.disconnected()) {
      breakPipe();
    }
  }

  private void breakPipe() {
    lifecycle.gone();
    inner.close();
  }

  /** What has happened to the bytes written here. */
  public FaultCounts outgoingCounts() {
    return outgoing.counts();
  }

  /** What has happened to the bytes read here. */
  public FaultCounts incomingCounts() {
    return incoming.counts();
  }

  @Override
  public void close() {
    lifecycle.closed();
    inner.close();
  }
}
