package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.physics.lines.CrossbarLines;
import dev.fluxbar.physics.lines.LineResistances;
import java.util.ArrayList;
import java.util.List;

/**
 * What the lines of one array cost an inference.
 *
 * @param largestRelativeDeviation the largest difference between a row current and that of lines
 *     that resist nothing, over all inputs, relative to the largest current of such lines
 * @param meanAttenuation the part of {@code W P} that a cell does not add to its row's current,
 *     averaged over the cells that conduct
 */
public record LineCost(double largestRelativeDeviation, double meanAttenuation) {

  /** The same lines on every array, whose bars are all the network's. */
  static List<LineCost> of(
      BenchDescription bench,
      LineResistances lines,
      Memductances memductances,
      List<double[]> inputsVolts) {
    return of(bench, ArrayLines.everywhere(bench, lines), memductances, inputsVolts);
  }

  /**
   * The cost of each array of a network whose memductances are known.
   *
   * <p>Each array is asked at the voltages that lines without resistance would give it, so that its
   * own cost is told and none that came before.
   *
   * @param lines one entry an array
   * @param inputsVolts of the first array, one input an entry
   */
  public static List<LineCost> of(
      BenchDescription bench,
      List<ArrayLines> lines,
      Memductances memductances,
      List<double[]> inputsVolts) {
    memductances.checkShape(bench.shape());
    List<LineCost> costs = new ArrayList<>();
    List<double[]> volts = inputsVolts;
    for (int l = 0; l < memductances.arrays().size(); l++) {
      Matrix siemens = memductances.array(l);
      ArrayShape shape = bench.shape().array(l);
      Matrix transfer = transfer(siemens, lines.get(l));
      double deviation = 0;
      double largest = 0;
      List<double[]> next = new ArrayList<>();
      for (double[] input : volts) {
        double[] ideal = siemens.times(input);
        double[] real = transfer.times(input);
        double[] neurons = new double[shape.neurons()];
        for (int k = 0; k < ideal.length; k++) {
          deviation = Math.max(deviation, Math.abs(real[k] - ideal[k]));
          largest = Math.max(largest, Math.abs(ideal[k]));
          neurons[shape.neuronOf(k)] += k == shape.neuronOf(k) ? ideal[k] : -ideal[k];
        }
        for (int i = 0; i < neurons.length; i++) {
          neurons[i] = bench.activation().volts(neurons[i]);
        }
        next.add(neurons);
      }
      costs.add(new LineCost(largest > 0 ? deviation / largest : 0, lost(siemens, transfer)));
      volts = next;
    }
    return costs;
  }

  private static Matrix transfer(Matrix siemens, ArrayLines lines) {
    Matrix bars = lines.map().onBars(siemens);
    return lines
        .map()
        .logical(
            CrossbarLines.of(bars.rows(), bars.columns(), lines.lines())
                .factor(LineCorrection.rowMajor(bars))
                .transfer());
  }

  private static double lost(Matrix siemens, Matrix transfer) {
    double sum = 0;
    int closed = 0;
    for (int k = 0; k < siemens.rows(); k++) {
      for (int j = 0; j < siemens.columns(); j++) {
        if (siemens.at(k, j) > 0) {
          sum += 1 - transfer.at(k, j) / siemens.at(k, j);
          closed++;
        }
      }
    }
    return closed > 0 ? sum / closed : 0;
  }
}
