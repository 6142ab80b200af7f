package dev.fluxbar.app.operation;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.physics.lines.CrossbarLines;
import dev.fluxbar.physics.lines.Ends;
import dev.fluxbar.physics.lines.FactoredLines;
import dev.fluxbar.physics.lines.LineResistances;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Solves a crossbar of resistors with resistive word and bit lines; no bench takes part. Word lines
 * are driven, bit lines grounded: our columns and rows, seen as most of the literature does.
 */
public final class SolveArray {

  /** Which ends of the word lines have drivers. */
  public enum DriveEnds {
    LEFT(Ends.NEAR),
    RIGHT(Ends.FAR),
    BOTH(Ends.BOTH);

    private final Ends ends;

    DriveEnds(Ends ends) {
      this.ends = ends;
    }

    /** As people write it: {@code left}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which ends of the bit lines are grounded. */
  public enum GroundEnds {
    TOP(Ends.NEAR),
    BOTTOM(Ends.FAR),
    BOTH(Ends.BOTH);

    private final Ends ends;

    GroundEnds(Ends ends) {
      this.ends = ends;
    }

    /** As people write it: {@code bottom}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What is asked.
   *
   * @param siemens of the cells, {@code [word lines][bit lines]}; 0 for an open one
   * @param volts of the word lines: one input a column, or the only one as a row
   * @param wordLineOhms of one segment of a word line
   * @param bitLineOhms of one segment of a bit line
   * @param driven which ends of the word lines have drivers
   * @param grounded which ends of the bit lines are grounded
   */
  public record Wanted(
      Matrix siemens,
      Matrix volts,
      double wordLineOhms,
      double bitLineOhms,
      DriveEnds driven,
      GroundEnds grounded) {

    public Wanted {
      if (!(wordLineOhms >= 0 && bitLineOhms >= 0 && Double.isFinite(wordLineOhms + bitLineOhms))) {
        throw new BadInput(
            "array: word-line-ohms=%s, bit-line-ohms=%s; each must be 0 or more and finite"
                .formatted(wordLineOhms, bitLineOhms));
      }
      boolean asRow = volts.rows() == 1 && volts.columns() == siemens.rows();
      if (volts.rows() != siemens.rows() && !asRow) {
        throw new BadInput(
            "array: word-lines=%d, voltages=%d x %d; give one row of voltages for each word line"
                .formatted(siemens.rows(), volts.rows(), volts.columns()));
      }
      if (volts.rows() != siemens.rows()) {
        Matrix row = volts;
        volts = Matrix.fill(row.columns(), 1, (w, i) -> row.at(0, w));
      }
    }
  }

  /**
   * @param values the document of {@code --json}
   * @param outputAmperes one input a row, one bit line a column
   */
  public record Solved(Map<String, Object> values, Matrix outputAmperes) {}

  private SolveArray() {}

  /** Solves it for every input. */
  public static Solved run(Wanted wanted, Audience audience) {
    Matrix siemens = wanted.siemens();
    int words = siemens.rows();
    int bits = siemens.columns();
    double[] cells = new double[Math.multiplyExact(words, bits)];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = siemens.at(i % words, i / words);
    }
    LineResistances lines =
        new LineResistances(
            wanted.wordLineOhms(),
            wanted.bitLineOhms(),
            wanted.driven().ends,
            wanted.grounded().ends);
    long start = System.nanoTime();
    FactoredLines factored = CrossbarLines.of(bits, words, lines).factor(cells);
    final double factorSeconds = (System.nanoTime() - start) / 1e9;
    double solveSeconds = 0;
    List<double[]> outputs = new ArrayList<>();
    List<Matrix> devices = new ArrayList<>();
    for (int input = 0; input < wanted.volts().columns(); input++) {
      double[] volts = column(wanted.volts(), input);
      double[] output = new double[bits];
      double[] amperes = new double[cells.length];
      long begin = System.nanoTime();
      factored.solve(volts, output, amperes);
      factored.deviceAmperes(amperes, amperes);
      solveSeconds += (System.nanoTime() - begin) / 1e9;
      outputs.add(output);
      devices.add(Matrix.fill(words, bits, (w, b) -> amperes[b * words + w]));
    }
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("output-amperes", outputs);
    values.put("device-amperes", devices.size() == 1 ? devices.get(0) : devices);
    values.put("factor-seconds", factorSeconds);
    values.put("solve-seconds", solveSeconds);
    tell(audience, wanted, outputs, factorSeconds, solveSeconds);
    return new Solved(values, Matrix.of(outputs.toArray(double[][]::new)));
  }

  private static double[] column(Matrix volts, int input) {
    double[] column = new double[volts.rows()];
    for (int w = 0; w < column.length; w++) {
      column[w] = volts.at(w, input);
    }
    return column;
  }

  private static void tell(
      Audience audience,
      Wanted wanted,
      List<double[]> outputs,
      double factorSeconds,
      double solveSeconds) {
    for (int i = 0; i < Math.min(outputs.size(), 10); i++) {
      List<String> shown = new ArrayList<>();
      for (int b = 0; b < Math.min(outputs.get(i).length, 8); b++) {
        shown.add(Tables.brief(outputs.get(i)[b]));
      }
      audience.say(
          "input %d: %s%s A"
              .formatted(
                  i + 1,
                  String.join(", ", shown),
                  shown.size() < outputs.get(i).length ? ", ..." : ""));
    }
    audience.say(
        "%d word lines, %d bit lines: factored in %s ms, %s solved in %s ms"
            .formatted(
                wanted.siemens().rows(),
                wanted.siemens().columns(),
                Tables.brief(1e3 * factorSeconds),
                Tables.count(outputs.size(), "input"),
                Tables.brief(1e3 * solveSeconds)));
  }
}
