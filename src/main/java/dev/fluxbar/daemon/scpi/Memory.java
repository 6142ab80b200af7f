package dev.fluxbar.daemon.scpi;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all sessions together may hold of blocks. Any thread may call. */
final class Memory {
  private final long most;
  private final AtomicLong taken = new AtomicLong();

  Memory(long most) {
    this.most = most;
  }

  /** Whether there was so much; it must then be given back. */
  boolean take(long bytes) {
    if (taken.addAndGet(bytes) > most) {
      taken.addAndGet(-bytes);
      return false;
    }
    return true;
  }

  void give(long bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
