package dev.fluxbar.emulator;

import dev.fluxbar.analog.Adc;
import java.util.Random;

/**
 * The row inputs of one array as they really are: in every range {@code offset + gain amperes} with
 * noise, clipped by the amplifier, then converted.
 */
final class TrueInputs {

  /** From here on, sums of conversions are drawn as one number: {@link #drawn}. */
  private static final int MANY = 16;

  private final ArrayConverters converters;
  private final AnalogErrors errors;
  private final double[][] offsetAmperes;
  private final double[][] gain;
  private final double[] clip;
  private final PinkNoise[] pink;
  private final Random random;

  /**
   * @param clip share of full scale at which each row's amplifier saturates
   * @param channels where the errors of the channels are drawn from
   * @param noise where noise is drawn from
   */
  TrueInputs(
      ArrayConverters converters,
      int rows,
      AnalogErrors errors,
      double[] clip,
      Random channels,
      Random noise) {
    this.converters = converters;
    this.errors = errors;
    this.clip = clip.clone();
    this.random = noise;
    this.offsetAmperes = new double[converters.ranges().size()][rows];
    this.gain = new double[converters.ranges().size()][rows];
    this.pink = new PinkNoise[rows];
    for (int k = 0; k < rows; k++) {
      pink[k] = new PinkNoise(errors.pinkAmperes());
      for (int r = 0; r < gain.length; r++) {
        double fullScale = converters.ranges().get(r).fullScaleAmperes();
        offsetAmperes[r][k] = errors.inputOffset() * fullScale * channels.nextGaussian();
        gain[r][k] = 1 + errors.inputGain() * channels.nextGaussian();
      }
    }
  }

  double offsetAmperes(int range, int row) {
    return offsetAmperes[range][row];
  }

  double gain(int range, int row) {
    return gain[range][row];
  }

  /**
   * The sum of conversions at one instant.
   *
   * @param counts of all conversions
   * @param saturated whether the converter stood at a rail; an amplifier that clips before is not
   *     seen
   */
  record Sum(int counts, boolean saturated) {}

  /** Converts the current of one row {@code averages} times at one instant. */
  Sum convert(int row, int range, double amperes, int averages, double atSeconds) {
    Adc adc = converters.ranges().get(range);
    double exact = exact(row, range, amperes, atSeconds);
    double most = clip[row] * adc.fullScaleAmperes();
    double rms = rmsAmperes(row, range);
    if (rms == 0) {
      // Without noise every conversion of one instant reads the same.
      Adc.Conversion conversion = adc.convert(clipped(exact, most));
      return new Sum(conversion.counts() * averages, conversion.saturated());
    }
    double far = Math.min(most, adc.largestAmperes()) - Math.abs(exact);
    if (averages >= MANY && rms >= adc.stepAmperes() && far > 8 * rms) {
      return drawn(adc, exact, rms, averages);
    }
    int counts = 0;
    boolean saturated = false;
    for (int i = 0; i < averages; i++) {
      double noisy = exact + rms * random.nextGaussian();
      Adc.Conversion conversion = adc.convert(clipped(noisy, most));
      counts += conversion.counts();
      saturated |= conversion.saturated();
    }
    return new Sum(counts, saturated);
  }

  /** With offset, gain and slow noise, before it is clipped. */
  private double exact(int row, int range, double amperes, double atSeconds) {
    double seen = amperes;
    if (errors.pinkAmperes() > 0) {
      seen += pink[row].at(atSeconds, random);
    }
    return offsetAmperes[range][row] + gain[range][row] * seen;
  }

  /** White noise of one conversion. */
  private double rmsAmperes(int row, int range) {
    double white = gain[range][row] * converters.noise().rmsAmperes();
    double steps = converters.ranges().get(range).stepAmperes();
    return Math.hypot(white, errors.converterNoiseSteps() * steps);
  }

  /** What a converter is shown at one instant, noise and clipping included, as amperes. */
  double shown(int row, int range, double amperes, double atSeconds) {
    double rms = rmsAmperes(row, range);
    double noise = rms == 0 ? 0 : rms * random.nextGaussian();
    double most = clip[row] * converters.ranges().get(range).fullScaleAmperes();
    return clipped(exact(row, range, amperes, atSeconds) + noise, most);
  }

  private static double clipped(double amperes, double most) {
    return Math.max(-most, Math.min(most, amperes));
  }

  /**
   * The sum of many conversions as one draw. With noise of a step or more, rounding is an error of
   * its own, uniform over a step and independent of the current up to exp(-2 pi^2) of a step
   * (Widrow's quantizing theorem): the sum is Gaussian with the variance of both.
   */
  private Sum drawn(Adc adc, double exact, double rms, int averages) {
    double step = adc.stepAmperes();
    double deviation = Math.sqrt(averages * (rms * rms / (step * step) + 1.0 / 12));
    double sum = averages * (exact / step) + deviation * random.nextGaussian();
    return new Sum((int) Math.rint(sum), false);
  }
}
