package dev.fluxbar.analog;

/**
 * What one column driver really gives: {@code volts = offsetVolts + gain * nominal}, where nominal
 * is what its code stands for in an ideal {@link Dac}. The offset is there at code 0 too.
 *
 * @param offsetVolts volts at code 0
 * @param gain real volts a nominal volt, positive; 1 ideally
 * @param offsetDeviationVolts standard deviation of the offset, not negative; 0: taken as exact
 * @param gainDeviation standard deviation of the gain, not negative; 0: taken as exact
 */
public record DriverTransfer(
    double offsetVolts, double gain, double offsetDeviationVolts, double gainDeviation) {

  /** No offset, no error of gain. */
  public static final DriverTransfer IDEAL = new DriverTransfer(0, 1);

  public DriverTransfer {
    Transfers.check("driver", "offset-volts", offsetVolts, gain);
    Transfers.checkDeviations("driver", offsetDeviationVolts, gainDeviation);
  }

  /** Taken as exact. */
  public DriverTransfer(double offsetVolts, double gain) {
    this(offsetVolts, gain, 0, 0);
  }

  /** Real volts for {@code nominalVolts} of code. */
  public double volts(double nominalVolts) {
    return offsetVolts + gain * nominalVolts;
  }

  /** The nominal volts whose change from code 0 is {@code volts}: the offset is left in. */
  public double nominalVolts(double volts) {
    return volts / gain;
  }
}
