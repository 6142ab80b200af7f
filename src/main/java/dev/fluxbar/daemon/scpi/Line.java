package dev.fluxbar.daemon.scpi;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;

/**
 * The bytes that come from a client, and how long it may let wait. A message that has begun must go
 * on and end in time; whoever has shown no token has as long as a message may stall, in all.
 */
final class Line {
  private final Socket socket;
  private final InputStream in;
  private final Patience patience;
  private final long openedNanos = System.nanoTime();
  private final byte[] buffer = new byte[16 << 10];
  private int at;
  private int end;
  private boolean over;
  private boolean known;
  private boolean begun;
  private long begunNanos;

  Line(Socket socket, Patience patience) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.patience = patience;
  }

  /**
   * The first byte of a message, or -1 if none comes any more.
   *
   * @param known whether the client may come in
   * @throws SocketTimeoutException if the client was silent for too long
   */
  int first(boolean known) throws IOException {
    this.known = known;
    begun = false;
    int one = next();
    begun = true;
    begunNanos = System.nanoTime();
    return one;
  }

  /**
   * The next byte of a message, or -1 if none comes any more.
   *
   * @throws SocketTimeoutException if the client takes too long
   */
  int next() throws IOException {
    return at < end || fill() ? buffer[at++] & 0xff : -1;
  }

  /** At most {@code most} bytes of a message into an array; none if none comes any more. */
  int next(byte[] to, int from, int most) throws IOException {
    if (at == end && !fill()) {
      return 0;
    }
    int count = Math.min(most, end - at);
    System.arraycopy(buffer, at, to, from, count);
    at += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (over) {
      return false;
    }
    socket.setSoTimeout(leftMillis());
    int count = in.read(buffer);
    at = 0;
    end = Math.max(0, count);
    over = count < 0;
    return !over;
  }

  /** How long the next byte may take. */
  private int leftMillis() throws SocketTimeoutException {
    long now = System.nanoTime();
    long left = begun || !known ? patience.stalled().toNanos() : patience.silent().toNanos();
    if (begun) {
      left = Math.min(left, patience.message().toNanos() - (now - begunNanos));
    }
    if (!known) {
      left = Math.min(left, patience.stalled().toNanos() - (now - openedNanos));
    }
    if (left <= 0) {
      throw new SocketTimeoutException("the client takes too long");
    }
    return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(left));
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
