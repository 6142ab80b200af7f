package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.daemon.guard.Bodies;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Listening;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lab over SCPI: a session a connection, as many as {@link Bodies#SCPI_CONNECTIONS} at once;
 * docs/reference/scpi.md says what it speaks. Any thread may call.
 */
public final class ScpiServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ScpiServer.class);

  /** Between two looks for clients that are stuck, while no new one comes. */
  private static final int SWEEP_MILLIS = 10_000;

  private final Lab lab;
  private final Guard guard;
  private final Listening where;
  private final Patience patience;
  private final Memory memory = new Memory(Bodies.BLOCKS_BYTES);
  private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private volatile @Nullable ServerSocket server;
  private volatile boolean closed;

  /** Nothing is opened yet. */
  public ScpiServer(Lab lab, Guard guard, Listening where) {
    this(lab, guard, where, Patience.USUAL);
  }

  ScpiServer(Lab lab, Guard guard, Listening where, Patience patience) {
    this.lab = lab;
    this.guard = guard;
    this.where = where;
    this.patience = patience;
  }

  /**
   * Listens from now on.
   *
   * @throws BadInput if others could reach this address unasked, or it cannot be had
   */
  public void start() {
    guard.mayListen(where);
    try {
      ServerSocket opened = new ServerSocket();
      opened.setSoTimeout(SWEEP_MILLIS);
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
      } catch (SocketTimeoutException e) {
        dropStuck();
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

  /** Those who hold a place and do nothing with it: it may be the last one. */
  private void dropStuck() {
    for (Connection stuck : connections.keySet().stream().filter(Connection::stuck).toList()) {
      connections.remove(stuck);
      stuck.close();
    }
  }

  private void take(Socket socket) throws IOException {
    dropStuck();
    if (connections.size() >= Bodies.SCPI_CONNECTIONS) {
      log.warn("SCPI is full; {} is refused", socket.getInetAddress());
      socket.close();
      return;
    }
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    Connection connection = new Connection(socket, lab, guard, memory, patience);
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
