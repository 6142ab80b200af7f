package dev.fluxbar.transport;

import com.fazecast.jSerialComm.SerialPort;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the owners of serial ports speak to their boards while the program ends. The serial library
 * shuts all its ports down in a shutdown hook of its own, which runs beside everybody else's: an
 * owner that is just telling its board to go safe would lose the port under its hands.
 */
final class LastWords {
  private static final Logger log = LoggerFactory.getLogger(LastWords.class);

  /** How long the library's shutdown waits for ports to be closed by their owners. */
  private static final long PATIENCE_MILLIS = 6_000;

  private static final Object MONITOR = new Object();
  private static int openPorts;
  private static boolean registered;

  private LastWords() {}

  /** A port has been opened; the end of the program waits until it is closed. */
  static void opened() {
    synchronized (MONITOR) {
      openPorts++;
      if (!registered) {
        registered = true;
        // The library starts and joins these threads before it shuts itself down.
        SerialPort.addShutdownHook(new Thread(LastWords::await, "fluxbar-last-words"));
      }
    }
  }

  static void closed() {
    synchronized (MONITOR) {
      openPorts--;
      MONITOR.notifyAll();
    }
  }

  static void await() {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    synchronized (MONITOR) {
      try {
        for (long left = PATIENCE_MILLIS; openPorts > 0 && left > 0; ) {
          MONITOR.wait(left);
          left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (openPorts > 0) {
        log.warn("serial: open-ports={}; still open at the end of the program", openPorts);
      }
    }
  }
}
