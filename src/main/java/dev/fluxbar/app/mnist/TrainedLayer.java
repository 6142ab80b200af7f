package dev.fluxbar.app.mnist;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Matrix;
import java.util.Arrays;
import java.util.Random;

/**
 * One layer while it is trained: weights, the last signal through it, the gathered gradient and the
 * two moments of Adam. All arrays are {@code [inputs][neurons]}, so that a dark pixel, whose
 * products are all 0, is skipped as a whole.
 */
final class TrainedLayer {
  private static final double FIRST_MOMENT = 0.9;
  private static final double SECOND_MOMENT = 0.999;
  private static final double FLOOR = 1e-8;

  private final int inputs;
  private final int neurons;
  private final double[] weights;
  private final double[] gradient;
  private final double[] first;
  private final double[] second;
  private double[] signal = new double[0];
  private final double[] currents;

  TrainedLayer(int inputs, int neurons, Random random) {
    this.inputs = inputs;
    this.neurons = neurons;
    this.weights = new double[inputs * neurons];
    this.gradient = new double[weights.length];
    this.first = new double[weights.length];
    this.second = new double[weights.length];
    this.currents = new double[neurons];
    double spread = 1 / StrictMath.sqrt(inputs);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = spread * (2 * random.nextDouble() - 1);
    }
  }

  /** The neurons' voltages for an input, which is kept for {@link #backward}. */
  double[] forward(double[] input, Activation activation) {
    signal = input;
    Arrays.fill(currents, 0);
    for (int j = 0; j < inputs; j++) {
      if (input[j] != 0) {
        for (int k = 0; k < neurons; k++) {
          currents[k] += weights[j * neurons + k] * input[j];
        }
      }
    }
    return activation.volts(currents);
  }

  /**
   * Adds the gradient of the last input.
   *
   * @param error what the loss changes by a change of each neuron's voltage
   * @param further whether the layer before wants its error
   * @return what the loss changes by a change of each input; empty if not wanted
   */
  double[] backward(double[] error, Activation activation, boolean further) {
    double[] byCurrent = new double[neurons];
    for (int k = 0; k < neurons; k++) {
      byCurrent[k] = error[k] * activation.slopeOhms(currents[k]);
    }
    double[] before = new double[further ? inputs : 0];
    for (int j = 0; j < inputs; j++) {
      if (signal[j] != 0) {
        for (int k = 0; k < neurons; k++) {
          gradient[j * neurons + k] += byCurrent[k] * signal[j];
        }
      }
      for (int k = 0; further && k < neurons; k++) {
        before[j] += byCurrent[k] * weights[j * neurons + k];
      }
    }
    return before;
  }

  /** One step of Adam along the mean gradient of a batch; forgets the gradient. */
  void step(double rate, int step, int images, double largestWeight) {
    double firstBias = 1 - StrictMath.pow(FIRST_MOMENT, step);
    double secondBias = 1 - StrictMath.pow(SECOND_MOMENT, step);
    for (int i = 0; i < weights.length; i++) {
      double mean = gradient[i] / images;
      first[i] = FIRST_MOMENT * first[i] + (1 - FIRST_MOMENT) * mean;
      second[i] = SECOND_MOMENT * second[i] + (1 - SECOND_MOMENT) * mean * mean;
      double change = first[i] / firstBias / (Math.sqrt(second[i] / secondBias) + FLOOR);
      double next = weights[i] - rate * change;
      weights[i] = Math.max(-largestWeight, Math.min(largestWeight, next));
      gradient[i] = 0;
    }
  }

  /** {@code [neurons][inputs]}. */
  Matrix weights() {
    return Matrix.fill(neurons, inputs, (k, j) -> weights[j * neurons + k]);
  }
}
