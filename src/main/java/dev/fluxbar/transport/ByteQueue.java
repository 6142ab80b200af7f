package dev.fluxbar.transport;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A bounded queue of bytes between one writer and one reader, either of which may leave. */
final class ByteQueue {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final byte[] ring;
  private int head;
  private int count;
  private boolean writerLeft;
  private boolean readerLeft;

  ByteQueue(int capacityBytes) {
    ring = new byte[capacityBytes];
  }

  /**
   * Waits for bytes. A reader still gets what a writer sent before it left.
   *
   * @return how many bytes were copied, or -1 when no more will come
   */
  int take(byte[] buffer) {
    lock.lock();
    try {
      while (count == 0 && !writerLeft && !readerLeft) {
        changed.awaitUninterruptibly();
      }
      if (readerLeft || count == 0) {
        return -1;
      }
      int taken = Math.min(count, buffer.length);
      int first = Math.min(taken, ring.length - head);
      System.arraycopy(ring, head, buffer, 0, first);
      System.arraycopy(ring, 0, buffer, first, taken - first);
      head = (head + taken) % ring.length;
      count -= taken;
      changed.signalAll();
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for room. Returns false as soon as either side has left; a part may have been sent. */
  boolean put(byte[] bytes, int offset, int length) {
    lock.lock();
    try {
      int sent = 0;
      while (!writerLeft && !readerLeft) {
        int part = Math.min(length - sent, ring.length - count);
        append(bytes, offset + sent, part);
        sent += part;
        if (sent == length) {
          return true;
        }
        changed.awaitUninterruptibly();
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void append(byte[] bytes, int offset, int length) {
    int tail = (head + count) % ring.length;
    int first = Math.min(length, ring.length - tail);
    System.arraycopy(bytes, offset, ring, tail, first);
    System.arraycopy(bytes, offset + first, ring, 0, length - first);
    count += length;
    if (length > 0) {
      changed.signalAll();
    }
  }

  void writerLeaves() {
    lock.lock();
    try {
      writerLeft = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void readerLeaves() {
    lock.lock();
    try {
      readerLeft = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
