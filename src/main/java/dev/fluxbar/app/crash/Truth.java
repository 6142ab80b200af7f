package dev.fluxbar.app.crash;

import dev.fluxbar.app.campaign.RunBooks;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;

/** What is really on a board, and what a host must therefore measure. */
final class Truth {

  /** What sums of rounded products leave open beyond the steps of converters. */
  private static final double ROUNDING = 1 + 1e-6;

  private final RunBooks books;
  private final BenchDescription bench;
  private final Activation neurons;

  Truth(RunBooks books, BenchDescription bench, Activation neurons) {
    this.books = books;
    this.bench = bench;
    this.neurons = neurons;
  }

  /** Of every cell, now. */
  Memductances siemens() {
    NetworkShape shape = bench.shape();
    List<Matrix> arrays = new ArrayList<>();
    for (int l = 0; l < shape.layers(); l++) {
      int array = l;
      arrays.add(
          Matrix.fill(
              shape.array(l).rows(),
              shape.array(l).columns(),
              (k, j) -> books.trueSiemens(new Cell(array, k, j))));
    }
    return new Memductances(arrays);
  }

  /**
   * @throws CrashFound if a measured memductance is off by more than it states
   */
  void check(Memductances measured, Memductances resolutions) {
    Memductances is = siemens();
    for (int l = 0; l < bench.shape().layers(); l++) {
      for (int k = 0; k < bench.shape().array(l).rows(); k++) {
        for (int j = 0; j < bench.shape().array(l).columns(); j++) {
          Cell cell = new Cell(l, k, j);
          double error = Math.abs(measured.at(cell) - is.at(cell));
          if (!(error <= resolutions.at(cell) * ROUNDING)) {
            throw new CrashFound(
                "misread",
                "read: cell=(%s), measured-siemens=%s, is=%s"
                    .formatted(cell, measured.at(cell), is.at(cell)));
          }
        }
      }
    }
  }

  /**
   * @param measured J_L, one entry a row of the last array
   * @throws CrashFound if a current is off by more than the steps of drivers and inputs allow
   */
  void check(Volts input, List<Double> measured) {
    Memductances is = siemens();
    double[] volts = input.toArray();
    double voltsOff = 0;
    double[] amperes = {};
    double amperesOff = 0;
    for (int l = 0; l < bench.shape().layers(); l++) {
      Channels channels = bench.channels().get(l);
      voltsOff += channels.driveStepVolts() / 2;
      Matrix array = is.array(l);
      amperes = new double[array.rows()];
      double conducts = 0;
      for (int k = 0; k < array.rows(); k++) {
        double row = 0;
        for (int j = 0; j < array.columns(); j++) {
          amperes[k] += array.at(k, j) * volts[j];
          row += array.at(k, j);
        }
        conducts = Math.max(conducts, row);
      }
      // The coarsest range, as the host may have taken any.
      double step = channels.ranges().get(channels.ranges().size() - 1).stepAmperes();
      amperesOff = conducts * voltsOff + step / 2;
      volts = neurons.volts(amperes);
      // No neuron is steeper than at 0.
      voltsOff = amperesOff * neurons.amplitudeVolts() / neurons.scaleAmperes();
    }
    for (int k = 0; k < amperes.length; k++) {
      if (!(Math.abs(measured.get(k) - amperes[k]) <= amperesOff * ROUNDING)) {
        throw new CrashFound(
            "misread",
            "inference: row=%d, measured-amperes=%s, is=%s"
                .formatted(k + 1, measured.get(k), amperes[k]));
      }
    }
  }
}
