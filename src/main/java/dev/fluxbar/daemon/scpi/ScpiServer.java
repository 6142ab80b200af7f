package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Listening;
import dev.fluxbar.daemon.guard.TlsIdentity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lab over SCPI: a session a connection, at most {@value #CONNECTIONS} at once; docs/reference/
 * scpi.md says what it speaks. Any thread may call.
 */
public final class ScpiServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ScpiServer.class);

  /** Connections at once; later ones are closed unheard. */
  public static final int CONNECTIONS = 16;

  /** Of all blocks that are on their way in. */
  private static final long MEMORY_BYTES = 2L * MessageReader.BLOCK_BYTES;

  private final Lab lab;
  private final Guard guard;
  private final Listening where;
  private final Memory memory = new Memory(MEMORY_BYTES);
  private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile @Nullable ServerSocket server;
  private volatile boolean closed;

  /** Nothing is opened yet. */
  public ScpiServer(Lab lab, Guard guard, Listening where) {
    this.lab = lab;
    this.guard = guard;
    this.where = where;
  }

  /**
   * Listens from now on.
   *
   * @throws BadInput if others could reach this address unasked, or it cannot be had
   */
  public void start() {
    guard.mayListen(where);
    try {
      ServerSocket opened = socket();
      opened.bind(where.socketAddress());
      server = opened;
      Thread accept = new Thread(() -> accept(opened), "scpi");
      accept.setDaemon(true);
      accept.start();
      log.info("SCPI listens on {}", address());
    } catch (IOException e) {
      throw new BadInput(
          "scpi: address=%s; it cannot be listened on (%s), is another daemon there?"
              .formatted(where, e.getMessage()),
          e);
    }
  }

  private ServerSocket socket() throws IOException {
    Optional<TlsIdentity> identity = guard.identity();
    if (identity.isEmpty()) {
      return new ServerSocket();
    }
    SSLServerSocket secure =
        (SSLServerSocket) identity.get().context().getServerSocketFactory().createServerSocket();
    secure.setSSLParameters(identity.get().parameters());
    return secure;
  }

  /**
   * Where it listens, with the port that it has.
   *
   * @throws IllegalStateException if it does not
   */
  public InetSocketAddress address() {
    ServerSocket opened = server;
    if (opened == null) {
      throw new IllegalStateException("scpi: listening=false; start it first");
    }
    return new InetSocketAddress(opened.getInetAddress(), opened.getLocalPort());
  }

  /** Clients that are connected. */
  public int connections() {
    return connections.size();
  }

  private void accept(ServerSocket opened) {
    while (!closed) {
      try {
        take(opened.accept());
      } catch (IOException e) {
        if (!closed) {
          log.warn("SCPI could not take a client: {}", e.getMessage());
          pause();
        }
      }
    }
  }

  /** Where the system has no more sockets for us it has none a moment later either. */
  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(Socket socket) throws IOException {
    connections.keySet().stream().filter(Connection::stuck).forEach(Connection::close);
    if (connections.size() >= CONNECTIONS) {
      log.warn("SCPI has {} clients; {} is refused", CONNECTIONS, socket.getInetAddress());
      socket.close();
      return;
    }
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    Connection connection = new Connection(socket, lab, guard, memory);
    Thread thread =
        new Thread(
            () -> {
              try {
                connection.run();
              } finally {
                connections.remove(connection);
              }
            },
            "scpi-" + numbers.incrementAndGet());
    thread.setDaemon(true);
    connections.put(connection, thread);
    thread.start();
    if (closed) {
      connection.close();
      thread.interrupt();
    }
  }

  /** Every connection ends; runs that were ordered go on. Twice is harmless. */
  @Override
  public void close() {
    closed = true;
    ServerSocket opened = server;
    try {
      if (opened != null) {
        opened.close();
      }
    } catch (IOException e) {
      log.warn("SCPI did not close well: {}", e.getMessage());
    }
    Map.copyOf(connections)
        .forEach(
            (connection, thread) -> {
              connection.close();
              thread.interrupt();
            });
  }
}
