package dev.fluxbar.link;

import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.FrameDecoder;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pipe on a thread of its own and cuts it into frames: a blocking reader is the fastest way
 * off a serial port, and a queue gives deadlines finer than the port's tenths of a second.
 */
final class Inbound {

  /** What the reader hands over. */
  sealed interface Event {}

  record Received(Decoded decoded) implements Event {}

  /** The pipe has ended. */
  record Ended(@Nullable BenchFault cause) implements Event {}

  /** Somebody wants the owner to look around. */
  record Wake() implements Event {}

  private final ByteTransport transport;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final Thread thread;

  Inbound(ByteTransport transport) {
    this.transport = transport;
    this.thread = new Thread(this::read, "fluxbar-reader " + transport.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The next event, or null when none came in time. */
  @Nullable Event poll(long nanos) throws InterruptedException {
    return events.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
  }

  void wake() {
    events.add(new Wake());
  }

  long bytes() {
    return bytes.get();
  }

  private void read() {
    FrameDecoder decoder = new FrameDecoder();
    byte[] buffer = new byte[4096];
    try {
      for (int count = transport.read(buffer); count >= 0; count = transport.read(buffer)) {
        bytes.addAndGet(count);
        decoder.accept(buffer, 0, count, decoded -> events.add(new Received(decoded)));
      }
      events.add(new Ended(null));
    } catch (BenchFault e) {
      events.add(new Ended(e));
    }
  }
}
