package dev.fluxbar.physics;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.signal.BlockSignal;
import java.util.ArrayList;
import java.util.List;

/**
 * Every cell's flux by the classical Runge-Kutta method: slow, and independent of what it tests.
 */
final class CellByCell {

  private CellByCell() {}

  /** The fluxes at the ends of {@code points} equal parts of every plateau. */
  static List<List<Matrix>> blockSignal(
      WideCascade network, double[] volts, double tauSeconds, int points, int steps) {
    double[][][] flux = new double[network.shape().layers()][][];
    for (int l = 0; l < flux.length; l++) {
      flux[l] = network.fluxes().get(l).toArrays();
    }
    List<List<Matrix>> seen = new ArrayList<>();
    double h = tauSeconds / points / steps;
    for (int i = 0; i < BlockSignal.PLATEAUS * points; i++) {
      double[] drive = RandomNetwork.times(BlockSignal.sign(i / points), volts);
      for (int n = 0; n < steps; n++) {
        double[][] a = columnVolts(flux, drive, new double[flux.length][0], 0);
        double[][] b = columnVolts(flux, drive, a, h / 2);
        double[][] c = columnVolts(flux, drive, b, h / 2);
        double[][] d = columnVolts(flux, drive, c, h);
        for (int l = 0; l < flux.length; l++) {
          for (double[] row : flux[l]) {
            for (int j = 0; j < row.length; j++) {
              row[j] += h / 6 * (a[l][j] + 2 * b[l][j] + 2 * c[l][j] + d[l][j]);
            }
          }
        }
      }
      List<Matrix> now = new ArrayList<>();
      for (double[][] array : flux) {
        now.add(Matrix.of(array));
      }
      seen.add(now);
    }
    return seen;
  }

  /** The voltages of every array's columns when fluxes have moved on by {@code slope} times h. */
  private static double[][] columnVolts(
      double[][][] flux, double[] drive, double[][] slope, double h) {
    double[][] volts = new double[flux.length][];
    double[] signal = drive;
    for (int l = 0; l < flux.length; l++) {
      volts[l] = signal;
      double[] next = new double[flux[l].length / 2];
      for (int k = 0; k < flux[l].length; k++) {
        double sum = 0;
        for (int j = 0; j < signal.length; j++) {
          double moved = slope[l].length == 0 ? 0 : h * slope[l][j];
          sum += (Math.atan(flux[l][k][j] + moved) + 2) * signal[j];
        }
        next[k % next.length] += k < next.length ? sum : -sum;
      }
      for (int k = 0; k < next.length; k++) {
        next[k] = 1.5 * Math.tanh(next[k] / 2);
      }
      signal = next;
    }
    return volts;
  }
}
