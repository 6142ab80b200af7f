package dev.fluxbar.daemon.guard;

import dev.fluxbar.app.BadInput;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens: {@code 127.0.0.1:8080}, {@code [::1]:8080}, {@code localhost:8080},
 * {@code 0.0.0.0:8443}. Names other than {@code localhost} are refused, since what they mean is
 * decided by somebody else, and on it hangs whether a token is asked for. {@code toString} is such
 * a text again.
 *
 * @param address of this machine, or the wildcard for all of them
 * @param port 0 to 65535; 0 lets the system choose one
 */
public record Listening(InetAddress address, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([^\\[\\]]+)]|([^:\\[\\]]+)):(\\d{1,5})");
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
  private static final int LAST_PORT = 65_535;

  /**
   * @throws BadInput if the port is none
   */
  public Listening {
    if (port < 0 || port > LAST_PORT) {
      throw new BadInput("listen: port=%d; choose 0 to 65535".formatted(port));
    }
  }

  /**
   * The address and port that a text names, without asking any name server.
   *
   * @throws BadInput if it names none
   */
  public static Listening parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new BadInput(refusal(text));
    }
    int port = Integer.parseInt(form.group(3));
    String bracketed = form.group(1);
    String plain = form.group(2);
    if (bracketed != null) {
      return new Listening(literal(IPV6, bracketed, text), port);
    }
    if (plain.equals("localhost")) {
      return new Listening(literal(IPV4, "127.0.0.1", text), port);
    }
    return new Listening(literal(IPV4, plain, text), port);
  }

  private static InetAddress literal(Pattern pattern, String address, String text) {
    if (!pattern.matcher(address).matches()) {
      throw new BadInput(refusal(text));
    }
    try {
      // A literal is parsed where it stands; only names go to a name server.
      return InetAddress.getByName(address.contains(":") ? "[" + address + "]" : address);
    } catch (UnknownHostException e) {
      throw new BadInput(refusal(text), e);
    }
  }

  private static String refusal(String text) {
    return "listen: address=%s; write ADDRESS:PORT with an address of this machine, such as 127.0.0.1:8080, [::1]:8080 or 0.0.0.0:8443"
        .formatted(text);
  }

  /** Whether only programs on this machine reach it. */
  public boolean loopback() {
    return address.isLoopbackAddress();
  }

  /** Whether it means every address of this machine. */
  public boolean wildcard() {
    return address.isAnyLocalAddress();
  }

  /** For a server socket. */
  public InetSocketAddress socketAddress() {
    return new InetSocketAddress(address, port);
  }

  /** The address as it stands in a URL: an IPv6 address in brackets. */
  String literal() {
    String text = address.getHostAddress();
    return address instanceof Inet6Address ? "[" + text + "]" : text;
  }

  @Override
  public String toString() {
    return literal() + ":" + port;
  }

  /** Whether a text is an IPv4 address, or an IPv6 address in brackets. */
  static boolean isLiteral(String host) {
    if (host.startsWith("[") && host.endsWith("]")) {
      return IPV6.matcher(host.substring(1, host.length() - 1)).matches();
    }
    if (!IPV4.matcher(host).matches()) {
      return false;
    }
    try {
      return InetAddress.getByName(host) instanceof Inet4Address;
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
