package dev.fluxbar.algorithm;

import dev.fluxbar.signal.Recording;
import java.util.List;

/**
 * What evaluating a batch came to.
 *
 * @param outcomes one an input, in order
 * @param benchSeconds of all programs
 * @param recordings one a program, in order
 */
public record InferenceResult(
    List<InferenceOutcome> outcomes, double benchSeconds, List<Recording> recordings) {

  public InferenceResult {
    outcomes = List.copyOf(outcomes);
    recordings = List.copyOf(recordings);
  }
}
