package dev.fluxbar.transport;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The board's end of pipes that come one after the other, as on a cable that is pulled and put
 * back. Reading goes on with the next one; bytes written while there is none, or none any more, are
 * dropped. Any thread may call, also one that reads or writes here.
 *
 * @param <T> the pipes
 */
abstract class ChangingPipe<T extends ByteTransport> implements ByteTransport {
  private final Lifecycle lifecycle = new Lifecycle();
  private final String name;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable T present;

  ChangingPipe(String name) {
    this.name = name;
  }

  @Override
  public final String name() {
    return name;
  }

  /** The pipe that is there, if one is. */
  final @Nullable T now() {
    lock.lock();
    try {
      return present;
    } finally {
      lock.unlock();
    }
  }

  /**
   * A pipe where none is; harmless where one is.
   *
   * @param made makes an open one; asked under the lock, so that a name is taken once
   * @throws TransportException if this end is not open
   */
  final void plugIn(Supplier<T> made) {
    lock.lock();
    try {
      if (!lifecycle.isOpen()) {
        throw lifecycle.refusedWrite(name);
      }
      if (present == null) {
        present = made.get();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * An open pipe in the place of the one before, which is closed; closed itself where this end is
   * not open.
   */
  final void replace(T next) {
    T over = next;
    lock.lock();
    try {
      if (lifecycle.isOpen()) {
        over = present;
        present = next;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (over != null) {
      over.close();
    }
  }

  /** Closes a pipe, if it is still the one that is there. */
  final void pull(@Nullable T pipe) {
    if (pipe != null && forget(pipe)) {
      // Not under the lock: a reader or a writer on its way out may ask what is there.
      pipe.close();
    }
  }

  private boolean forget(T pipe) {
    lock.lock();
    try {
      boolean was = present == pipe;
      present = was ? null : present;
      return was;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final void open() {
    lifecycle.checkNew(name);
    if (!lifecycle.opened()) {
      lifecycle.checkNew(name);
    }
  }

  @Override
  public final int read(byte[] buffer) {
    lifecycle.checkRead(name, buffer);
    while (true) {
      T pipe = awaited();
      if (pipe == null) {
        return -1;
      }
      int count = pipe.read(buffer);
      if (count > 0) {
        return count;
      }
      pull(pipe); // one that has ended by itself is no pipe any more
    }
  }

  /** Waits for a pipe; null once this end is closed. */
  private @Nullable T awaited() {
    lock.lock();
    try {
      while (lifecycle.isOpen() && present == null) {
        changed.awaitUninterruptibly();
      }
      return lifecycle.isOpen() ? present : null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public final void write(byte[] bytes, int offset, int length) {
    lifecycle.checkWrite(name, bytes, offset, length);
    T pipe = now();
    if (pipe == null) {
      return;
    }
    try {
      pipe.write(bytes, offset, length);
    } catch (TransportException gone) {
      // Nobody is at the end of the cable; whoever comes next begins with a HELLO.
      lifecycle.checkWrite(name, bytes, offset, length);
    }
  }

  @Override
  public final void close() {
    lifecycle.closed();
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    pull(now());
  }
}
