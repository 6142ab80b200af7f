package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.TlsIdentity;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client on its socket, by a thread of its own. */
final class Connection implements Runnable, Caller, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  private final Socket socket;
  private final Lab lab;
  private final Guard guard;
  private final Memory memory;
  private final Patience patience;
  private final long begunNanos = System.nanoTime();
  private Optional<Line> line = Optional.empty();

  /** Since when an answer is being sent; 0: none is. */
  private volatile long sendingNanos;

  /** Whether its client may come in. */
  private volatile boolean known;

  private Optional<Long> hungUpNanos = Optional.empty();

  /**
   * @param socket as it was accepted; closing it ends whatever is done with it, also a handshake
   */
  Connection(Socket socket, Lab lab, Guard guard, Memory memory, Patience patience) {
    this.socket = socket;
    this.lab = lab;
    this.guard = guard;
    this.memory = memory;
    this.patience = patience;
  }

  @Override
  public void run() {
    try (socket;
        Socket spoken = secured()) {
      Line opened = new Line(spoken, patience);
      line = Optional.of(opened);
      Session session = new Session(lab, guard, socket.getInetAddress(), this);
      MessageReader reader = new MessageReader(opened, memory);
      try {
        converse(session, reader, spoken.getOutputStream());
      } finally {
        reader.release();
        // TLS says goodbye, which its client may also leave where it is.
        sendingNanos = System.nanoTime() | 1;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Clients go as they like; what they have ordered goes on.
      log.debug("SCPI client {} is gone: {}", socket.getInetAddress(), e.getMessage());
    }
  }

  /** The same connection, by TLS where the daemon has a certificate; hands are shaken later. */
  private Socket secured() throws IOException {
    Optional<TlsIdentity> identity = guard.identity();
    if (identity.isEmpty()) {
      return socket;
    }
    SSLSocket secure =
        (SSLSocket) identity.get().context().getSocketFactory().createSocket(socket, null, true);
    secure.setSSLParameters(identity.get().parameters());
    return secure;
  }

  private void converse(Session session, MessageReader reader, OutputStream out)
      throws IOException, InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      known = session.known();
      Optional<byte[]> message = Optional.empty();
      try {
        message = reader.next(known);
        if (message.isEmpty()) {
          return;
        }
      } catch (ScpiRefusal e) {
        session.wrong(e);
      }
      if (reader.foreign()) {
        log.warn("SCPI client {} speaks HTTP or TLS: sent away", socket.getInetAddress());
        return;
      }
      if (message.isPresent()) {
        byte[] answer = session.message(message.get());
        reader.release();
        send(answer, out);
      }
    }
  }

  private void send(byte[] answer, OutputStream out) throws IOException {
    if (answer.length == 0) {
      return;
    }
    sendingNanos = System.nanoTime() | 1;
    try {
      out.write(answer);
      out.flush();
    } finally {
      sendingNanos = 0;
    }
  }

  /**
   * Whether its client takes no answer although one is there, or has long shown no token: it may be
   * closed.
   */
  boolean stuck() {
    long since = sendingNanos;
    return (since != 0 && longerThan(since, patience.unread()))
        || (!known && longerThan(begunNanos, patience.stalled()));
  }

  private static boolean longerThan(long sinceNanos, Duration patience) {
    return System.nanoTime() - sinceNanos > patience.toNanos();
  }

  @Override
  public void stillThere() throws InterruptedException {
    try {
      if (line.isEmpty() || !line.get().hungUp()) {
        return;
      }
    } catch (IOException e) {
      throw gone(e);
    }
    long since = hungUpNanos.orElseGet(System::nanoTime);
    hungUpNanos = Optional.of(since);
    if (longerThan(since, patience.unread())) {
      throw new InterruptedException("the client has hung up");
    }
  }

  private static InterruptedException gone(IOException why) {
    InterruptedException gone = new InterruptedException("the client is gone");
    gone.initCause(why);
    return gone;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("SCPI socket did not close well: {}", e.getMessage());
    }
  }
}
