package dev.fluxbar.daemon.scpi;

/** The client of a session, as long as the session waits for something else. */
@FunctionalInterface
interface Caller {
  /**
   * @throws InterruptedException if nobody is there any more to hear an answer
   */
  void stillThere() throws InterruptedException;
}
