package dev.fluxbar.array;

import dev.fluxbar.numeric.HyperbolicTangent;

/**
 * The neuron: column voltage from row current, {@code sigma(J) = amplitudeVolts * tanh(J /
 * scaleAmperes)}. Odd, strictly increasing, bounded and Lipschitz (Heidema Assumption 1).
 *
 * <p>It covers both neurons of Heidema Section VII: tanh, and {@code 3 sigmoid(x) - 1.5 = 1.5
 * tanh(x / 2)}. Values come from {@link HyperbolicTangent}, so that recorded results are the same
 * bits on every machine.
 *
 * @param amplitudeVolts the bound of the output, positive
 * @param scaleAmperes the current at which the output is {@code tanh(1)} of its bound, positive
 */
public record Activation(double amplitudeVolts, double scaleAmperes) {

  /** tanh, Heidema (21). */
  public static final Activation TANH = new Activation(1, 1);

  /** {@code 3 sigmoid(x) - 1.5}, Heidema Section VII-B. */
  public static final Activation SCALED_SIGMOID = new Activation(1.5, 2);

  public Activation {
    if (!(amplitudeVolts > 0 && amplitudeVolts < Double.POSITIVE_INFINITY)
        || !(scaleAmperes > 0 && scaleAmperes < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "activation: amplitude-volts=%s, scale-amperes=%s; both must be positive and finite"
              .formatted(amplitudeVolts, scaleAmperes));
    }
  }

  /**
   * The neuron that gives for currents scaled by {@code factor} what this one gives for them
   * unscaled.
   *
   * @param factor positive
   */
  public Activation scaled(double factor) {
    return new Activation(amplitudeVolts, scaleAmperes * factor);
  }

  /** sigma(J) in volts. */
  public double volts(double rowAmperes) {
    return HyperbolicTangent.affine(rowAmperes, scaleAmperes, 0, amplitudeVolts);
  }

  /**
   * sigma of the first {@code count} currents, into the first {@code count} voltages: bit for bit
   * what {@link #volts(double)} gives, many times as fast.
   *
   * @param volts written; may be {@code rowAmperes}
   */
  public void volts(double[] rowAmperes, double[] volts, int count) {
    HyperbolicTangent.affine(rowAmperes, scaleAmperes, 0, amplitudeVolts, volts, count);
  }

  /** sigma applied to each current; a new array. */
  public double[] volts(double[] rowAmperes) {
    double[] volts = new double[rowAmperes.length];
    volts(rowAmperes, volts, volts.length);
    return volts;
  }

  /**
   * The column voltages from the currents of all physical rows of an array: of each row, or of each
   * difference plus minus minus when {@code shape} is differential (Heidema Remark 4).
   */
  public double[] volts(ArrayShape shape, double[] rowAmperes) {
    if (!shape.differential()) {
      return volts(rowAmperes);
    }
    double[] difference = new double[shape.neurons()];
    for (int k = 0; k < difference.length; k++) {
      difference[k] = rowAmperes[k] - rowAmperes[k + difference.length];
    }
    return volts(difference);
  }

  /** The derivative of sigma at {@code rowAmperes} in ohms. */
  public double slopeOhms(double rowAmperes) {
    double tanh = StrictMath.tanh(rowAmperes / scaleAmperes);
    return lipschitzOhms() * (1 - tanh * tanh);
  }

  /** eta of Heidema Assumption 1, in ohms: volts of output an ampere of input, at most. */
  public double lipschitzOhms() {
    return amplitudeVolts / scaleAmperes;
  }
}
