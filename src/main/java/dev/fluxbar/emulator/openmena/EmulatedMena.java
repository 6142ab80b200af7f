package dev.fluxbar.emulator.openmena;

import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.TransportException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An emulated OpenMENA board at the far end of a byte pipe, alive in threads of its own. Its time
 * is virtual: what takes the board seconds is answered as fast as it is computed. All methods may
 * be called from any thread.
 */
public final class EmulatedMena implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmulatedMena.class);
  private static final byte[] END = {};
  private static final int READ_BYTES = 4096;

  /** The sketch takes a command that is not ended after so long a silence as it is. */
  public static final Duration USUAL_SILENCE = Duration.ofSeconds(1);

  private final ByteTransport line;
  private final Duration silence;
  private final SketchMachine machine;
  private final Object lock = new Object();
  private final LinkedBlockingQueue<byte[]> incoming = new LinkedBlockingQueue<>();
  private final StringBuilder partial = new StringBuilder();
  private final StringBuilder says = new StringBuilder();
  private final Thread reader;
  private final Thread board;
  private boolean opened;

  /**
   * @param spec one independent array of 8 x 8; its converters' first range are the inputs
   * @param line the board's end; opened and closed by this board
   * @param silence after which a command that is not ended is taken as it is
   */
  public EmulatedMena(BoardSpec spec, ByteTransport line, Duration silence) {
    this.line = line;
    this.silence = silence;
    this.machine = new SketchMachine(spec, text -> says.append(text).append("\r\n"));
    this.reader = thread("reads", this::read);
    this.board = thread("runs", this::run);
  }

  private static Thread thread(String what, Runnable body) {
    Thread thread = new Thread(body, "openmena-board-" + what);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Turns the board on.
   *
   * @throws TransportException if the pipe cannot be opened
   */
  public void open() {
    line.open();
    synchronized (lock) {
      machine.reset();
      says.setLength(0); // nobody listened yet
      opened = true;
    }
    reader.start();
    board.start();
    log.info("openmena board: line={}; it listens", line.name());
  }

  /** Presses the reset button: a command that runs has run before. */
  public void reset() {
    synchronized (lock) {
      machine.reset();
      say();
    }
  }

  /** What really is on the board now. */
  public BoardTruth truth() {
    synchronized (lock) {
      return machine.truth(false);
    }
  }

  private void read() {
    byte[] buffer = new byte[READ_BYTES];
    try {
      for (int count = line.read(buffer); count >= 0; count = line.read(buffer)) {
        incoming.add(Arrays.copyOf(buffer, count));
      }
    } catch (TransportException e) {
      log.debug("openmena board: line={}; reading ended", line.name(), e);
    }
    incoming.add(END);
  }

  private void run() {
    try {
      for (byte[] chunk = next(); chunk == null || chunk.length > 0; chunk = next()) {
        if (chunk == null) {
          carryOut(); // silent for long: what came of a command is the command
        } else {
          for (byte one : chunk) {
            take((char) (one & 0xff));
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TransportException e) {
      log.debug("openmena board: line={}; writing ended", line.name(), e);
    }
  }

  private byte @Nullable [] next() throws InterruptedException {
    return partial.length() == 0
        ? incoming.take()
        : incoming.poll(silence.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void take(char one) {
    if (one == '\n') {
      carryOut();
    } else {
      partial.append(one);
    }
  }

  private void carryOut() {
    String command = partial.toString();
    partial.setLength(0);
    synchronized (lock) {
      machine.command(command);
      say();
    }
  }

  private void say() {
    byte[] bytes = says.toString().getBytes(StandardCharsets.UTF_8);
    says.setLength(0);
    if (bytes.length > 0) {
      line.write(bytes, 0, bytes.length);
    }
  }

  /** Pulls the plug; twice is harmless. */
  @Override
  public void close() {
    line.close();
    boolean ran;
    synchronized (lock) {
      ran = opened;
      opened = false;
    }
    if (ran) {
      join(reader);
      join(board);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(1000); // a daemon: it does not hold up its owner for ever
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
