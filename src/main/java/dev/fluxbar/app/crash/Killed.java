package dev.fluxbar.app.crash;

/** A host that is dead: what still runs of it in this process changes nothing any more. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed() {
    super("the host is dead", null, false, false);
  }
}
