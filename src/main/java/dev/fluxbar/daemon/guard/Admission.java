package dev.fluxbar.daemon.guard;

import java.util.Optional;

/** What the guard says to a client. */
public sealed interface Admission {

  /** What the client may do, if it may come in. */
  default Optional<Role> role() {
    return Optional.empty();
  }

  /** One sentence for the client; it tells nothing that the client does not know. */
  String sentence();

  /**
   * Come in.
   *
   * @param name who it is, for logs and for the record of runs
   * @param granted what may be done
   */
  record Admitted(String name, Role granted) implements Admission {
    @Override
    public Optional<Role> role() {
      return Optional.of(granted);
    }

    @Override
    public String sentence() {
      return "name=%s, role=%s".formatted(name, granted);
    }
  }

  /** A token is needed and none was given; this counts as no failure. */
  record Missing() implements Admission {
    @Override
    public String sentence() {
      return "token: given=false; send one that fluxbar daemon token has made";
    }
  }

  /** Nobody has this token. */
  record Wrong() implements Admission {
    @Override
    public String sentence() {
      return "token: known=false; check it, or ask for another";
    }
  }

  /**
   * Too many wrong tokens came from this address.
   *
   * @param seconds until it may try again, at least 1
   */
  record Locked(long seconds) implements Admission {
    @Override
    public String sentence() {
      return "token: locked-seconds=%d; too many wrong tokens came from this address, wait"
          .formatted(seconds);
    }
  }
}
