package dev.fluxbar.link.host;

import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.FrameDecoder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
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

  /** A pipe that sends without end fills the queue to here; then it waits for the owner. */
  private static final int LONGEST_QUEUE = 4096;

  /** So many of the first bytes are kept: they tell what answers where no board does. */
  private static final int FIRST_BYTES = 24;

  /** What the reader hands over. */
  sealed interface Event {}

  /** All that one read completed, so that one acknowledgement answers it. */
  record Received(List<Decoded> decoded) implements Event {
    Received {
      decoded = List.copyOf(decoded);
    }
  }

  /** The pipe has ended. */
  record Ended(@Nullable RuntimeException cause) implements Event {}

  /** Somebody wants the owner to look around. */
  record Wake() implements Event {}

  private final ByteTransport transport;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>(LONGEST_QUEUE);
  private final AtomicLong bytes = new AtomicLong();
  private final Thread thread;
  private volatile String firstHex = "";

  Inbound(ByteTransport transport) {
    this.transport = transport;
    this.thread = new Thread(this::run, "fluxbar-reader " + transport.name());
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** The next event, or null when none came in time. */
  @Nullable Event poll(long nanos) throws InterruptedException {
    return events.poll(nanos, TimeUnit.NANOSECONDS);
  }

  /** An event that has come already, or null. */
  @Nullable Event poll() {
    return events.poll();
  }

  /** Ends a wait of the owner; one who has a full queue before him does not wait. */
  void wake() {
    boolean unusedWhereFull = events.offer(new Wake());
  }

  long bytes() {
    return bytes.get();
  }

  /** The first bytes that came, in hex. */
  String firstHex() {
    return firstHex;
  }

  /** Lets go of a reader that waits for the owner; one that waits for the pipe needs its close. */
  void stop() {
    thread.interrupt();
  }

  private void run() {
    try {
      events.put(new Ended(read()));
    } catch (InterruptedException e) {
      // The link is closed: nobody listens any more.
      Thread.currentThread().interrupt();
    }
  }

  /** Reads to the end; what ended it, if it was a failure. Whatever it is must reach the owner. */
  private @Nullable RuntimeException read() throws InterruptedException {
    FrameDecoder decoder = new FrameDecoder();
    byte[] buffer = new byte[4096];
    try {
      for (int count = transport.read(buffer); count >= 0; count = transport.read(buffer)) {
        keepFirst(buffer, count);
        bytes.addAndGet(count);
        List<Decoded> decoded = new ArrayList<>();
        decoder.accept(buffer, 0, count, decoded::add);
        if (!decoded.isEmpty()) {
          events.put(new Received(decoded));
        }
      }
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private void keepFirst(byte[] buffer, int count) {
    String kept = firstHex;
    int room = Math.min(count, FIRST_BYTES - kept.length() / 2);
    if (room > 0) {
      firstHex = kept + HexFormat.of().formatHex(buffer, 0, room);
    }
  }
}
