package dev.fluxbar.app.lab;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.sequence.Sequence;

/**
 * What a client asks of a bench.
 *
 * @param sequence its steps; a single operation is a sequence of one
 * @param priority -100 to 100; larger ones come first, equal ones in the order of asking
 * @param dryRun whether to plan only
 * @param afterCrash what becomes of it when the program dies under it
 * @param by who asked, for the record
 */
public record RunOrder(
    Sequence sequence, int priority, boolean dryRun, AfterCrash afterCrash, String by) {

  /** Priorities of people are between minus this and this. */
  public static final int LARGEST_PRIORITY = 100;

  public RunOrder {
    if (priority < -LARGEST_PRIORITY || priority > LARGEST_PRIORITY + 1) {
      throw new BadInput(
          "run: priority=%d; give -%d to %d"
              .formatted(priority, LARGEST_PRIORITY, LARGEST_PRIORITY));
    }
  }
}
