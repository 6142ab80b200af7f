package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.numeric.HyperbolicTangent;
import dev.fluxbar.numeric.HyperbolicTangentSlope;

/**
 * The output of a neuron: {@code s(x) = amplitude * tanh(x / scale)}, odd, strictly increasing and
 * bounded. Both are volts: x is on the neuron's capacitor, s(x) drives a column.
 *
 * @param amplitudeVolts the bound of the output, positive
 * @param scaleVolts the activation at which the output is {@code tanh(1)} of its bound, positive
 */
public record Neuron(double amplitudeVolts, double scaleVolts) {

  /** {@code s(x) = tanh(x)}. */
  public static final Neuron TANH = new Neuron(1, 1);

  public Neuron {
    if (!(amplitudeVolts > 0 && amplitudeVolts < Double.POSITIVE_INFINITY)
        || !(scaleVolts > 0 && scaleVolts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "neuron: amplitude-volts=%s, scale-volts=%s; both must be positive and finite"
              .formatted(amplitudeVolts, scaleVolts));
    }
  }

  /** s(x) in volts. */
  public double volts(double x) {
    return HyperbolicTangent.affine(x, scaleVolts, 0, amplitudeVolts);
  }

  /** s of the first {@code count} activations; the same bits as {@link #volts(double)}. */
  void volts(double[] x, double[] volts, int count) {
    HyperbolicTangent.affine(x, scaleVolts, 0, amplitudeVolts, volts, count);
  }

  /** The derivative of s at x, volts a volt. */
  public double slope(double x) {
    return amplitudeVolts * HyperbolicTangentSlope.of(x, scaleVolts);
  }

  /** The integral of the inverse of s from 0 to s(x), in volts squared; never negative. */
  public double contentSquareVolts(double x) {
    double u = Math.abs(x / scaleVolts);
    // x s(x) less the integral of s; ln cosh u without overflow. Near 0 the two cancel.
    double logCosh = u + StrictMath.log1p(StrictMath.exp(-2 * u)) - StrictMath.log(2);
    return amplitudeVolts * scaleVolts * Math.max(0, u * StrictMath.tanh(u) - logCosh);
  }
}
