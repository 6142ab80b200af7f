package dev.fluxbar.emulator.chips;

import dev.fluxbar.emulator.AnalogErrors;
import java.util.Random;

/** The stages before columns and behind rows of one array as they really are, from a seed. */
final class ChannelErrors {
  private final double[] driverOffsetVolts;
  private final double[] driverGain;
  private final double[] inputOffsetAmperes;
  private final double[] inputGain;
  private final double noiseAmperes;
  private final Random noise;

  /**
   * @param fullScaleAmperes of the rows' smallest range, of which offsets are a share
   * @param noiseAmperes rms of one conversion
   */
  ChannelErrors(
      int columns,
      int rows,
      AnalogErrors errors,
      double fullScaleAmperes,
      double noiseAmperes,
      long seed) {
    Random random = new Random(seed);
    this.driverOffsetVolts = new double[columns];
    this.driverGain = new double[columns];
    this.inputOffsetAmperes = new double[rows];
    this.inputGain = new double[rows];
    this.noiseAmperes = noiseAmperes;
    for (int j = 0; j < columns; j++) {
      driverOffsetVolts[j] = errors.driverOffsetVolts() * random.nextGaussian();
      driverGain[j] = 1 + errors.driverGain() * random.nextGaussian();
    }
    for (int k = 0; k < rows; k++) {
      inputOffsetAmperes[k] = errors.inputOffset() * fullScaleAmperes * random.nextGaussian();
      inputGain[k] = 1 + errors.inputGain() * random.nextGaussian();
    }
    this.noise = new Random(random.nextLong());
  }

  double columnVolts(int column, double ideal) {
    return driverOffsetVolts[column] + driverGain[column] * ideal;
  }

  double shownAmperes(int row, double amperes) {
    double shown = inputOffsetAmperes[row] + inputGain[row] * amperes;
    return noiseAmperes == 0 ? shown : shown + noiseAmperes * noise.nextGaussian();
  }
}
