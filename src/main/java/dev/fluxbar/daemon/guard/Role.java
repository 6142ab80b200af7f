package dev.fluxbar.daemon.guard;

import dev.fluxbar.app.BadInput;
import java.util.Locale;

/** What a client may do. Lower-case in files and options. */
public enum Role {
  /** Looks: state, memductances, results, events. Drives nothing and ends nothing. */
  READER,
  /** Looks, and queues, pauses and aborts runs. */
  OPERATOR;

  /** Whether a client of this role may do what {@code needed} may. */
  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  /**
   * The role that a text names.
   *
   * @throws BadInput if it names none
   */
  public static Role parse(String text) {
    for (Role role : values()) {
      if (role.toString().equals(text)) {
        return role;
      }
    }
    throw new BadInput("role=%s; choose reader or operator".formatted(text));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
