package dev.fluxbar.algorithm;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.bench.BarMap;
import dev.fluxbar.physics.lines.CrossbarLines;
import java.util.ArrayList;
import java.util.List;

/**
 * Memductances that act through lines that resist as wanted ones would without: with every switch
 * closed, the row currents are those of the wanted matrix. For writing a network; a cell that would
 * have to leave the range of its device stays at its end.
 *
 * @param siemens to be written, one array each
 * @param largestRelativeChange the largest change of a memductance for the lines' sake
 * @param atEnds cells that would have to leave the range
 */
public record LineCompensation(Memductances siemens, double largestRelativeChange, int atEnds) {

  /** Each round takes the error that is left times the share that lines take: a dozen is plenty. */
  private static final int ROUNDS = 12;

  /**
   * @param lines one entry an array
   * @param wanted how the network should act
   * @param lowSiemens the smallest memductance that may be asked for
   * @param highSiemens the largest
   */
  public static LineCompensation of(
      List<ArrayLines> lines, Memductances wanted, double lowSiemens, double highSiemens) {
    List<Matrix> arrays = new ArrayList<>();
    double largest = 0;
    int atEnds = 0;
    for (int l = 0; l < lines.size(); l++) {
      Matrix target = wanted.array(l);
      Matrix found = one(lines.get(l), target, lowSiemens, highSiemens);
      arrays.add(found);
      for (int k = 0; k < found.rows(); k++) {
        for (int j = 0; j < found.columns(); j++) {
          double value = found.at(k, j);
          largest = Math.max(largest, Math.abs(value / target.at(k, j) - 1));
          atEnds +=
              value != target.at(k, j) && (value == lowSiemens || value == highSiemens) ? 1 : 0;
        }
      }
    }
    return new LineCompensation(new Memductances(arrays), largest, atEnds);
  }

  private static Matrix one(ArrayLines lines, Matrix wanted, double low, double high) {
    if (lines.lines().resistNothing()) {
      return wanted;
    }
    BarMap map = lines.map();
    CrossbarLines crossbar =
        CrossbarLines.of(map.physical().rows(), map.physical().columns(), lines.lines());
    Matrix now = wanted;
    for (int round = 0; round < ROUNDS; round++) {
      Matrix before = now;
      Matrix acts = map.logical(crossbar.factor(rowMajor(map.onBars(now))).transfer());
      now =
          Matrix.fill(
              wanted.rows(),
              wanted.columns(),
              (k, j) -> {
                double next = before.at(k, j) * wanted.at(k, j) / acts.at(k, j);
                return Math.max(
                    Math.min(low, wanted.at(k, j)),
                    Math.min(Math.max(high, wanted.at(k, j)), next));
              });
    }
    return now;
  }

  private static double[] rowMajor(Matrix matrix) {
    double[] entries = new double[matrix.rows() * matrix.columns()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = matrix.at(i / matrix.columns(), i % matrix.columns());
    }
    return entries;
  }
}
