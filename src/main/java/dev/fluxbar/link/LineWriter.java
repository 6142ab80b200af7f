package dev.fluxbar.link;

import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.transport.ByteTransport;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Writes frames to a pipe on a thread of its own, so that a board that does not read can never
 * block the owner: a serial port has no write deadline.
 */
final class LineWriter {
  private static final byte[] END = new byte[0];

  private final ByteTransport transport;
  private final LinkedBlockingDeque<byte[]> frames = new LinkedBlockingDeque<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final Thread thread;
  private volatile @Nullable BenchFault failure;

  LineWriter(ByteTransport transport) {
    this.transport = transport;
    this.thread = new Thread(this::write, "fluxbar-writer " + transport.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void write(byte[] frame) {
    pending.incrementAndGet();
    frames.add(frame);
  }

  /** Puts a frame before all that wait. */
  void writeFirst(byte[] frame) {
    pending.incrementAndGet();
    frames.addFirst(frame);
  }

  /** Whether everything has been handed to the pipe. */
  boolean idle() {
    return pending.get() == 0;
  }

  /** Why writing ended, if it did. */
  @Nullable BenchFault failure() {
    return failure;
  }

  void stop() {
    frames.add(END);
  }

  private void write() {
    try {
      for (byte[] frame = frames.take(); frame != END; frame = frames.take()) {
        transport.write(frame, 0, frame.length);
        pending.decrementAndGet();
      }
    } catch (BenchFault e) {
      failure = e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
