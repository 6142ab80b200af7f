package dev.fluxbar.daemon.http;

import dev.fluxbar.daemon.guard.Admission;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.HostRule;
import dev.fluxbar.daemon.guard.Role;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Lets requests in, or tells them why not, before anything of their bodies is read. */
final class Door {
  private static final String WHO = "fluxbar.who";
  private static final String ROLE = "fluxbar.role";
  private static final String BEARER = "bearer ";

  /** The page has everything from this server, and runs in nobody's frame. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cache-Control",
          "no-store");

  private final Guard guard;
  private final HostRule hosts;
  private final boolean tls;

  Door(Guard guard, HostRule hosts) {
    this.guard = guard;
    this.hosts = hosts;
    this.tls = guard.identity().isPresent();
  }

  /** Of every request, also of those that no route answers. */
  void site(Context ctx) {
    HEADERS.forEach(ctx::header);
    Optional<String> host = Optional.ofNullable(ctx.header("Host"));
    if (!hosts.allowsHost(host)) {
      throw new Problem(
              421,
              "host",
              "host: known=false; ask by the daemon's address, or start it with --host-name")
          .found();
    }
    boolean looks = ctx.method().equals(HandlerType.GET) || ctx.method().equals(HandlerType.HEAD);
    if (!looks && !hosts.allowsOrigin(Optional.ofNullable(ctx.header("Origin")), host, tls)) {
      throw new Problem(
              403, "origin", "origin: own=false; only the daemon's own page may change anything")
          .found();
    }
  }

  /** Whether whoever asks may ask this. */
  void admit(Context ctx, Route.Access access) {
    if (access == Route.Access.OPEN) {
      return;
    }
    Admission admission = guard.admit(token(ctx), from(ctx));
    if (admission instanceof Admission.Locked locked) {
      throw new Problem(429, "locked", admission.sentence())
          .with("Retry-After", Long.toString(locked.seconds()));
    }
    if (!(admission instanceof Admission.Admitted admitted)) {
      throw new Problem(401, "token", admission.sentence())
          .with("WWW-Authenticate", "Bearer realm=\"fluxbar\"");
    }
    Role needed = access == Route.Access.CHANGE ? Role.OPERATOR : Role.READER;
    if (!admitted.granted().covers(needed)) {
      throw new Problem(
              403,
              "role",
              "role: given=%s, needed=%s; ask with the token of an operator"
                  .formatted(admitted.granted(), needed))
          .found();
    }
    ctx.attribute(ROLE, admitted.granted());
    ctx.attribute(WHO, guard.asksForTokens() ? admitted.name() : "");
  }

  /** The name on the token of whoever asks; empty where there are no tokens. */
  static Optional<String> who(Context ctx) {
    String name = ctx.attribute(WHO);
    return Optional.ofNullable(name).filter(text -> !text.isEmpty());
  }

  /** What whoever asks may do, on a route that not everybody may ask. */
  static Role role(Context ctx) {
    Role role = ctx.attribute(ROLE);
    return Objects.requireNonNull(role, "the door was not asked");
  }

  private static Optional<String> token(Context ctx) {
    String header = ctx.header("Authorization");
    if (header == null || !header.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      return Optional.empty();
    }
    return Optional.of(header.substring(BEARER.length()).strip());
  }

  private static InetAddress from(Context ctx) {
    try {
      // The far end of the connection, in digits: no name server is asked.
      return InetAddress.getByName(ctx.req().getRemoteAddr());
    } catch (UnknownHostException e) {
      throw Problem.bad("connection: its far end has no address; connect by TCP");
    }
  }
}
