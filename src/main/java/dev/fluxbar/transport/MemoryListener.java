package dev.fluxbar.transport;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The board's end of pipes inside this process that come one after the other, as on a cable that is
 * pulled and put back. {@link #connect} makes a new pipe and breaks the one before; bytes written
 * while there is none, or none any more, are dropped.
 */
public final class MemoryListener implements ByteTransport {
  private final Lifecycle lifecycle = new Lifecycle();
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable ByteTransport present;

  public MemoryListener(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return "memory-listener:" + name;
  }

  /** A new host's end, not open; the one before has lost its far end. */
  public ByteTransport connect() {
    MemoryTransport.Pair pair = MemoryTransport.pair(name);
    pair.board().open();
    lock.lock();
    try {
      ByteTransport before = present;
      if (before != null) {
        before.close();
      }
      present = pair.board();
      if (!lifecycle.isOpen()) {
        pair.board().close();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    return pair.host();
  }

  @Override
  public void open() {
    lifecycle.checkNew(name());
    if (!lifecycle.opened()) {
      lifecycle.checkNew(name());
    }
  }

  @Override
  public int read(byte[] buffer) {
    lifecycle.checkRead(name(), buffer);
    ByteTransport ended = null;
    while (true) {
      ByteTransport pipe = otherThan(ended);
      if (pipe == null) {
        return -1;
      }
      int count = pipe.read(buffer);
      if (count > 0) {
        return count;
      }
      ended = pipe;
    }
  }

  /** Waits for a pipe that has not ended; null once this end is closed. */
  private @Nullable ByteTransport otherThan(@Nullable ByteTransport ended) {
    lock.lock();
    try {
      while (lifecycle.isOpen() && (present == null || present == ended)) {
        changed.awaitUninterruptibly();
      }
      return lifecycle.isOpen() ? present : null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lifecycle.checkWrite(name(), bytes, offset, length);
    ByteTransport pipe = now();
    if (pipe == null) {
      return;
    }
    try {
      pipe.write(bytes, offset, length);
    } catch (TransportException gone) {
      // Nobody is at the end of the cable; whoever comes next begins with a HELLO.
      lifecycle.checkWrite(name(), bytes, offset, length);
    }
  }

  private @Nullable ByteTransport now() {
    lock.lock();
    try {
      return present;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lifecycle.closed();
    lock.lock();
    try {
      ByteTransport before = present;
      if (before != null) {
        before.close();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
