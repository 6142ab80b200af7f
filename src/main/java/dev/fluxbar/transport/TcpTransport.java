package dev.fluxbar.transport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The host's end of a TCP connection to a board or to an emulated one, {@code tcp://HOST:PORT}.
 *
 * <p>Small frames go at once (no Nagle delay). A far end that vanishes without a word, for example
 * by loss of power, is noticed after ten seconds where the operating system lets a program choose
 * that time.
 */
public final class TcpTransport implements ByteTransport {
  private static final Logger log = LoggerFactory.getLogger(TcpTransport.class);
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

  // A dead peer is given up after 5 + 5 * 1 = 10 s.
  private static final int KEEP_ALIVE_IDLE_SECONDS = 5;
  private static final int KEEP_ALIVE_INTERVAL_SECONDS = 1;
  private static final int KEEP_ALIVE_PROBES = 5;

  /** What both ends ask of a connection. An option that the system lacks is left out. */
  private static final Map<SocketOption<Integer>, Integer> KEEP_ALIVE =
      Map.of(
          ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_IDLE_SECONDS,
          ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_INTERVAL_SECONDS,
          ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_PROBES);

  private final Lifecycle lifecycle = new Lifecycle();
  private final String host;
  private final int port;
  private volatile @Nullable Socket socket;

  /**
   * Names a far end; connects to nothing yet.
   *
   * @param port 1 to 65535
   */
  public TcpTransport(String host, int port) {
    if (host.isBlank() || !(port >= 1 && port <= 65_535)) {
      throw new IllegalArgumentException(
          "tcp: host=" + host + ", port=" + port + "; name a host and a port from 1 to 65535");
    }
    this.host = host;
    this.port = port;
  }

  @Override
  public String name() {
    return "tcp://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  @Override
  public void open() {
    lifecycle.checkNew(name());
    Socket connecting = new Socket();
    try {
      connecting.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MILLIS);
      tune(connecting::setOption, connecting.supportedOptions());
    } catch (IOException e) {
      TransportException refusal = refusal(e);
      closeAfter(refusal, connecting);
      throw refusal;
    }
    socket = connecting;
    if (!lifecycle.opened()) {
      release(connecting);
      lifecycle.checkNew(name());
    }
  }

  @Override
  public int read(byte[] buffer) {
    lifecycle.checkRead(name(), buffer);
    Socket current = socket;
    if (current == null || !lifecycle.isOpen()) {
      return -1;
    }
    try {
      int count = current.getInputStream().read(buffer);
      if (count < 0) {
        lifecycle.gone();
      }
      return count;
    } catch (IOException e) {
      // Our own close() ends a blocked read this way too.
      log.debug("{}: reading ended", name(), e);
      lifecycle.gone();
      return -1;
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    lifecycle.checkWrite(name(), bytes, offset, length);
    Socket current = socket;
    if (current == null) {
      throw lifecycle.refusedWrite(name());
    }
    try {
      current.getOutputStream().write(bytes, offset, length);
    } catch (IOException e) {
      lifecycle.gone();
      throw lifecycle.refusedWrite(name(), e);
    }
  }

  @Override
  public void close() {
    boolean first = lifecycle.closed();
    Socket current = socket;
    if (first && current != null) {
      release(current);
    }
  }

  private void release(Socket current) {
    try {
      current.close();
    } catch (IOException e) {
      throw new TransportException(
          name() + ": close=failed; the connection is no longer used, go on", e);
    }
  }

  private static void closeAfter(TransportException refusal, Socket connecting) {
    try {
      connecting.close();
    } catch (IOException e) {
      refusal.addSuppressed(e);
    }
  }

  private TransportException refusal(IOException e) {
    String words;
    if (e instanceof UnknownHostException) {
      words = ": host=unknown; check the spelling and the name service";
    } else if (e instanceof SocketTimeoutException) {
      words =
          ": connect-timeout-millis="
              + CONNECT_TIMEOUT_MILLIS
              + "; check the address, the power of the board and the firewall";
    } else if (e instanceof ConnectException) {
      words = ": connection=refused; check that the board or emulator listens on this port";
    } else {
      words = ": connection=failed; check the network";
    }
    return new TransportException(name() + words, e);
  }

  /** Sets one option of a socket or of a channel. */
  interface OptionSetter {
    <T> Object setOption(SocketOption<T> option, T value) throws IOException;
  }

  static void tune(OptionSetter setter, Set<SocketOption<?>> supported) throws IOException {
    setter.setOption(StandardSocketOptions.TCP_NODELAY, true);
    setter.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    for (Map.Entry<SocketOption<Integer>, Integer> option : KEEP_ALIVE.entrySet()) {
      if (supported.contains(option.getKey())) {
        setter.setOption(option.getKey(), option.getValue());
      }
    }
  }
}
