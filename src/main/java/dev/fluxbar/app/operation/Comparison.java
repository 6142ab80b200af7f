package dev.fluxbar.app.operation;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a reading is from memductances that a person has in a file.
 *
 * @param file where they are
 * @param expected one matrix an array of the network
 */
record Comparison(Path file, List<Matrix> expected) {

  Comparison {
    expected = List.copyOf(expected);
  }

  /**
   * @throws BadInput if the file does not fit the bench
   */
  static Comparison read(Path file, OpenBench open) {
    List<Matrix> matrices = NetworkFiles.read(file).layers();
    List<ArrayShape> arrays = open.bench().description().shape().arrays();
    boolean fits = matrices.size() == arrays.size();
    for (int l = 0; fits && l < arrays.size(); l++) {
      fits =
          matrices.get(l).rows() == arrays.get(l).rows()
              && matrices.get(l).columns() == arrays.get(l).columns();
    }
    if (!fits) {
      throw new BadInput(
          "compare: file=%s, matrices=%s, bench=%s; give one matrix an array, of its shape"
              .formatted(
                  file,
                  matrices.stream().map(m -> m.rows() + " x " + m.columns()).toList(),
                  open.bench().description().shape()));
    }
    return new Comparison(file, matrices);
  }

  /** Measured minus expected, over all cells. */
  Map<String, Object> told(Memductances measured, Audience audience) {
    double squares = 0;
    double sum = 0;
    double largest = -1;
    Cell worst = new Cell(0, 0, 0);
    int cells = 0;
    for (int l = 0; l < expected.size(); l++) {
      Matrix wanted = expected.get(l);
      for (int k = 0; k < wanted.rows(); k++) {
        for (int j = 0; j < wanted.columns(); j++, cells++) {
          double error = measured.array(l).at(k, j) - wanted.at(k, j);
          squares += error * error;
          sum += error;
          if (Math.abs(error) > largest) {
            largest = Math.abs(error);
            worst = new Cell(l, k, j);
          }
        }
      }
    }
    double rms = Math.sqrt(squares / cells);
    audience.say(
        "Compared with %s: off by %s S root mean square, %s S at most (%s), %s S on average"
            .formatted(
                file, Tables.brief(rms), Tables.brief(largest), worst, Tables.brief(sum / cells)));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("root-mean-square-error-siemens", rms);
    values.put("mean-error-siemens", sum / cells);
    values.put("largest-error-siemens", largest);
    values.put(
        "largest-error-cell", List.of(worst.array() + 1, worst.row() + 1, worst.column() + 1));
    return values;
  }

  /** Measured minus expected, as pictures. */
  void picture(RunReport page, Memductances measured) {
    Pictures.deviations(page, measured, new Memductances(expected));
  }
}
