package dev.fluxbar.algorithm;

import dev.fluxbar.signal.Volts;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What evaluating one input came to. */
public sealed interface InferenceOutcome {

  /**
   * The network's output.
   *
   * @param outputVolts sigma(J_L), one entry a neuron of the last array
   * @param outputAmperes J_L, one entry a neuron: the difference of a pair when differential
   * @param benchSeconds bench time that this input took
   * @param evidence null unless asked for
   */
  record Inferred(
      Volts outputVolts,
      List<Double> outputAmperes,
      double benchSeconds,
      @Nullable Certificate evidence)
      implements InferenceOutcome {
    public Inferred {
      outputAmperes = List.copyOf(outputAmperes);
    }

    /** The certificate, if it was asked for. */
    public Optional<Certificate> certificate() {
      return Optional.ofNullable(evidence);
    }
  }

  /**
   * An input stood at the end of its range: there is no number to give.
   *
   * @param array whose row inputs saturated
   * @param rangeAmperes the end of the range that was used
   */
  record Saturated(int array, double rangeAmperes) implements InferenceOutcome {
    /** One sentence for people. */
    public String message() {
      return ("inference: array=%d, range-amperes=%s; its row inputs saturated, use smaller inputs"
              + " or a larger range")
          .formatted(array + 1, rangeAmperes);
    }
  }
}
