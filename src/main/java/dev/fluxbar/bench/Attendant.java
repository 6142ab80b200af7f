package dev.fluxbar.bench;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;

/**
 * Stands beside a bench while it works: asked before every program, told after it. Between two
 * programs every driver is at 0 V and every switch open, so a run may be held there for as long as
 * its cells keep what they hold.
 */
public interface Attendant {

  /**
   * A program is about to be driven. May hold the caller.
   *
   * @throws RunStopped if it shall not be driven, nor anything after it
   */
  void before(Program program);

  /** It ran to its end. */
  void after(Program program, Recording recording);

  /** It brought no results: it was refused, or the bench broke. */
  void failed(Program program, RuntimeException why);

  /** Lets everything pass. */
  Attendant NOBODY =
      new Attendant() {
        @Override
        public void before(Program program) {}

        @Override
        public void after(Program program, Recording recording) {}

        @Override
        public void failed(Program program, RuntimeException why) {}
      };
}
