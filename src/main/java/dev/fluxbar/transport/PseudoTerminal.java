package dev.fluxbar.transport;

import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The board's end of a serial port that exists in the operating system only: the master of a
 * pseudo-terminal. A host opens {@link #slave} as it would open a real port.
 *
 * <p>Hosts may come and go: {@link #read} waits for the next one, and bytes written while nobody
 * reads wait in the system's buffer, some 4 to 20 KiB; a writer that is further ahead waits for a
 * host or for {@link #close}. A closed pseudo-terminal takes with it what the host has not read.
 */
public final class PseudoTerminal implements ByteTransport {
  private static final Logger log = LoggerFactory.getLogger(PseudoTerminal.class);

  private final Lifecycle lifecycle = new Lifecycle();
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private final @Nullable Path link;
  private volatile @Nullable PosixPty pty;
  private @Nullable SlaveLink slaveLink;

  /** A pseudo-terminal under the name that the system chooses. */
  public PseudoTerminal() {
    this.link = null;
  }

  /**
   * A pseudo-terminal with a stable second name: a symbolic link that is made by {@link #open} and
   * removed by {@link #close}. A link that an earlier run left is replaced; any other file is not.
   */
  public PseudoTerminal(Path link) {
    this.link = link.toAbsolutePath();
  }

  /** Whether this machine has pseudo-terminals that this program can use; never on Windows. */
  public static boolean supported() {
    return Support.FOUND;
  }

  /** Tried once, when somebody asks. */
  private static final class Support {
    static final boolean FOUND = tryOnce();

    private static boolean tryOnce() {
      if (System.getProperty("os.name", "").startsWith("Windows")) {
        return false;
      }
      try {
        PosixPty.open().close();
        return true;
      } catch (TransportException | LinkageError e) {
        log.debug("pseudo-terminals are not supported here", e);
        return false;
      }
    }
  }

  @Override
  public String name() {
    PosixPty current = pty;
    if (link != null) {
      return "pty:" + link;
    }
    return current == null ? "pty" : "pty:" + current.slavePath();
  }

  /**
   * The port that a host opens.
   *
   * @throws TransportException before {@link #open}
   */
  public Path slave() {
    PosixPty current = pty;
    if (current == null) {
      throw new TransportException("pty: state=new; call open() before asking for the slave");
    }
    return current.slavePath();
  }

  @Override
  public void open() {
    lifecycle.checkNew(name());
    if (!supported()) {
      throw new TransportException("pty: supported=false; use TCP on this machine");
    }
    PosixPty opened = PosixPty.open();
    try {
      if (link != null) {
        slaveLink = SlaveLink.create(link, opened.slavePath());
      }
    } catch (TransportException e) {
      opened.close();
      throw e;
    }
    pty = opened;
    if (!lifecycle.opened()) {
      release(opened);
      lifecycle.checkNew(name());
    }
  }

  @Override
  public int read(byte[] buffer) {
    lifecycle.checkRead(name(), buffer);
    reading.lock();
    try {
      PosixPty current = pty;
      if (current == null || !lifecycle.isOpen()) {
        return -1;
      }
      int count = current.read(buffer);
      if (count < 0) {
        lifecycle.gone();
      }
      return count;
    } finally {
      reading.unlock();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    writing.lock();
    try {
      // Checked inside the lock: close() may have released the descriptors while we waited.
      lifecycle.checkWrite(name(), bytes, offset, length);
      PosixPty current = pty;
      if (current == null || !current.write(bytes, offset, length)) {
        throw lifecycle.refusedWrite(name());
      }
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void close() {
    boolean first = lifecycle.closed();
    PosixPty current = pty;
    if (!first || current == null) {
      return;
    }
    current.wake();
    reading.lock();
    writing.lock();
    try {
      release(current);
    } finally {
      writing.unlock();
      reading.unlock();
    }
  }

  /** The link goes first: a host must not find a name that leads to nothing. */
  private void release(PosixPty current) {
    try {
      if (slaveLink != null) {
        slaveLink.remove();
      }
    } finally {
      current.close();
    }
  }
}
