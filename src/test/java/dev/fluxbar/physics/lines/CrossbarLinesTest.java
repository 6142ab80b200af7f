package dev.fluxbar.physics.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Matrix;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CrossbarLinesTest {
  private static final double[] SEGMENT_OHMS = {0, 1e-3, 0.05, 1, 30, 1e3};

  /**
   * Both solutions carry rounding errors of about 1e-16 times the square of the longest line (the
   * condition of a line of equal segments), below 1e-13 at these sizes, and the dense one what its
   * pivots lose to cells that conduct ten times better than a segment. 1e-9 is what is promised.
   */
  private static final double PROMISED = 1e-9;

  @Test
  void agreesWithTheNodalEquationsWrittenDownWhole() {
    for (int seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(11);
      int columns = 1 + random.nextInt(11);
      LineResistances lines = lines(random);
      double[] siemens = siemens(random, rows * columns);
      double[] columnVolts = random.doubles(columns, -1, 1).toArray();
      if (random.nextInt(4) == 0) {
        columnVolts[random.nextInt(columns)] = 0;
      }
      String drawn = "seed %d: %d x %d, %s".formatted(seed, rows, columns, lines);

      DenseCrossbar dense = DenseCrossbar.solve(rows, columns, lines, siemens, columnVolts);
      FactoredLines factored = CrossbarLines.of(rows, columns, lines).factor(siemens);
      Solved solved = Solved.of(factored, columnVolts);

      agree(drawn, solved.cellVolts, dense.cellVolts, 1);
      agree(drawn, solved.deviceAmperes, dense.deviceAmperes, largest(dense.deviceAmperes));
      agree(drawn, solved.rowAmperes, dense.rowAmperes, largest(dense.deviceAmperes));
    }
  }

  @Test
  void dividesTheCurrentOfALineBetweenItsEnds() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(7);
      int columns = 1 + random.nextInt(7);
      Ends[] ends = Ends.values();
      LineResistances lines =
          new LineResistances(2, 3, ends[random.nextInt(3)], ends[random.nextInt(3)]);
      double[] siemens = siemens(random, rows * columns);
      double[] columnVolts = random.doubles(columns, -1, 1).toArray();
      String drawn = "seed %d: %d x %d, %s".formatted(seed, rows, columns, lines);

      DenseCrossbar dense = DenseCrossbar.solve(rows, columns, lines, siemens, columnVolts);
      FactoredLines factored = CrossbarLines.of(rows, columns, lines).factor(siemens);
      Solved solved = Solved.of(factored, columnVolts);
      double[] rowNear = new double[rows];
      double[] rowFar = new double[rows];
      factored.rowEndAmperes(solved.deviceAmperes, rowNear, rowFar);
      double[] columnNear = new double[columns];
      double[] columnFar = new double[columns];
      factored.columnEndAmperes(solved.deviceAmperes, columnNear, columnFar);

      // A difference of two voltages near 1 V over 2 ohm, in the dense solution: 1e-15 A each.
      agree(drawn, rowFar, dense.rowFarAmperes, 1e-5);
      agree(drawn, columnNear, dense.columnNearAmperes, 1e-5);
      double all = Arrays.stream(solved.rowAmperes).sum();
      double scale = largest(solved.deviceAmperes) * rows * columns;
      assertThat(Arrays.stream(rowNear).sum() + Arrays.stream(rowFar).sum())
          .as(drawn)
          .isCloseTo(all, within(1e-14 * scale));
      assertThat(Arrays.stream(columnNear).sum() + Arrays.stream(columnFar).sum())
          .as(drawn)
          .isCloseTo(all, within(1e-14 * scale));
    }
  }

  @Test
  void theTransferMatrixIsWhatUnitVoltagesGive() {
    for (int seed = 0; seed < 120; seed++) {
      Random random = new Random(seed);
      boolean wide = seed % 20 == 0;
      int rows = 1 + random.nextInt(9) + (wide ? 70 : 0);
      int columns = 1 + random.nextInt(9) + (wide ? 70 : 0);
      LineResistances lines = lines(random);
      double[] siemens = siemens(random, rows * columns);
      FactoredLines factored = CrossbarLines.of(rows, columns, lines).factor(siemens);
      Matrix transfer = factored.transfer();
      for (int j = 0; j < columns; j++) {
        double[] unit = new double[columns];
        unit[j] = 1;
        double[] wanted = Solved.of(factored, unit).rowAmperes;
        for (int k = 0; k < rows; k++) {
          assertThat(transfer.at(k, j))
              .as("seed %d: %d x %d, %s, row %d, column %d", seed, rows, columns, lines, k, j)
              .isCloseTo(wanted[k], within(1e-11 * largest(siemens)));
        }
      }
    }
  }

  @Test
  void oneCellStandsInSeriesWithItsSegments() {
    FactoredLines factored = CrossbarLines.of(1, 1, LineResistances.of(1, 2)).factor(of(0.1));

    Solved solved = Solved.of(factored, of(1));

    assertThat(solved.rowAmperes[0]).isCloseTo(1 / 13.0, within(1e-16));
    assertThat(solved.cellVolts[0]).isCloseTo(10 / 13.0, within(1e-15));
  }

  @Test
  void aLongColumnFallsAsAHyperbolicCosine() {
    // A uniform ladder with its far end open: volts[p] = cosh((n - p - 1/2) a) / cosh((n + 1/2) a),
    // 2 cosh a = 2 + r G, counting p from 0 at the first crosspoint.
    int rows = 200;
    double ohms = 2;
    double siemens = 1e-3;
    double[] all = new double[rows];
    Arrays.fill(all, siemens);
    FactoredLines factored = CrossbarLines.of(rows, 1, LineResistances.of(ohms, 0)).factor(all);

    Solved solved = Solved.of(factored, of(1));

    double cosine = 1 + ohms * siemens / 2;
    double a = Math.log(cosine + Math.sqrt(cosine * cosine - 1));
    for (int p = 0; p < rows; p++) {
      double wanted = Math.cosh((rows - p - 0.5) * a) / Math.cosh((rows + 0.5) * a);
      assertThat(solved.cellVolts[p]).as("row %d", p).isCloseTo(wanted, within(1e-12));
    }
  }

  @Test
  void linesWithoutAClosedCellStayAtTheirTerminals() {
    LineResistances lines = LineResistances.of(1, 2);
    FactoredLines factored = CrossbarLines.of(5, 4, lines).factor(new double[20]);

    Solved solved = Solved.of(factored, of(1, -2, 3, 0));

    for (int i = 0; i < 20; i++) {
      // Four segments in a row, each division rounded: some 1e-16 of the voltage.
      assertThat(solved.cellVolts[i]).isCloseTo(of(1, -2, 3, 0)[i % 4], within(1e-14));
    }
    assertThat(solved.rowAmperes).containsOnly(0);
  }

  @Test
  void meetsTheDenseSolutionAtTheEdgesOfItsRange() {
    // Cells of 1e2 to 1e9 ohm at once, lines of 1e-3 to 1e3 ohm, 14 x 12.
    for (double columnOhms : of(1e-3, 1, 1e3)) {
      for (double rowOhms : of(1e-3, 1, 1e3)) {
        Random random = new Random(1);
        LineResistances lines = LineResistances.of(columnOhms, rowOhms);
        double[] siemens = siemens(random, 14 * 12);
        double[] columnVolts = random.doubles(12, -1, 1).toArray();
        DenseCrossbar dense = DenseCrossbar.solve(14, 12, lines, siemens, columnVolts);
        Solved solved = Solved.of(CrossbarLines.of(14, 12, lines).factor(siemens), columnVolts);

        agree(lines.toString(), solved.cellVolts, dense.cellVolts, 1);
        agree(lines.toString(), solved.rowAmperes, dense.rowAmperes, largest(dense.rowAmperes));
      }
    }
  }

  @Test
  void aLargeArrayFulfilsItsNodalEquations() {
    for (int[] size : new int[][] {{128, 128}, {300, 21}, {21, 300}, {90, 100}}) {
      Random random = new Random(size[0]);
      int rows = size[0];
      int columns = size[1];
      long cells = (long) rows * columns;
      LineResistances lines = LineResistances.of(1.5, 0.7);
      double[] siemens = random.doubles(cells, 1e-6, 1e-4).toArray();
      double[] columnVolts = random.doubles(columns, -1, 1).toArray();
      Solved solved =
          Solved.of(CrossbarLines.of(rows, columns, lines).factor(siemens), columnVolts);

      // Loop by loop: the currents of the cells alone give the voltages of both lines, and with
      // them the voltage of the cell. Sums of some 300 currents of 1e-4 A, over 600 segments.
      double[] row = new double[rows * columns];
      for (int k = 0; k < rows; k++) {
        double inside = 0;
        double volts = 0.7 * solved.rowAmperes[k];
        for (int j = columns - 1; j >= 0; j--) {
          row[k * columns + j] = volts;
          inside += solved.deviceAmperes[k * columns + j];
          volts += 0.7 * (solved.rowAmperes[k] - inside);
        }
      }
      for (int j = 0; j < columns; j++) {
        double flows = 0;
        for (int k = 0; k < rows; k++) {
          flows += solved.deviceAmperes[k * columns + j];
        }
        double volts = columnVolts[j];
        for (int k = 0; k < rows; k++) {
          volts -= 1.5 * flows;
          flows -= solved.deviceAmperes[k * columns + j];
          double wanted = volts - row[k * columns + j];
          if (!(Math.abs(solved.cellVolts[k * columns + j] - wanted) <= 1e-10)) {
            assertThat(solved.cellVolts[k * columns + j])
                .as("%d x %d, row %d, column %d", rows, columns, k, j)
                .isEqualTo(wanted);
          }
        }
      }
    }
  }

  @Test
  void takesOtherMemductancesAsIfItWereNew() {
    LineResistances lines = new LineResistances(1, 2, Ends.BOTH, Ends.NEAR);
    Random random = new Random(5);
    double[] first = siemens(random, 63);
    double[] second = siemens(random, 63);
    double[] columnVolts = random.doubles(7, -1, 1).toArray();
    FactoredLines factored = CrossbarLines.of(9, 7, lines).factor(first);
    Matrix before = factored.transfer();
    Solved.of(factored, columnVolts);

    factored.refactor(second);

    FactoredLines fresh = CrossbarLines.of(9, 7, lines).factor(second);
    assertThat(Solved.of(factored, columnVolts).cellVolts)
        .isEqualTo(Solved.of(fresh, columnVolts).cellVolts);
    assertThat(factored.transfer()).isEqualTo(fresh.transfer()).isNotEqualTo(before);
  }

  @Test
  void refusesResistancesThatAreNotZeroOrMore() {
    for (double ohms : of(-1, Double.NaN, Double.POSITIVE_INFINITY)) {
      assertThatThrownBy(() -> LineResistances.of(ohms, 0))
          .hasMessageContaining("column-segment-ohms=" + ohms);
      assertThatThrownBy(() -> LineResistances.of(0, ohms))
          .hasMessageContaining("row-segment-ohms=" + ohms);
    }
  }

  @Test
  void refusesMemductancesAndVoltagesThatAreNoNumbers() {
    CrossbarLines lines = CrossbarLines.of(2, 2, LineResistances.of(1, 1));
    for (double bad : of(-1e-6, Double.NaN, Double.POSITIVE_INFINITY)) {
      assertThatThrownBy(() -> lines.factor(of(1, 1, bad, 1)))
          .hasMessageContaining("row=2, column=1, siemens=" + bad);
    }
    FactoredLines factored = lines.factor(of(1, 1, 1, 1));
    assertThatThrownBy(() -> factored.solve(of(1, Double.NaN), new double[2], new double[4]))
        .hasMessageContaining("column=2, volts=NaN");
    assertThatThrownBy(() -> factored.solve(of(1), new double[2], new double[4]))
        .hasMessageContaining("column voltages=1, wanted=2");
    assertThatThrownBy(() -> lines.factor(of(1))).hasMessageContaining("wanted=4");
    assertThatThrownBy(() -> CrossbarLines.of(0, 2, LineResistances.NONE))
        .hasMessageContaining("rows=0");
  }

  private static LineResistances lines(Random random) {
    Ends[] ends = Ends.values();
    return new LineResistances(
        SEGMENT_OHMS[random.nextInt(SEGMENT_OHMS.length)],
        SEGMENT_OHMS[random.nextInt(SEGMENT_OHMS.length)],
        ends[random.nextInt(3)],
        ends[random.nextInt(3)]);
  }

  /** From 1e-9 to 1e-2 S, and one in seven open. */
  private static double[] siemens(Random random, int cells) {
    return random
        .doubles(cells)
        .map(u -> random.nextInt(7) == 0 ? 0 : Math.pow(10, -9 + 7 * u))
        .toArray();
  }

  private static void agree(String drawn, double[] found, double[] wanted, double scale) {
    for (int i = 0; i < wanted.length; i++) {
      if (!(Math.abs(found[i] - wanted[i]) <= PROMISED * scale)) {
        assertThat(found[i]).as("%s, place %d", drawn, i).isEqualTo(wanted[i]);
      }
    }
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  private static double[] of(double... values) {
    return values;
  }

  /** The answers to one set of voltages. */
  static final class Solved {
    final double[] rowAmperes;
    final double[] cellVolts;
    final double[] deviceAmperes;

    private Solved(FactoredLines factored, double[] columnVolts) {
      int rows = factored.lines().rows();
      this.rowAmperes = new double[rows];
      this.cellVolts = new double[rows * factored.lines().columns()];
      this.deviceAmperes = new double[cellVolts.length];
      factored.solve(columnVolts, rowAmperes, cellVolts);
      factored.deviceAmperes(cellVolts, deviceAmperes);
    }

    static Solved of(FactoredLines factored, double[] columnVolts) {
      return new Solved(factored, columnVolts);
    }
  }
}
