package dev.fluxbar.emulator;

import dev.fluxbar.analog.Dac;
import java.util.Random;

/**
 * The column drivers of one array as they really are: {@code offset + gain code step} plus a smooth
 * bend (integral nonlinearity) that is 0 at code 0.
 */
final class TrueDrivers {
  private final Dac dac;
  private final double[] offsetVolts;
  private final double[] gain;
  private final double[] bendVolts;
  private final double[] bendPhase;

  /**
   * @param trimmedError standard deviation of the gain of the last column's driver, which was
   *     trimmed; negative if there is none such
   * @param reference the factor by which the voltage reference is off
   */
  TrueDrivers(
      Dac dac,
      int columns,
      AnalogErrors errors,
      double trimmedError,
      double reference,
      Random random) {
    this.dac = dac;
    this.offsetVolts = new double[columns];
    this.gain = new double[columns];
    this.bendVolts = new double[columns];
    this.bendPhase = new double[columns];
    for (int j = 0; j < columns; j++) {
      boolean trimmed = trimmedError >= 0 && j == columns - 1;
      double offset = random.nextGaussian();
      double slope = random.nextGaussian();
      double bend = random.nextGaussian();
      bendPhase[j] = 2 * Math.PI * random.nextDouble();
      if (trimmed) {
        gain[j] = 1 + trimmedError * slope;
      } else {
        offsetVolts[j] = errors.driverOffsetVolts() * offset;
        gain[j] = reference * (1 + errors.driverGain() * slope);
        bendVolts[j] = errors.driverBendSteps() * dac.stepVolts() * Math.signum(bend) / 2;
      }
    }
  }

  /** What the driver of a column really gives. */
  double volts(int column, int code) {
    return volts(column, dac.volts(code));
  }

  /** What it really gives where an ideal one gives {@code exact} volts. */
  double volts(int column, double exact) {
    if (bendVolts[column] == 0) {
      return offsetVolts[column] + gain[column] * exact;
    }
    double angle = 2 * Math.PI * exact / dac.fullScaleVolts() + bendPhase[column];
    double bend = StrictMath.sin(angle) - StrictMath.sin(bendPhase[column]);
    return offsetVolts[column] + gain[column] * exact + bendVolts[column] * bend;
  }
}
