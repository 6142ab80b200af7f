package dev.fluxbar.cli;

import dev.fluxbar.transport.ByteTransport;

/** A line that can be cut without either end being told. */
final class SeveredLine implements ByteTransport {

  /** What still passes. */
  enum Cut {
    NOTHING_PASSES,
    /** The board is heard and does not hear. */
    ONLY_TO_THE_HOST
  }

  private final ByteTransport inner;
  private volatile boolean outgoing = true;
  private volatile boolean incoming = true;

  SeveredLine(ByteTransport inner) {
    this.inner = inner;
  }

  void cut(Cut cut) {
    outgoing = false;
    incoming = cut == Cut.ONLY_TO_THE_HOST;
  }

  @Override
  public String name() {
    return "severed:" + inner.name();
  }

  @Override
  public void open() {
    inner.open();
  }

  @Override
  public int read(byte[] buffer) {
    int count = inner.read(buffer);
    while (count > 0 && !incoming) {
      count = inner.read(buffer);
    }
    return count;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (outgoing) {
      inner.write(bytes, offset, length);
    }
  }

  @Override
  public void close() {
    inner.close();
  }
}
