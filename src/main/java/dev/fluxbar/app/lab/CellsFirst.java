package dev.fluxbar.app.lab;

import dev.fluxbar.app.runs.RunState;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every cell of a bench before anything that a person has asked, where nobody knows what a
 * program did to them. A reading that breaks off is ordered again, a few times; then the bench's
 * queue is held, and a person must look.
 */
final class CellsFirst {
  private static final Logger log = LoggerFactory.getLogger(CellsFirst.class);

  /** Who orders it. */
  static final String READER = "fluxbar, after a fault";

  private static final String YAML = "name: read every cell after a fault\nsteps:\n  - read: {}\n";
  private static final int ATTEMPTS = 3;

  private final Lab lab;

  CellsFirst(Lab lab) {
    this.lab = lab;
  }

  /**
   * Orders it; it is on the disk when this returns.
   *
   * @param next what follows once it has ended
   */
  void read(String bench, Runnable next) {
    read(bench, next, 1);
  }

  private void read(String bench, Runnable next, int attempt) {
    RunOrder order =
        new RunOrder(
            lab.sequence(bench, YAML),
            RunOrder.LARGEST_PRIORITY + 1,
            false,
            AfterCrash.WAIT,
            READER);
    try {
      lab.order(lab.benchOf(bench), order, view -> ended(view, bench, next, attempt));
    } catch (IllegalArgumentException e) {
      hold(bench, String.valueOf(e.getMessage()));
    }
  }

  private void hold(String bench, String why) {
    log.error(
        "Bench {}: its cells could not be read after a fault, its queue is held: {}", bench, why);
    lab.hold(bench, Optional.empty());
  }

  private void ended(RunView view, String bench, Runnable next, int attempt) {
    if (view.state().equals(RunState.INTERRUPTED.word())) {
      return; // the lab ends; its next life orders another one
    }
    if (view.state().equals(RunState.FAILED.word())) {
      if (attempt < ATTEMPTS) {
        read(bench, next, attempt + 1);
        return;
      }
      hold(bench, view.message());
    }
    next.run();
  }
}
