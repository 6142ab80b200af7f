package dev.fluxbar.daemon.scpi;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The bytes that come from a client, and how long it may let wait. A message that has begun must go
 * on within {@link #STALL} and end within {@link #LONGEST}; between messages a client may be silent
 * for {@link #IDLE}, but only for {@link #STALL} until it has shown its token.
 */
final class Line {
  static final Duration IDLE = Duration.ofHours(1);
  static final Duration STALL = Duration.ofSeconds(30);
  static final Duration LONGEST = Duration.ofMinutes(10);

  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[16 << 10];
  private int at;
  private int end;
  private boolean over;
  private long begunNanos;

  Line(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /**
   * The first byte of a message, or -1 if none comes any more.
   *
   * @throws SocketTimeoutException if the client was silent for too long
   */
  int first(boolean known) throws IOException {
    int one = next(known ? IDLE : STALL);
    begunNanos = System.nanoTime();
    return one;
  }

  /**
   * The next byte of a message, or -1 if none comes any more.
   *
   * @throws SocketTimeoutException if the client takes too long
   */
  int next() throws IOException {
    return next(STALL);
  }

  private int next(Duration patience) throws IOException {
    return at < end || fill(patience) ? buffer[at++] & 0xff : -1;
  }

  /** At most {@code most} bytes of a message into an array; none if none comes any more. */
  int next(byte[] to, int from, int most) throws IOException {
    if (at == end && !fill(STALL)) {
      return 0;
    }
    int count = Math.min(most, end - at);
    System.arraycopy(buffer, at, to, from, count);
    at += count;
    return count;
  }

  private boolean fill(Duration patience) throws IOException {
    if (over) {
      return false;
    }
    if (patience.equals(STALL) && begunNanos != 0 && tooLong()) {
      throw new SocketTimeoutException("a message takes too long");
    }
    socket.setSoTimeout((int) patience.toMillis());
    int count = in.read(buffer);
    at = 0;
    end = Math.max(0, count);
    over = count < 0;
    return !over;
  }

  private boolean tooLong() {
    return System.nanoTime() - begunNanos > LONGEST.toNanos();
  }

  /**
   * Whether the client has hung up: it sends no more, and all that it sent was read. One that sent
   * something more is there.
   *
   * @throws IOException if the line broke
   */
  boolean hungUp() throws IOException {
    if (at < end || over) {
      return at == end;
    }
    socket.setSoTimeout(1);
    try {
      int count = in.read(buffer);
      at = 0;
      end = Math.max(0, count);
      over = count < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
    return over;
  }
}
