package dev.fluxbar.daemon.guard;

import dev.fluxbar.app.BadInput;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which {@code Host} and {@code Origin} headers are ours. A page from elsewhere whose name was made
 * to point at this machine (DNS rebinding) still sends its own name as Host; a page from another
 * server on this machine sends its own Origin. Both are refused.
 *
 * <p>The port of a Host is free, since a tunnel may give another; names are not. Where the server
 * listens on all addresses, any address written in digits is accepted: rebinding needs a name.
 */
public final class HostRule {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-f:.]+]|[a-z0-9.-]+)(?::(\\d{1,5}))?");
  private static final int NAME_CHARACTERS = 253;

  private final Set<String> names;
  private final boolean anyLiteral;

  private HostRule(Set<String> names, boolean anyLiteral) {
    this.names = Set.copyOf(names);
    this.anyLiteral = anyLiteral;
  }

  /**
   * The rule of a server.
   *
   * @param extraNames further names under which people reach it, without ports
   * @throws BadInput if one of them is no name
   */
  public static HostRule of(Listening listening, Collection<String> extraNames) {
    Set<String> names = new HashSet<>();
    names.add(listening.literal());
    if (listening.loopback() || listening.wildcard()) {
      names.addAll(Set.of("localhost", "127.0.0.1", canonical("[::1]")));
    }
    for (String extra : extraNames) {
      String name = extra.toLowerCase(Locale.ROOT);
      if (name.length() > NAME_CHARACTERS || !NAME.matcher(name).matches()) {
        throw new BadInput(
            "host-name: name=%s; write a name without port, such as lab3.example.org"
                .formatted(extra));
      }
      names.add(name);
    }
    return new HostRule(names, listening.wildcard());
  }

  /** Whether a request with this {@code Host} is for us; one without is not. */
  public boolean allowsHost(Optional<String> host) {
    Matcher parts = HOST.matcher(host.orElse("").toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      return false;
    }
    String name = canonical(parts.group(1));
    return names.contains(name) || (anyLiteral && Listening.isLiteral(name));
  }

  /**
   * Whether a request with this {@code Origin} comes from our own page: from where it goes to. None
   * is as good: programs send none, and browsers send one with whatever could do harm.
   *
   * @param tls whether the request came by TLS
   */
  public boolean allowsOrigin(Optional<String> origin, Optional<String> host, boolean tls) {
    if (origin.isEmpty()) {
      return true;
    }
    String own = (tls ? "https://" : "http://") + host.orElse("");
    return allowsHost(host) && origin.get().equalsIgnoreCase(own);
  }

  /** An IPv6 address in the one form that addresses are told in. */
  private static String canonical(String host) {
    if (!host.startsWith("[") || !Listening.isLiteral(host)) {
      return host;
    }
    try {
      return Listening.parse(host + ":0").literal();
    } catch (BadInput e) {
      return host;
    }
  }
}
