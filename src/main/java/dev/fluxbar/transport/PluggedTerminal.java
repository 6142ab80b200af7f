package dev.fluxbar.transport;

import java.nio.file.Path;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The board's end of a serial cable that can be pulled and put back: pseudo-terminals that come one
 * after the other under one name, as a USB port's do. The board stays on; bytes that it writes
 * while the cable is out are dropped, and a host that was connected loses its port.
 *
 * <p>Pulled at first. Any thread may call, also one that reads or writes here.
 */
public final class PluggedTerminal implements ByteTransport {
  private final Lifecycle lifecycle = new Lifecycle();
  private final Path link;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Tripwire present;

  /**
   * @param link the name under which a host finds the port while the cable is in
   */
  public PluggedTerminal(Path link) {
    this.link = link.toAbsolutePath();
  }

  @Override
  public String name() {
    return "plugged-pty:" + link;
  }

  /**
   * Puts the cable in; harmless if it is in.
   *
   * @throws TransportException if no pseudo-terminal can be had, or this end is closed
   */
  public void plugIn() {
    lock.lock();
    try {
      if (!lifecycle.isOpen()) {
        throw lifecycle.refusedWrite(name());
      }
      if (present == null) {
        Tripwire next = new Tripwire(new PseudoTerminal(link));
        next.open();
        present = next;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Pulls the cable, in the middle of whatever is on it; harmless if it is out. */
  public void pull() {
    pull(now());
  }

  /**
   * Pulls the cable that is in now before the byte after the next {@code bytes} passes it, either
   * way, and calls {@code told} on the thread that carried them. Forgotten when it is pulled
   * before.
   *
   * @throws IllegalStateException if it is out
   */
  public void pullAfter(long bytes, Runnable told) {
    Tripwire cable = now();
    if (cable == null) {
      throw new IllegalStateException(
          "terminal: link=%s, plugged=false; put the cable in first".formatted(link));
    }
    cable.cutAfter(
        bytes,
        () -> {
          pull(cable); // before anybody hears of it, so that its name is free for the next one
          told.run();
        });
  }

  private void pull(@Nullable Tripwire cable) {
    if (cable != null && forget(cable)) {
      // Not under the lock: a reader or a writer on its way out may ask what is plugged in.
      cable.close();
    }
  }

  private boolean forget(Tripwire cable) {
    lock.lock();
    try {
      boolean was = present == cable;
      present = was ? null : present;
      return was;
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Tripwire now() {
    lock.lock();
    try {
      return present;
    } finally {
      lock.unlock();
    }
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
    while (true) {
      Tripwire cable = awaited();
      if (cable == null) {
        return -1;
      }
      int count = cable.read(buffer);
      if (count > 0) {
        return count;
      }
      pull(cable); // a terminal that has ended by itself is no cable any more
    }
  }

  /** Waits for a cable; null once this end is closed. */
  private @Nullable Tripwire awaited() {
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
  public void write(byte[] bytes, int offset, int length) {
    lifecycle.checkWrite(name(), bytes, offset, length);
    Tripwire cable = now();
    if (cable == null) {
      return;
    }
    try {
      cable.write(bytes, offset, length);
    } catch (TransportException gone) {
      // Nobody is at the end of the cable; whoever comes next begins with a HELLO.
      lifecycle.checkWrite(name(), bytes, offset, length);
    }
  }

  @Override
  public void close() {
    lifecycle.closed();
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    pull();
  }
}
