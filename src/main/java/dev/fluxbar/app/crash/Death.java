package dev.fluxbar.app.crash;

import java.util.Locale;

/** How a host's life ends before its time. */
public enum Death {
  /** Its process is killed: what it appended is there. */
  KILLED,
  /** Its machine loses its power: what was not forced is lost, torn or garbage. */
  POWER_LOST,
  /** Its disk takes no more: it ends by a fault of its own. */
  DISK_FULL;

  /** The word in JSON: {@code power-lost}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
