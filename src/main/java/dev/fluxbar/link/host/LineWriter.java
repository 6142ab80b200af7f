package dev.fluxbar.link.host;

import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.wire.FrameCodec;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to a pipe on a thread of its own, so that a board that does not read can never
 * block the owner: a serial port has no write deadline.
 */
final class LineWriter implements Line {

  /** So much goes out in one write at most: an urgent frame waits for no more. */
  private static final int BATCH_BYTES = 2048;

  private final ByteTransport transport;
  private final Thread thread;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition given = lock.newCondition();
  private final Condition taken = lock.newCondition();
  private final Deque<byte[]> urgent = new ArrayDeque<>();
  private final Deque<Supplier<byte[]>> usual = new ArrayDeque<>();
  private boolean writing;
  private boolean writingUrgent;
  private boolean stopped;
  private @Nullable RuntimeException failure;

  LineWriter(ByteTransport transport) {
    this.transport = transport;
    this.thread = new Thread(this::run, "fluxbar-writer " + transport.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  @Override
  public void write(Supplier<byte[]> frame) {
    lock.lock();
    try {
      usual.add(frame);
      given.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void writeUrgent(byte[] frame) {
    lock.lock();
    try {
      urgent.add(frame);
      given.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void writeFirst(byte[] frame) {
    lock.lock();
    try {
      urgent.addFirst(frame);
      given.signal();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean idle() {
    lock.lock();
    try {
      return urgent.isEmpty() && usual.isEmpty() && !writing;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean urgentIdle() {
    lock.lock();
    try {
      return urgent.isEmpty() && !writingUrgent;
    } finally {
      lock.unlock();
    }
  }

  /** Why writing ended, if it did. */
  @Nullable RuntimeException failure() {
    lock.lock();
    try {
      return failure;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the pipe has taken everything, but not for ever; an interrupt stays pending. */
  void drain(long nanos) {
    boolean interrupted = Thread.interrupted();
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && failure == null && !idle()) {
        try {
          left = taken.awaitNanos(left);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Ends the thread, at the latest when the pipe is closed. */
  void stop() {
    lock.lock();
    try {
      stopped = true;
      given.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      for (byte[] bytes = next(); bytes.length > 0; bytes = next()) {
        transport.write(bytes, 0, bytes.length);
      }
    } catch (RuntimeException e) {
      // Whatever ends this thread must reach the owner, who throws it.
      fail(e);
    }
  }

  /** What goes out next; nothing once it was stopped. */
  private byte[] next() {
    lock.lock();
    try {
      writing = false;
      writingUrgent = false;
      taken.signalAll();
      while (urgent.isEmpty() && usual.isEmpty() && !stopped) {
        given.awaitUninterruptibly();
      }
      if (stopped) {
        return new byte[0];
      }
      writing = true;
      writingUrgent = !urgent.isEmpty();
      ByteArrayOutputStream batch = new ByteArrayOutputStream(BATCH_BYTES);
      while (!urgent.isEmpty() && hasRoom(batch)) {
        batch.writeBytes(urgent.remove());
      }
      while (!usual.isEmpty() && hasRoom(batch)) {
        batch.writeBytes(usual.remove().get());
      }
      return batch.toByteArray();
    } finally {
      lock.unlock();
    }
  }

  /** Whether a frame of any length may go out with the others. */
  private static boolean hasRoom(ByteArrayOutputStream batch) {
    return batch.size() + FrameCodec.LARGEST_STUFFED_BYTES < BATCH_BYTES;
  }

  private void fail(RuntimeException cause) {
    lock.lock();
    try {
      failure = cause;
      taken.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
