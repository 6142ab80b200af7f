package dev.fluxbar.app.sequence;

import dev.fluxbar.app.operation.OperationResult;
import java.util.Optional;

/**
 * What a run remembers of its steps beyond its own end. A step that has ended is not done again: so
 * a run goes on after a crash. Steps are operations and waits, by their place: {@code 2}, or {@code
 * 3.7.1} for the first step in the seventh turn of the third.
 */
public interface StepDiary {

  /** How a step ended in an earlier life of this run, if it did. */
  Optional<OperationResult> ended(String step);

  /**
   * A step begins; whoever reads this without its end must find out how far it came. May hold the
   * run here, between two steps, or end it by a fault.
   */
  void began(String step, String word);

  /** A step has ended, whatever the physics said. Its files are written. */
  void ended(String step, OperationResult result);

  /** Remembers nothing. */
  StepDiary NONE =
      new StepDiary() {
        @Override
        public Optional<OperationResult> ended(String step) {
          return Optional.empty();
        }

        @Override
        public void began(String step, String word) {}

        @Override
        public void ended(String step, OperationResult result) {}
      };
}
