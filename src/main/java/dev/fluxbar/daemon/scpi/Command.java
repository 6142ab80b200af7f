package dev.fluxbar.daemon.scpi;

/**
 * A command or a query.
 *
 * @param pattern as manuals write it: {@code SYSTem:ERRor[:NEXT]?}; short forms in capitals, what
 *     may be left out in brackets
 * @param access who may send it
 * @param action what it does
 */
record Command(String pattern, Access access, Action action) {

  /** Who may send it. */
  enum Access {
    /** Everybody, also without a token. */
    ANYBODY,
    /** Who may look. */
    READER,
    /** Who may drive. */
    OPERATOR;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** What a command does in a session. */
  @FunctionalInterface
  interface Action {
    /**
     * @throws ScpiRefusal if it cannot be done
     * @throws InterruptedException if the session ends while it waits
     */
    void run(Session session, Arguments arguments) throws InterruptedException;
  }

  boolean query() {
    return pattern.endsWith("?");
  }

  static Command reader(String pattern, Action action) {
    return new Command(pattern, Access.READER, action);
  }

  static Command operator(String pattern, Action action) {
    return new Command(pattern, Access.OPERATOR, action);
  }
}
