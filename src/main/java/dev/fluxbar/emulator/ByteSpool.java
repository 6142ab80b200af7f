package dev.fluxbar.emulator;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Bytes on their way from the board to the writer: never blocks the board. */
final class ByteSpool {
  /**
   * What a host leaves unread beyond this is dropped: its credit bounds results, but nothing bounds
   * the answers to what it sends without reading, and repetition mends what is dropped.
   */
  private static final int LARGEST_BYTES = 4 << 20;

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean closed;

  /** Adds one whole frame, or drops it. */
  synchronized void put(byte[] frame) {
    if (!closed && held.size() + frame.length <= LARGEST_BYTES) {
      held.write(frame, 0, frame.length);
      notifyAll();
    }
  }

  /** Waits for bytes and takes all of them; null once the spool is closed. */
  synchronized byte @Nullable [] take() throws InterruptedException {
    while (held.size() == 0 && !closed) {
      wait();
    }
    if (closed) {
      return null;
    }
    byte[] bytes = held.toByteArray();
    held.reset();
    return bytes;
  }

  /** Drops what is left and lets the writer go. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
