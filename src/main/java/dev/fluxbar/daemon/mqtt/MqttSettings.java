package dev.fluxbar.daemon.mqtt;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.daemon.guard.PrivateFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which broker, and as whom.
 *
 * @param host name or address, an IPv6 address without its brackets
 * @param port 1 to 65535
 * @param tls whether the broker shows a certificate and all is encrypted
 * @param name of this daemon, the second part of every topic; letters, digits, dot, dash,
 *     underscore
 * @param login user and password, if the broker asks for them
 * @param authorities whose word is taken for the broker's certificate, instead of the platform's
 */
public record MqttSettings(
    String host,
    int port,
    boolean tls,
    String name,
    Optional<Login> login,
    Optional<Authorities> authorities) {
  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;
  private static final int LAST_PORT = 65_535;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** User and password; never told in a text. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return "Login[user=" + user + "]";
    }
  }

  /**
   * @throws BadInput if a part is none, or a password would travel readable
   */
  public MqttSettings {
    if (host.isEmpty() || port < 1 || port > LAST_PORT) {
      throw new BadInput(
          "mqtt: host=%s, port=%d; write mqtt://HOST:PORT or mqtts://HOST:PORT"
              .formatted(host, port));
    }
    if (!NAME.matcher(name).matches()) {
      throw new BadInput(
          "mqtt: name=%s; use 1 to 64 letters, digits, dots, dashes and underscores"
              .formatted(name));
    }
    if (login.isPresent() && !tls && !isThisMachine(host)) {
      throw new BadInput(
          "mqtt: host=%s, tls=false; the password could be read on the way, use mqtts://"
              .formatted(host));
    }
    requireTls(authorities.isPresent(), tls);
  }

  /**
   * The settings of a broker.
   *
   * @param uri {@code mqtt://HOST:PORT} or {@code mqtts://HOST:PORT}; without a port 1883 or 8883
   * @param login a file of its owner alone, its first line the user, its second the password
   * @param authorities a file of PEM certificates
   * @throws BadInput if a part is none or a file cannot be used
   */
  public static MqttSettings parse(
      String uri, String name, Optional<Path> login, Optional<Path> authorities) {
    URI parsed;
    try {
      parsed = new URI(uri);
    } catch (URISyntaxException e) {
      throw new BadInput(refusal(uri), e);
    }
    boolean tls = "mqtts".equals(parsed.getScheme());
    if (!(tls || "mqtt".equals(parsed.getScheme()))
        || parsed.getHost() == null
        || !parsed.getPath().isEmpty()
        || parsed.getQuery() != null
        || parsed.getFragment() != null) {
      throw new BadInput(refusal(uri));
    }
    if (parsed.getUserInfo() != null) {
      // The text is not told: a command line with a password is bad enough.
      throw new BadInput(
          "mqtt: user-in-uri=true; everybody sees command lines, put user and password into a file");
    }
    requireTls(authorities.isPresent(), tls);
    int port = parsed.getPort() == -1 ? (tls ? TLS_PORT : PLAIN_PORT) : parsed.getPort();
    String host = parsed.getHost().replaceAll("[\\[\\]]", "");
    return new MqttSettings(
        host, port, tls, name, login.map(MqttSettings::login), authorities.map(Authorities::read));
  }

  private static void requireTls(boolean authorities, boolean tls) {
    if (authorities && !tls) {
      throw new BadInput("mqtt: tls=false; certificates need mqtts://");
    }
  }

  private static String refusal(String uri) {
    return "mqtt: uri=%s; write mqtt://HOST:PORT or mqtts://HOST:PORT".formatted(uri);
  }

  private static Login login(Path file) {
    List<String> lines = new PrivateFile("mqtt", file).text().lines().toList();
    if (lines.size() < 2 || lines.get(0).isEmpty() || lines.get(1).isEmpty()) {
      throw new BadInput(
          "mqtt: file=%s, lines=%d; write the user into the first line and the password into the second"
              .formatted(file, lines.size()));
    }
    return new Login(lines.get(0), lines.get(1));
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.\\d{1,3}){3}");
  }

  /** The topic of this daemon with this tail: {@code fluxbar/NAME/TAIL}. */
  String topic(String tail) {
    return "fluxbar/" + name + "/" + tail;
  }

  /** {@code mqtts://HOST:PORT}. */
  String uri() {
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return (tls ? "mqtts://" : "mqtt://") + literal + ":" + port;
  }
}
