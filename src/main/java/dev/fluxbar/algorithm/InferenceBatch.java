package dev.fluxbar.algorithm;

import dev.fluxbar.signal.Recording;
import java.util.List;

/**
 * What evaluating some inputs that follow each other came to.
 *
 * @param first index of the first of them among all inputs
 * @param outcomes one an input, in order
 * @param benchSeconds of the programs that they took
 * @param recordings one a program, in order
 */
public record InferenceBatch(
    int first, List<InferenceOutcome> outcomes, double benchSeconds, List<Recording> recordings) {

  public InferenceBatch {
    outcomes = List.copyOf(outcomes);
    recordings = List.copyOf(recordings);
  }

  /** How many inputs have been evaluated by now. */
  public int done() {
    return first + outcomes.size();
  }
}
