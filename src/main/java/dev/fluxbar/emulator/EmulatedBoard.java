package dev.fluxbar.emulator;

import dev.fluxbar.array.Cell;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.TransportException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An emulated board at the far end of a byte pipe, alive in threads of its own: one reads, one is
 * the board, one writes. A host that does not read blocks the writer alone; the watchdog goes on.
 *
 * <p>Where the pipe outlives its host, as a pseudo-terminal and a listening port do, the board
 * serves one host after the other. All methods may be called from any thread.
 */
public final class EmulatedBoard implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmulatedBoard.class);
  private static final int READ_BYTES = 16 * 1024;
  private static final byte[] NOTHING = {};

  private enum Life {
    NEW,
    OPEN,
    CLOSED
  }

  private final ByteTransport transport;
  private final BoardMachine machine;
  private final LongSupplier nanoClock;
  private final long originNanos;
  private final ByteSpool outgoing = new ByteSpool();

  /** Held for every touch of the machine; fair, so that a busy board lets others look. */
  private final ReentrantLock lock = new ReentrantLock(true);

  /** Chunks as they were read; an empty one only wakes the board. */
  private final LinkedBlockingQueue<byte[]> incoming = new LinkedBlockingQueue<>();

  private final Thread reader;
  private final Thread board;
  private final Thread writer;
  private volatile Life life = Life.NEW;
  private volatile boolean lineLost;

  /** A board as fast as possible. */
  public EmulatedBoard(BoardSpec spec, ByteTransport transport) {
    this(spec, transport, 0);
  }

  /**
   * A board at a pace. One without a pace does not hold it against the host when the machine stops
   * this process for a while; one at a pace keeps real time.
   *
   * @param transport the board's end; opened and closed by this board
   * @param pace seconds that one second of bench time takes; 0: as fast as possible
   */
  public EmulatedBoard(BoardSpec spec, ByteTransport transport, double pace) {
    this(spec, transport, pace, pace == 0 ? new PatientClock(System::nanoTime) : System::nanoTime);
  }

  /**
   * @param transport the board's end; opened and closed by this board
   * @param pace seconds of {@code nanoClock} that one second of bench time takes; 0: as fast as
   *     possible
   * @param nanoClock the clock of the watchdog, of repetition and of the pace
   */
  public EmulatedBoard(
      BoardSpec spec, ByteTransport transport, double pace, LongSupplier nanoClock) {
    this.transport = transport;
    this.nanoClock = nanoClock;
    this.originNanos = nanoClock.getAsLong();
    this.machine = new BoardMachine(spec, pace, outgoing::put);
    this.reader = thread("reads", this::read);
    this.board = thread("runs", this::run);
    this.writer = thread("writes", this::write);
  }

  private Thread thread(String what, Runnable body) {
    Thread thread = new Thread(body, "board-" + machine.spec().boardId() + "-" + what);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Opens the pipe and starts the board, safe and without a session.
   *
   * @throws TransportException if the pipe cannot be opened
   * @throws IllegalStateException if the board was opened before
   */
  public void open() {
    lock.lock();
    try {
      if (life != Life.NEW) {
        throw new IllegalStateException(
            "board: id=%s, life=%s; a board is opened once; make another one"
                .formatted(machine.spec().boardId(), life));
      }
      transport.open();
      life = Life.OPEN;
      reader.start();
      board.start();
      writer.start();
    } finally {
      lock.unlock();
    }
    log.info("board: id={}, line={}; it listens", machine.spec().boardId(), transport.name());
  }

  /** Goes safe, closes the pipe and ends the threads; twice is harmless. */
  @Override
  public void close() {
    boolean wasOpen;
    lock.lock();
    try {
      wasOpen = life == Life.OPEN;
      life = Life.CLOSED;
      machine.lineLost(now());
    } finally {
      lock.unlock();
    }
    transport.close();
    incoming.add(NOTHING);
    outgoing.close();
    if (wasOpen) {
      join(reader);
      join(board);
      join(writer);
    }
  }

  private static void join(Thread thread) {
    try {
      // A thread that its transport does not let go is a daemon: it must not hold up its owner.
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A loss of power and its return: session, jobs and ledger are lost, fluxes stay. */
  public void reboot() {
    lock.lock();
    try {
      machine.reboot(now());
    } finally {
      lock.unlock();
    }
  }

  /** What really is on the board now. */
  public BoardTruth truth() {
    lock.lock();
    try {
      return machine.truth();
    } finally {
      lock.unlock();
    }
  }

  /** From now on what the cells dissipate is summed up; it costs a little time. */
  public void meterEnergy() {
    lock.lock();
    try {
      machine.meterEnergy();
    } finally {
      lock.unlock();
    }
  }

  /** What they dissipated since, in joules. */
  public double dissipatedJoules() {
    lock.lock();
    try {
      return machine.dissipatedJoules();
    } finally {
      lock.unlock();
    }
  }

  /** What the channels of the board really are. */
  public AnalogTruth analogTruth() {
    lock.lock();
    try {
      return machine.analogTruth();
    } finally {
      lock.unlock();
    }
  }

  /** What drivers have put on each cell since the board was made, as exact integers. */
  public CodeTicks codeTicks() {
    lock.lock();
    try {
      return machine.codeTicks();
    } finally {
      lock.unlock();
    }
  }

  /** Random since the last boot. */
  public long bootId() {
    lock.lock();
    try {
      return machine.bootId();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Watches some cells from now on; a second call replaces the first observer.
   *
   * @param points calls in every stretch of time in which drivers and switches stay as they are
   * @param cells in the order in which {@code observer} is given their memductances
   */
  public void observe(int points, List<Cell> cells, CellObserver observer) {
    lock.lock();
    try {
      machine.observe(points, cells, observer);
    } finally {
      lock.unlock();
    }
  }

  /** Ends observation. */
  public void unobserve() {
    lock.lock();
    try {
      machine.unobserve();
    } finally {
      lock.unlock();
    }
  }

  /** What the board calls itself, and the pipe's name. */
  @Override
  public String toString() {
    return machine.spec().boardId() + " at " + transport.name();
  }

  private long now() {
    return nanoClock.getAsLong() - originNanos;
  }

  private void read() {
    byte[] buffer = new byte[READ_BYTES];
    try {
      for (int count = transport.read(buffer); count >= 0; count = transport.read(buffer)) {
        incoming.add(Arrays.copyOf(buffer, count));
      }
    } catch (TransportException e) {
      log.debug("board: line={}; reading ended", transport.name(), e);
    }
    lineLost = true;
    incoming.add(NOTHING);
  }

  private void run() {
    try {
      long waitNanos = 0;
      while (life == Life.OPEN) {
        byte[] chunk = next(waitNanos);
        waitNanos = turn(chunk);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end();
    }
  }

  /** The board's thread ends, for whatever reason: safe first. */
  private void end() {
    lock.lock();
    try {
      machine.lineLost(now());
    } finally {
      lock.unlock();
    }
    outgoing.close();
  }

  private byte @Nullable [] next(long waitNanos) throws InterruptedException {
    if (waitNanos == 0) {
      return incoming.poll();
    }
    return waitNanos == Long.MAX_VALUE
        ? incoming.take()
        : incoming.poll(waitNanos, TimeUnit.NANOSECONDS);
  }

  /** Takes all that has come, then lets the board do what is due. */
  private long turn(byte @Nullable [] first) {
    lock.lock();
    try {
      // Looked at before what has come is taken: what comes while this thread is stopped counts.
      long now = now();
      for (byte[] chunk = first; chunk != null; chunk = incoming.poll()) {
        machine.receive(now, chunk, 0, chunk.length);
      }
      if (lineLost && incoming.isEmpty()) {
        machine.lineLost(now);
      }
      long dueInNanos = machine.poll(now);
      if (nanoClock instanceof PatientClock patient) {
        patient.worked();
      }
      return dueInNanos;
    } finally {
      lock.unlock();
    }
  }

  private void write() {
    try {
      for (byte[] bytes = outgoing.take(); bytes != null; bytes = outgoing.take()) {
        transport.write(bytes, 0, bytes.length);
      }
    } catch (TransportException e) {
      // The reader hears of it too, and the board goes safe by that way.
      log.debug("board: line={}; writing ended", transport.name(), e);
      outgoing.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
