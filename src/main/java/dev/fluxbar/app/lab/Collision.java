package dev.fluxbar.app.lab;

/** What was asked no longer fits: it changed since the asker looked, or is in another state. */
public final class Collision extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final boolean stale;

  private Collision(String message, boolean stale) {
    super(message);
    this.stale = stale;
  }

  /** The asker has seen an earlier revision. */
  static Collision stale(String what, long seen, long now) {
    return new Collision(
        "%s: revision=%d, now=%d; it has changed since you looked, look again"
            .formatted(what, seen, now),
        true);
  }

  /** It is in a state in which this cannot be asked. */
  static Collision state(String what, String state, String hint) {
    return new Collision("%s: state=%s; %s".formatted(what, state, hint), false);
  }

  /** Whether the asker's revision is old. */
  public boolean isStale() {
    return stale;
  }
}
