package dev.fluxbar.transport;

/**
 * One end of a pipe inside this process: what one end writes, the other reads.
 *
 * <p>Each direction holds up to {@value #CAPACITY_BYTES} bytes; a writer that is further ahead
 * waits. When one end is closed the other still reads what was sent before, then gets -1; its
 * writes are refused at once.
 */
public final class MemoryTransport implements ByteTransport {
  /** How many bytes one direction holds. */
  public static final int CAPACITY_BYTES = 64 * 1024;

  private final Lifecycle lifecycle = new Lifecycle();
  private final String name;
  private final ByteQueue incoming;
  private final ByteQueue outgoing;

  private MemoryTransport(String name, ByteQueue incoming, ByteQueue outgoing) {
    this.name = name;
    this.incoming = incoming;
    this.outgoing = outgoing;
  }

  /** The two ends of one pipe; each is opened and closed by whoever uses it. */
  public record Pair(ByteTransport host, ByteTransport board) {}

  /** Makes two connected ends, named {@code memory:NAME/host} and {@code memory:NAME/board}. */
  public static Pair pair(String name) {
    ByteQueue toBoard = new ByteQueue(CAPACITY_BYTES);
    ByteQueue toHost = new ByteQueue(CAPACITY_BYTES);
    return new Pair(
        new MemoryTransport("memory:" + name + "/host", toHost, toBoard),
        new MemoryTransport("memory:" + name + "/board", toBoard, toHost));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void open() {
    lifecycle.checkNew(name);
    if (!lifecycle.opened()) {
      lifecycle.checkNew(name);
    }
  }

  @Override
  public int read(byte[] buffer) {
    lifecycle.checkRead(name, buffer);
    int taken = incoming.take(buffer);
    if (taken < 0) {
      lifecycle.gone();
    }
    return taken;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lifecycle.checkWrite(name, bytes, offset, length);
    if (!outgoing.put(bytes, offset, length)) {
      lifecycle.gone();
      throw lifecycle.refusedWrite(name);
    }
  }

  /** Closes this end. An end that was never opened leaves too, so the far end does not wait. */
  @Override
  public void close() {
    lifecycle.closed();
    outgoing.writerLeaves();
    incoming.readerLeaves();
  }
}
