package dev.fluxbar.emulator;

/**
 * How large the errors of an emulated board's converters are. Each channel has errors of its own,
 * drawn from the board's seed: Gaussian, with these standard deviations.
 *
 * @param driverOffsetVolts of a column driver, at code 0
 * @param driverGain of a column driver, relative
 * @param driverBendSteps integral nonlinearity of a driver: its largest deviation from a line
 *     through code 0, in steps of one code
 * @param inputOffset of a row input, as a share of the full scale of each range
 * @param inputGain of a row input in each range, relative
 * @param inputClip where the amplifier of an input saturates, as a share of full scale: 1 or more
 *     is at the converter's own rails or beyond; not random
 * @param converterNoiseSteps white noise of a converter itself, in steps of one count
 * @param pinkAmperes rms of the 1/f noise of an input in every decade of frequency, in amperes
 * @param jitterSeconds of every edge of the drivers
 */
public record AnalogErrors(
    double driverOffsetVolts,
    double driverGain,
    double driverBendSteps,
    double inputOffset,
    double inputGain,
    double inputClip,
    double converterNoiseSteps,
    double pinkAmperes,
    double jitterSeconds) {

  /** Ideal converters. */
  public static final AnalogErrors NONE = new AnalogErrors(0, 0, 0, 0, 0, 1, 0, 0, 0);

  /** Beyond, a draw of three standard deviations would leave nothing of the channel. */
  private static final double LARGEST_SHARE = 0.1;

  public AnalogErrors {
    within("driver-offset-volts", driverOffsetVolts, 10);
    within("driver-gain", driverGain, LARGEST_SHARE);
    within("driver-bend-steps", driverBendSteps, 1000);
    within("input-offset", inputOffset, LARGEST_SHARE);
    within("input-gain", inputGain, LARGEST_SHARE);
    within("converter-noise-steps", converterNoiseSteps, 1000);
    within("pink-amperes", pinkAmperes, 1);
    within("jitter-seconds", jitterSeconds, 1);
    if (!(inputClip > 0 && inputClip <= 10)) {
      throw new IllegalArgumentException(
          "analog errors: input-clip=%s; it must be above 0 and at most 10".formatted(inputClip));
    }
  }

  private static void within(String name, double value, double largest) {
    if (!(value >= 0 && value <= largest)) {
      throw new IllegalArgumentException(
          "analog errors: %s=%s; it must be 0 to %s".formatted(name, value, largest));
    }
  }
}
