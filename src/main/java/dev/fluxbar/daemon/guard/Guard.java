package dev.fluxbar.daemon.guard;

import dev.fluxbar.app.BadInput;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who may come in, for HTTP and SCPI alike. Without tokens everybody on this machine is an
 * operator and nobody else can come; with tokens everybody needs one, on this machine too.
 *
 * <p>Safe for many threads.
 */
public final class Guard {
  private static final Logger log = LoggerFactory.getLogger(Guard.class);

  /** The name of whoever comes from this machine when there are no tokens. */
  static final String LOCAL = "local";

  private final Optional<Tokens> tokens;
  private final Optional<TlsIdentity> identity;
  private final RateLimit limit;

  private Guard(Optional<Tokens> tokens, Optional<TlsIdentity> identity, RateLimit limit) {
    this.tokens = tokens;
    this.identity = identity;
    this.limit = limit;
  }

  /**
   * A guard.
   *
   * @param clock for locks; a {@link java.time.Clock} is one
   */
  public static Guard of(
      Optional<Tokens> tokens, Optional<TlsIdentity> identity, InstantSource clock) {
    return new Guard(tokens, identity, new RateLimit(clock));
  }

  /**
   * Refuses to listen where others could reach the bench unasked or overheard.
   *
   * @throws BadInput if the address is not of the loopback and tokens or TLS are missing
   */
  public void mayListen(Listening listening) {
    if (listening.loopback() || (tokens.isPresent() && identity.isPresent())) {
      return;
    }
    throw new BadInput(
        "listen: address=%s, tokens=%b, tls=%b; others can reach this address, give --tokens and --tls-keystore, or listen on 127.0.0.1"
            .formatted(listening, tokens.isPresent(), identity.isPresent()));
  }

  /**
   * Whether a client may come in, and as what.
   *
   * @param token what it gave, if it gave one
   * @param from the far end of its connection, never what a header says
   */
  public Admission admit(Optional<String> token, InetAddress from) {
    if (tokens.isEmpty()) {
      return from.isLoopbackAddress()
          ? new Admission.Admitted(LOCAL, Role.OPERATOR)
          : new Admission.Missing();
    }
    long lockedSeconds = limit.lockedSeconds(from);
    if (lockedSeconds > 0) {
      return new Admission.Locked(lockedSeconds);
    }
    if (token.isEmpty()) {
      return new Admission.Missing();
    }
    Optional<TokenEntry> holder = tokens.get().holder(token.get());
    if (holder.isPresent()) {
      return new Admission.Admitted(holder.get().name(), holder.get().role());
    }
    limit.failed(from);
    if (limit.lockedSeconds(from) > 0) {
      log.warn("Too many wrong tokens from {}: refused for a minute", from.getHostAddress());
    }
    return new Admission.Wrong();
  }

  /**
   * What a client may do now that was admitted before: its token may be gone since.
   *
   * @return empty if it may not be here any more
   */
  public Optional<Role> role(Admission before) {
    if (before instanceof Admission.Admitted admitted && tokens.isPresent()) {
      return tokens.get().role(admitted.name());
    }
    return before.role();
  }

  /** What servers show and encrypt with, if it was given; then they use it on every address. */
  public Optional<TlsIdentity> identity() {
    return identity;
  }

  /** Whether clients need a token. */
  public boolean asksForTokens() {
    return tokens.isPresent();
  }

  /** Wrong tokens since the start. */
  public long failures() {
    return limit.failures();
  }
}
