package dev.fluxbar.bench.openmena;

import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.TransportException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines to and from a board over a byte pipe. Every wait has an end. One thread owns it; {@link
 * #interrupt} may come from any.
 */
final class MenaPort implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(MenaPort.class);
  private static final int READ_BYTES = 4096;

  /** No reply is longer; what is longer is noise. */
  private static final int LONGEST_LINE = 512;

  private static final byte[] END = {};

  private final ByteTransport line;
  private final MenaTimes times;
  private final LongSupplier nanoClock;
  private final LinkedBlockingQueue<byte[]> incoming = new LinkedBlockingQueue<>();
  private final Thread reader;
  private final StringBuilder partial = new StringBuilder();
  private byte[] chunk = END;
  private int next;
  private boolean gone;
  private long busyUntilNanos;
  private volatile boolean interrupted;

  /**
   * @param line opened and closed by this
   * @param nanoClock what waits are measured by
   */
  MenaPort(ByteTransport line, MenaTimes times, LongSupplier nanoClock) {
    this.line = line;
    this.times = times;
    this.nanoClock = nanoClock;
    this.reader = new Thread(this::read, "openmena-reads");
    reader.setDaemon(true);
  }

  void open() {
    line.open();
    busyUntilNanos = nanoClock.getAsLong();
    reader.start();
  }

  String name() {
    return line.name();
  }

  private void read() {
    byte[] buffer = new byte[READ_BYTES];
    try {
      for (int count = line.read(buffer); count >= 0; count = line.read(buffer)) {
        incoming.add(Arrays.copyOf(buffer, count));
      }
    } catch (TransportException e) {
      log.debug("openmena: line={}; reading ended", line.name(), e);
    }
    incoming.add(END);
  }

  /** Sends a command; from now on the board is busy with it for as long as it takes at most. */
  void send(MenaCommand command) {
    busyUntilNanos =
        Math.max(busyUntilNanos, nanoClock.getAsLong())
            + (long) (command.seconds() * times.pace() * 1e9);
    write(command.text() + "\n");
  }

  /** Ends whatever part of a command the board may still hold. */
  void endLine() {
    write("\n");
  }

  private void write(String text) {
    log.debug("openmena: > {}", text);
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try {
      line.write(bytes, 0, bytes.length);
    } catch (TransportException e) {
      throw gone(e);
    }
  }

  /** When the board should be done with all that it was told, and have said so. */
  long doneNanos() {
    return Math.max(busyUntilNanos, nanoClock.getAsLong()) + times.slack().toNanos();
  }

  /** When something that it does at once should have been said. */
  long soonNanos() {
    return nanoClock.getAsLong() + times.slack().toNanos();
  }

  /** When a board that was just opened should have started. */
  long startedNanos() {
    return nanoClock.getAsLong() + times.banner().toNanos();
  }

  /** The next waits end at once, all that is to come included, until {@link #listenAgain}. */
  void interrupt() {
    interrupted = true;
    incoming.add(new byte[] {0});
  }

  void listenAgain() {
    interrupted = false;
  }

  /**
   * The next line without its end; null when there is none until {@code untilNanos}. A character
   * that no reply has stands in it as {@code ?}, and a line feed alone as its last one.
   *
   * @throws MenaFault if the line has ended, or somebody called it off
   */
  @Nullable String line(long untilNanos) {
    while (true) {
      while (next < chunk.length) {
        String whole = take(chunk[next++]);
        if (whole != null) {
          log.debug("openmena: < {}", whole);
          return whole;
        }
      }
      if (interrupted) {
        throw new MenaFault(
            MenaFault.Kind.ABORTED,
            "openmena: port=%s, aborted=true; open it again".formatted(name()));
      }
      byte[] more = poll(untilNanos - nanoClock.getAsLong());
      if (more == null) {
        return null;
      }
      gone |= more.length == 0;
      if (gone) {
        throw gone(null);
      }
      chunk = more;
      next = 0;
    }
  }

  private byte @Nullable [] poll(long nanos) {
    try {
      return incoming.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MenaFault(
          MenaFault.Kind.ABORTED,
          "openmena: port=%s, interrupted=true; open it again".formatted(name()),
          e);
    }
  }

  private @Nullable String take(byte one) {
    if (one == '\n') {
      int last = partial.length() - 1;
      boolean ended = last >= 0 && partial.charAt(last) == '\r';
      String whole = ended ? partial.substring(0, last) : partial + "?";
      partial.setLength(0);
      return whole;
    }
    boolean known = (one >= ' ' && one < 0x7f) || one == '\t' || one == '\r';
    if (partial.length() < LONGEST_LINE) {
      partial.append(known ? (char) one : '?');
    }
    return null;
  }

  private MenaFault gone(@Nullable TransportException cause) {
    return new MenaFault(
        MenaFault.Kind.GONE,
        "openmena: port=%s, line=gone; check cable and power, open it again and read the cells before you write"
            .formatted(name()),
        cause);
  }

  @Override
  public void close() {
    line.close();
  }
}
