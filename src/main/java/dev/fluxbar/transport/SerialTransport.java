package dev.fluxbar.transport;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A serial port, {@code serial:PATH}: 8 data bits, no parity, 1 stop bit, no flow control.
 *
 * <p>The port is locked against other programs that lock it too. RTS and DTR are not touched, but
 * the operating system raises both when it opens a port, and that resets many boards: whoever
 * speaks over a new port must ask until the board answers. There is no write timeout: a board that
 * does not read stops the writer until {@link #close}.
 */
public final class SerialTransport implements ByteTransport {
  private static final Logger log = LoggerFactory.getLogger(SerialTransport.class);

  /**
   * How long a read waits before it looks whether the port was closed. The driver counts in tenths
   * of a second and makes every shorter time as long as this.
   */
  private static final int READ_TIMEOUT_MILLIS = 100;

  /** How long close() waits for a reader or a writer to come out of the driver by itself. */
  private static final long LEAVE_TIMEOUT_MILLIS = 1_000;

  private final Lifecycle lifecycle = new Lifecycle();
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private final String path;
  private final int baud;
  private final Function<String, SerialPort> ports;
  private volatile @Nullable SerialPort port;

  /**
   * Names a port; opens nothing yet.
   *
   * @param path {@code /dev/ttyUSB0}, a link to it, or {@code COM3}
   * @param baud bits per second
   */
  public SerialTransport(String path, int baud) {
    this(path, baud, SerialPort::getCommPort);
  }

  SerialTransport(String path, int baud, Function<String, SerialPort> ports) {
    if (path.isBlank() || baud <= 0) {
      throw new IllegalArgumentException(
          "serial: path=" + path + ", baud=" + baud + "; name a port and a positive baud rate");
    }
    this.path = path;
    this.baud = baud;
    this.ports = ports;
  }

  @Override
  public String name() {
    return "serial:" + path;
  }

  @Override
  public void open() {
    lifecycle.checkNew(name());
    SerialPort opening = find();
    boolean configured =
        opening.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY)
            && opening.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED)
            && opening.setComPortTimeouts(
                SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_TIMEOUT_MILLIS, 0);
    // The error code means something only after a refusal: it may be set after a success too.
    if (!configured || !opening.openPort()) {
      throw SerialRefusal.of(name(), baud, opening.getLastErrorCode());
    }
    port = opening;
    LastWords.opened();
    if (!lifecycle.opened()) {
      release(opening);
      lifecycle.checkNew(name());
    }
  }

  private SerialPort find() {
    // Given a path that is missing, the library opens the port of the same last name in /dev.
    if (path.indexOf('/') >= 0 && !exists()) {
      throw SerialRefusal.missing(name(), null);
    }
    try {
      return HangUpSignal.keptDuring(() -> ports.apply(path));
    } catch (SerialPortInvalidPortException e) {
      throw SerialRefusal.missing(name(), e);
    }
  }

  private boolean exists() {
    try {
      return Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      throw SerialRefusal.missing(name(), e);
    }
  }

  /**
   * Reads in turns of a tenth of a second. The library's own notice of a vanished port is not used:
   * it repeats without pause until the port is closed, and a read that gives -1 says the same once.
   */
  @Override
  public int read(byte[] buffer) {
    lifecycle.checkRead(name(), buffer);
    reading.lock();
    try {
      SerialPort current = port;
      while (current != null && lifecycle.isOpen()) {
        int count = current.readBytes(buffer, buffer.length);
        if (count > 0) {
          return count;
        }
        if (count < 0) {
          log.debug("{}: the port has gone, code={}", name(), current.getLastErrorCode());
          lifecycle.gone();
        }
      }
      return -1;
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lifecycle.checkWrite(name(), bytes, offset, length);
    SerialPort current = port;
    if (current == null || length == 0) {
      return;
    }
    writing.lock();
    try {
      int written = current.writeBytes(bytes, length, offset);
      if (written != length) {
        lifecycle.gone();
        throw new TransportException(
            name()
                + ": written-bytes="
                + Math.max(written, 0)
                + ", wanted-bytes="
                + length
                + "; the port has gone or was closed, check the cable and open it again");
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    boolean first = lifecycle.closed();
    SerialPort current = port;
    if (first && current != null) {
      release(current);
    }
  }

  /**
   * Lets the reader and the writer come out first: the descriptor's number may be another file's as
   * soon as it is closed. A writer that the board keeps waiting comes out only by the closing.
   */
  private void release(SerialPort current) {
    boolean readerOut = leave(reading);
    boolean writerOut = leave(writing);
    try {
      if (!current.closePort()) {
        log.warn("{}: did not close, code={}", name(), current.getLastErrorCode());
      }
    } finally {
      LastWords.closed();
      if (writerOut) {
        writing.unlock();
      }
      if (readerOut) {
        reading.unlock();
      }
    }
  }

  private boolean leave(ReentrantLock inside) {
    boolean interrupted = Thread.interrupted();
    try {
      return inside.tryLock(LEAVE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
