package dev.fluxbar.dynamics.recurrent;

import java.util.ArrayList;
import java.util.List;

/**
 * A host that integrates activations with the currents that an array gives it, by Euler's steps:
 * {@code x + (dt / C) (-x / R + currents + I)}, then the array learns for dt. Its distance from the
 * solution is of the first order in the step.
 */
public final class HostLoop {
  private final Neurons neurons;
  private final WeightArray array;
  private final double stepSeconds;
  private final double gainPerVolt;

  /**
   * @param stepSeconds below the shortest R C, beyond which the steps would overshoot
   * @param gainPerVolt of learning; 0: activations alone evolve
   */
  public HostLoop(Neurons neurons, WeightArray array, double stepSeconds, double gainPerVolt) {
    for (int i = 0; i < neurons.count(); i++) {
      if (!(stepSeconds > 0 && stepSeconds < neurons.seconds(i))) {
        throw new IllegalArgumentException(
            "host loop: step-seconds=%s, neuron=%d, its-seconds=%s; a step must be positive and shorter"
                .formatted(stepSeconds, i + 1, neurons.seconds(i)));
      }
    }
    if (!(gainPerVolt >= 0 && gainPerVolt < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "host loop: gain-per-volt=%s; it must be 0 or positive, and finite"
              .formatted(gainPerVolt));
    }
    this.neurons = neurons;
    this.array = array;
    this.stepSeconds = stepSeconds;
    this.gainPerVolt = gainPerVolt;
  }

  /**
   * Goes so many steps.
   *
   * @param start activations in volts, one a neuron; not kept
   * @return the activations at the start and after each step
   */
  public List<double[]> run(double[] start, int steps) {
    int n = neurons.count();
    double[] x = start.clone();
    double[] volts = new double[n];
    double[] amperes = new double[n];
    List<double[]> course = new ArrayList<>(List.of(x.clone()));
    for (int step = 0; step < steps; step++) {
      neurons.curve().volts(x, volts, n);
      array.currents(volts, amperes);
      if (gainPerVolt > 0) {
        array.learn(volts, gainPerVolt * stepSeconds);
      }
      for (int i = 0; i < n; i++) {
        double into = amperes[i] + neurons.amperes(i) - x[i] / neurons.ohms(i);
        x[i] += stepSeconds * into / neurons.farads(i);
      }
      course.add(x.clone());
    }
    return course;
  }
}
