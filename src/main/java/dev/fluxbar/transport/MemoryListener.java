package dev.fluxbar.transport;

/**
 * The board's end of pipes inside this process that come one after the other, as on a cable that is
 * pulled and put back. {@link #connect} makes a new pipe and breaks the one before; bytes written
 * while there is none, or none any more, are dropped.
 */
public final class MemoryListener extends ChangingPipe<ByteTransport> {
  private final String cable;

  public MemoryListener(String name) {
    super("memory-listener:" + name);
    this.cable = name;
  }

  /** A new host's end, not open; the one before has lost its far end. */
  public ByteTransport connect() {
    MemoryTransport.Pair pair = MemoryTransport.pair(cable);
    pair.board().open();
    replace(pair.board());
    return pair.host();
  }
}
