package dev.fluxbar.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The board's end of a TCP pipe: a listening port that serves one client after the other.
 *
 * <p>When a client leaves, {@link #read} goes on with the next one; bytes written while there is
 * none are dropped, as on a cable with nothing at its end. A second client is refused by closing
 * its connection at once: a bench has one owner, and a stranger must not take a running program
 * from it. A client that vanished without a word counts as present until the system's keep-alive
 * gives it up.
 *
 * <p>There is no thread of its own: {@link #read} and {@link #write} accept who has arrived, and
 * {@code read} refuses who is too many.
 */
public final class TcpListener implements ByteTransport {
  private static final Logger log = LoggerFactory.getLogger(TcpListener.class);

  /** How often a blocked writer looks whether its client or the listener was closed. */
  private static final long WRITE_CHECK_MILLIS = 50;

  private final Lifecycle lifecycle = new Lifecycle();
  private final ReentrantLock reading = new ReentrantLock();
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicReference<@Nullable SocketChannel> client = new AtomicReference<>();
  private final String host;
  private volatile int port;
  private volatile @Nullable TcpDoor door;

  /** Guards the arrival of clients: the reader and the writer both may accept one. */
  private final Object arrivals = new Object();

  private @Nullable SocketChannel newcomer;

  /** Will listen on this machine's loopback address only. Port 0 lets the system choose one. */
  public TcpListener(int port) {
    this(InetAddress.getLoopbackAddress().getHostAddress(), port);
  }

  /**
   * Will listen on one address of this machine. Nothing on the pipe is authenticated: an address
   * other than loopback gives the bench to everybody who can reach it.
   *
   * @param port 0 to 65535; 0 lets the system choose one
   */
  public TcpListener(String host, int port) {
    if (host.isBlank() || !(port >= 0 && port <= 65_535)) {
      throw new IllegalArgumentException(
          "tcp: host=" + host + ", port=" + port + "; name a host and a port from 0 to 65535");
    }
    this.host = host;
    this.port = port;
  }

  @Override
  public String name() {
    return "tcp-listener://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** The port that clients connect to; the system's choice is known after {@link #open}. */
  public int port() {
    return port;
  }

  @Override
  public void open() {
    lifecycle.checkNew(name());
    TcpDoor bound = TcpDoor.bind(name(), host, port);
    port = bound.port();
    door = bound;
    if (!lifecycle.opened()) {
      release(bound);
      lifecycle.checkNew(name());
    }
    log.info("{}: listening", name());
  }

  @Override
  public int read(byte[] buffer) {
    lifecycle.checkRead(name(), buffer);
    boolean interrupted = false;
    reading.lock();
    try {
      TcpDoor current = door;
      while (current != null && lifecycle.isOpen()) {
        int count = serve(current, buffer);
        if (count > 0) {
          return count;
        }
        // A pending interrupt would make every select return at once; it is put back at the end.
        interrupted |= Thread.interrupted();
      }
      return -1;
    } catch (IOException e) {
      log.warn("{}: listening ended", name(), e);
      lifecycle.gone();
      return -1;
    } finally {
      reading.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * One turn of the reader. A newcomer is accepted first and the client examined after it: a client
   * that left before the newcomer arrived is then always seen to have left.
   */
  private int serve(TcpDoor current, byte[] buffer) throws IOException {
    boolean somebodyWaits = greet(current);
    SocketChannel served = client.get();
    int count = served == null ? 0 : receive(served, buffer);
    if (count > 0) {
      return count;
    }
    if (served != null && count < 0) {
      drop(served, "left");
    } else if (somebodyWaits) {
      refuseNewcomer();
    } else {
      current.await();
    }
    return 0;
  }

  /** Makes whoever has arrived the client if there is none. Returns whether somebody else waits. */
  private boolean greet(TcpDoor current) throws IOException {
    synchronized (arrivals) {
      if (newcomer == null) {
        newcomer = current.accept();
      }
      if (newcomer != null && client.get() == null) {
        SocketChannel arrived = newcomer;
        newcomer = null;
        adopt(arrived, current);
      }
      return newcomer != null;
    }
  }

  private void refuseNewcomer() {
    synchronized (arrivals) {
      // The writer may have found the client lost and have taken the newcomer in its place.
      if (newcomer != null && client.get() != null) {
        log.warn("{}: second-client={}; refused, one is connected", name(), peer(newcomer));
        closeQuietly(newcomer);
        newcomer = null;
      }
    }
  }

  private void adopt(SocketChannel arrived, TcpDoor current) {
    try {
      arrived.configureBlocking(false);
      TcpTransport.tune(arrived::setOption, arrived.supportedOptions());
      current.watch(arrived);
      client.set(arrived);
      // A reader that waits already does not watch the newcomer yet.
      current.wake();
      log.info("{}: client={}", name(), peer(arrived));
    } catch (IOException e) {
      log.debug("{}: a client left before it was served", name(), e);
      closeQuietly(arrived);
    }
  }

  private int receive(SocketChannel served, byte[] buffer) {
    try {
      return served.read(ByteBuffer.wrap(buffer));
    } catch (IOException e) {
      log.debug("{}: reading from the client ended", name(), e);
      return -1;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lifecycle.checkWrite(name(), bytes, offset, length);
    writing.lock();
    try {
      SocketChannel served = clientToWriteTo();
      if (served != null) {
        send(served, ByteBuffer.wrap(bytes, offset, length));
      }
    } finally {
      writing.unlock();
    }
    if (!lifecycle.isOpen()) {
      throw lifecycle.refusedWrite(name());
    }
  }

  /** A client that has connected gets what is written from then on, even before it is read from. */
  private @Nullable SocketChannel clientToWriteTo() {
    TcpDoor current = door;
    if (client.get() == null && current != null && lifecycle.isOpen()) {
      try {
        greet(current);
      } catch (IOException e) {
        throw new TransportException(name() + ": accept=failed; listen again", e);
      }
    }
    return client.get();
  }

  private void send(SocketChannel served, ByteBuffer bytes) {
    try {
      served.write(bytes);
      if (bytes.hasRemaining()) {
        sendSlowly(served, bytes);
      }
    } catch (IOException e) {
      log.debug("{}: writing to the client ended", name(), e);
      drop(served, "lost");
    }
  }

  /** The client does not keep up: waits for room, until it or the listener is closed. */
  private void sendSlowly(SocketChannel served, ByteBuffer bytes) throws IOException {
    boolean interrupted = false;
    try (Selector room = Selector.open()) {
      served.register(room, SelectionKey.OP_WRITE);
      while (bytes.hasRemaining() && lifecycle.isOpen() && client.get() == served) {
        room.select(WRITE_CHECK_MILLIS);
        room.selectedKeys().clear();
        interrupted |= Thread.interrupted();
        served.write(bytes);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void drop(SocketChannel served, String why) {
    if (client.compareAndSet(served, null)) {
      log.info("{}: client={}, {}", name(), peer(served), why);
      closeQuietly(served);
    }
    TcpDoor current = door;
    if (current != null) {
      current.wake();
    }
  }

  @Override
  public void close() {
    boolean first = lifecycle.closed();
    TcpDoor current = door;
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

  private void release(TcpDoor current) {
    SocketChannel served = client.getAndSet(null);
    if (served != null) {
      closeQuietly(served);
    }
    synchronized (arrivals) {
      if (newcomer != null) {
        closeQuietly(newcomer);
      }
    }
    closeQuietly(current);
  }

  /** Nothing can be done about a socket that does not close, and the next one must be served. */
  private void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      log.warn("{}: a socket did not close", name(), e);
    }
  }

  private static Object peer(SocketChannel channel) {
    return channel.socket().getRemoteSocketAddress();
  }
}
