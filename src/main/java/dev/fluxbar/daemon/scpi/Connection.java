package dev.fluxbar.daemon.scpi;

import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.daemon.guard.Guard;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client on its socket, by a thread of its own. */
final class Connection implements Runnable, Caller, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Connection.class);

  /** How long an answer is worked on for a client that has shut its sending half. */
  private static final long HUNG_UP_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** How long a client may stay that has shown no token. */
  private static final long STRANGER_NANOS = Line.STALL.toNanos();

  private final Socket socket;
  private final Lab lab;
  private final Guard guard;
  private final Memory memory;
  private final long begunNanos = System.nanoTime();
  private Optional<Line> line = Optional.empty();

  /** Since when an answer is being sent; 0: none is. */
  private volatile long sendingNanos;

  private Optional<Long> hungUpNanos = Optional.empty();

  Connection(Socket socket, Lab lab, Guard guard, Memory memory) {
    this.socket = socket;
    this.lab = lab;
    this.guard = guard;
    this.memory = memory;
  }

  @Override
  public void run() {
    try (socket) {
      Line opened = new Line(socket);
      line = Optional.of(opened);
      Session session = new Session(lab, guard, socket.getInetAddress(), this);
      MessageReader reader = new MessageReader(opened, memory);
      try {
        converse(session, reader, socket.getOutputStream());
      } finally {
        reader.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // Clients go as they like; what they have ordered goes on.
      log.debug("SCPI client {} is gone: {}", socket.getInetAddress(), e.getMessage());
    }
  }

  private void converse(Session session, MessageReader reader, OutputStream out)
      throws IOException, InterruptedException {
    while (!Thread.currentThread().isInterrupted()) {
      byte[] message;
      try {
        Optional<byte[]> next = reader.next(session.known());
        if (next.isEmpty()) {
          return;
        }
        message = next.get();
      } catch (ScpiRefusal e) {
        session.wrong(e);
        continue;
      }
      if (!session.known() && longerThan(begunNanos, STRANGER_NANOS)) {
        return;
      }
      byte[] answer = session.message(message);
      reader.release();
      if (answer.length > 0) {
        send(answer, out);
      }
    }
  }

  private void send(byte[] answer, OutputStream out) throws IOException {
    sendingNanos = System.nanoTime() | 1;
    try {
      out.write(answer);
      out.flush();
    } finally {
      sendingNanos = 0;
    }
  }

  /** Whether its client takes no answer although one is there: its place may go to another. */
  boolean stuck() {
    long since = sendingNanos;
    return since != 0 && longerThan(since, HUNG_UP_NANOS);
  }

  private static boolean longerThan(long sinceNanos, long nanos) {
    return System.nanoTime() - sinceNanos > nanos;
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
    if (longerThan(since, HUNG_UP_NANOS)) {
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
