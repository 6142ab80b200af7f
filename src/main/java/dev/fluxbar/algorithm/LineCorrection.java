package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.physics.lines.LineResistances;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the memductances behind a reading of arrays whose lines resist: those that would have shown
 * what was measured.
 *
 * <p>Each round solves the array as it was read and multiplies every memductance by what was
 * measured over what it shows. For a cell with a resistance R in series the error shrinks by the
 * factor {@code W' R} a round, with W' the measured memductance, which is below 1 wherever the
 * measurement is possible at all.
 */
public final class LineCorrection {
  /** Rounds after which a correction is given up. */
  static final int MOST_ROUNDS = 100;

  /** A change of so much of a cell's resolution does not show. Chosen. */
  private static final double OF_RESOLUTION = 0.01;

  /** A change of so much of a memductance is rounding, for a reading without steps. */
  private static final double OF_SIEMENS = 1e-12;

  /** What correcting came to. */
  public sealed interface Outcome {
    /** One sentence for people. */
    String message();
  }

  /**
   * The memductances.
   *
   * @param arrays in siemens, one matrix an array
   * @param rounds of the array that needed most
   * @param largestSiemens the largest difference to what was measured
   */
  public record Corrected(List<Matrix> arrays, int rounds, double largestSiemens)
      implements Outcome {
    public Corrected {
      arrays = List.copyOf(arrays);
    }

    public Matrix matrix(int array) {
      return arrays.get(array);
    }

    @Override
    public String message() {
      return "lines: rounds=%d, largest-siemens=%s".formatted(rounds, largestSiemens);
    }
  }

  /**
   * No memductances were found that would have shown what was measured.
   *
   * @param array whose reading it was
   * @param changeSiemens of the last round
   */
  public record Unsettled(int array, int rounds, double changeSiemens) implements Outcome {
    @Override
    public String message() {
      return ("lines: array=%d, rounds=%d, change-siemens=%s; the correction for the lines does not"
              + " settle, their resistance in the bench file is too large for what was measured, or"
              + " read with --no-line-correction")
          .formatted(array + 1, rounds, changeSiemens);
    }
  }

  private final BenchDescription bench;
  private final List<ArrayLines> lines;
  private final ReadSchedule schedule;

  private LineCorrection(BenchDescription bench, List<ArrayLines> lines, ReadSchedule schedule) {
    this.bench = bench;
    this.lines = lines;
    this.schedule = schedule;
  }

  /** The same lines on every array, whose bars are all the network's. */
  static LineCorrection of(BenchDescription bench, LineResistances lines, ReadSchedule schedule) {
    return of(bench, ArrayLines.everywhere(bench, lines), schedule);
  }

  /**
   * A correction of readings in {@code schedule}.
   *
   * @param lines one entry an array
   * @throws IllegalArgumentException for a cascade: behind analog neurons the voltages of columns
   *     are not those of drivers
   */
  public static LineCorrection of(
      BenchDescription bench, List<ArrayLines> lines, ReadSchedule schedule) {
    if (bench.cascade()) {
      LineResistances first = lines.get(0).lines();
      throw new IllegalArgumentException(
          "lines: topology=cascade, column-segment-ohms=%s, row-segment-ohms=%s; only arrays that"
                  .formatted(first.columnSegmentOhms(), first.rowSegmentOhms())
              + " each have drivers are corrected for lines, read with --no-line-correction or set"
              + " both to 0");
    }
    return new LineCorrection(bench, List.copyOf(lines), schedule);
  }

  /** Corrects a reading of all cells. */
  public Outcome all(ReadOutcome.ReadResult read) {
    List<Matrix> arrays = new ArrayList<>();
    int rounds = 0;
    double largest = 0;
    for (int l = 0; l < read.memductances().arrays().size(); l++) {
      Matrix measured = read.memductances().array(l);
      LineReading reading = lines.get(l).reading(schedule);
      Outcome outcome = settle(l, reading, measured, read.resolutions().array(l));
      if (!(outcome instanceof Corrected corrected)) {
        return outcome;
      }
      arrays.add(corrected.matrix(0));
      rounds = Math.max(rounds, corrected.rounds());
      largest = Math.max(largest, corrected.largestSiemens());
    }
    return new Corrected(arrays, rounds, largest);
  }

  /** Corrects the reading of one cell along its path; a matrix of one entry. */
  public Outcome cell(CellMeasurement.Measured measured) {
    ArrayShape shape = bench.shape().array(measured.cell().array());
    LineReading whole = lines.get(measured.cell().array()).reading(ReadSchedule.CELL_BY_CELL);
    int place = measured.cell().row() * shape.columns() + measured.cell().column();
    double[] all = new double[Math.multiplyExact(shape.rows(), shape.columns())];
    double[] resolutions = all.clone();
    all[place] = Math.max(0, measured.siemens());
    resolutions[place] = measured.resolutionSiemens();
    Outcome outcome =
        settle(
            measured.cell().array(),
            whole,
            Matrix.fill(shape.rows(), shape.columns(), (k, j) -> all[k * shape.columns() + j]),
            Matrix.fill(
                shape.rows(), shape.columns(), (k, j) -> resolutions[k * shape.columns() + j]));
    if (!(outcome instanceof Corrected corrected)) {
      return outcome;
    }
    double siemens = corrected.matrix(0).at(measured.cell().row(), measured.cell().column());
    return new Corrected(
        List.of(Matrix.of(new double[] {siemens})), corrected.rounds(), corrected.largestSiemens());
  }

  private static Outcome settle(
      int array, LineReading reading, Matrix measured, Matrix resolution) {
    double[] wanted = rowMajor(measured);
    double[] allowed = rowMajor(resolution);
    double[] siemens = wanted.clone();
    double[] shown = new double[siemens.length];
    double change = 0;
    for (int round = 1; round <= MOST_ROUNDS; round++) {
      reading.show(siemens, shown);
      boolean settled = true;
      change = 0;
      for (int i = 0; i < siemens.length; i++) {
        // A cell that shows more than it has, through others, must not be pulled along with them.
        double slope = shown[i] > 0 ? Math.max(1, siemens[i] / shown[i]) : 1;
        double next = Math.max(0, siemens[i] + (wanted[i] - shown[i]) * slope);
        double moved = Math.abs(next - siemens[i]);
        if (!(moved <= Double.MAX_VALUE)) {
          return new Unsettled(array, round, moved);
        }
        change = Math.max(change, moved);
        settled &= moved <= Math.max(OF_RESOLUTION * allowed[i], OF_SIEMENS * next);
        siemens[i] = next;
      }
      if (settled) {
        return corrected(measured, siemens, round);
      }
    }
    return new Unsettled(array, MOST_ROUNDS, change);
  }

  private static Corrected corrected(Matrix measured, double[] siemens, int rounds) {
    int columns = measured.columns();
    Matrix found = Matrix.fill(measured.rows(), columns, (k, j) -> siemens[k * columns + j]);
    return new Corrected(List.of(found), rounds, found.largestDifference(measured));
  }

  /** The entries, row after row. */
  static double[] rowMajor(Matrix matrix) {
    double[] entries = new double[Math.multiplyExact(matrix.rows(), matrix.columns())];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = matrix.at(i / matrix.columns(), i % matrix.columns());
    }
    return entries;
  }
}
