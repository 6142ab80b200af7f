package dev.fluxbar.app;

/** Who listens to a command while it works: a terminal, a log, or nobody. */
public interface Audience {

  /** A line for people. */
  void say(String line);

  /**
   * Begins a piece of long work.
   *
   * @param task what is done, in a few words
   * @param steps how many steps it has
   */
  Meter meter(String task, long steps);

  /** How far a piece of long work has come. */
  interface Meter extends AutoCloseable {

    /** {@code done} steps are done; {@code note} says where the work stands. */
    void at(long done, String note);

    @Override
    void close();
  }

  /** Hears nothing. */
  Audience NOBODY =
      new Audience() {
        @Override
        public void say(String line) {}

        @Override
        public Meter meter(String task, long steps) {
          return new Meter() {
            @Override
            public void at(long done, String note) {}

            @Override
            public void close() {}
          };
        }
      };
}
