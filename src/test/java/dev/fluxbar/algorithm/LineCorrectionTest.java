package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.physics.lines.CrossbarLines;
import dev.fluxbar.physics.lines.Ends;
import dev.fluxbar.physics.lines.LineResistances;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineCorrectionTest {
  private static final int ROWS = 6;
  private static final int COLUMNS = 5;

  private static BenchDescription bench(Topology topology) {
    return new BenchDescription(
        "board",
        "firmware",
        topology,
        new NetworkShape(List.of(new ArrayShape(ROWS, COLUMNS, false))),
        Activation.TANH,
        SwitchKind.CROSSPOINT,
        List.of(new Channels(true, 1e-4, 2, List.of(new Channels.Range(1e-3, 1e-9)))),
        1e-6,
        BenchDescription.UNBOUNDED,
        BenchDescription.UNBOUNDED);
  }

  private static LineResistances lines(Random random) {
    Ends[] ends = Ends.values();
    // Up to 11 segments of 200 ohm in series with 20 kohm: a tenth is lost.
    return new LineResistances(
        200 * random.nextDouble(),
        200 * random.nextDouble(),
        ends[random.nextInt(3)],
        ends[random.nextInt(3)]);
  }

  private static Matrix siemens(Random random) {
    return Matrix.fill(
        ROWS, COLUMNS, (k, j) -> random.nextInt(9) == 0 ? 0 : 8e-6 + 44e-6 * random.nextDouble());
  }

  /** Row currents for 1 V on one column of the whole crossbar, cells closed as in the schedule. */
  private static double shown(
      ReadSchedule schedule, Matrix siemens, LineResistances lines, int row, int column) {
    double[] closed = new double[ROWS * COLUMNS];
    for (int k = 0; k < ROWS; k++) {
      for (int j = 0; j < COLUMNS; j++) {
        boolean on =
            schedule == ReadSchedule.HADAMARD
                || (j == column && (k == row || schedule == ReadSchedule.COLUMN_PARALLEL));
        closed[k * COLUMNS + j] = on ? siemens.at(k, j) : 0;
      }
    }
    double[] volts = new double[COLUMNS];
    volts[column] = 1;
    double[] amperes = new double[ROWS];
    CrossbarLines.of(ROWS, COLUMNS, lines)
        .factor(closed)
        .solve(volts, amperes, new double[ROWS * COLUMNS]);
    return amperes[row];
  }

  private static ReadOutcome.ReadResult read(Matrix shown, double resolution) {
    Matrix resolutions = shown.map(x -> resolution);
    return new ReadOutcome.ReadResult(
        new Memductances(List.of(shown)), new Memductances(List.of(resolutions)), 1, List.of());
  }

  @Test
  void findsTheMemductancesBehindAReading() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      ReadSchedule schedule =
          List.of(ReadSchedule.CELL_BY_CELL, ReadSchedule.COLUMN_PARALLEL, ReadSchedule.HADAMARD)
              .get(seed % 3);
      LineResistances lines = lines(random);
      Matrix siemens = siemens(random);
      Matrix shown =
          Matrix.fill(ROWS, COLUMNS, (k, j) -> Math.max(0, shown(schedule, siemens, lines, k, j)));

      LineCorrection.Outcome outcome =
          LineCorrection.of(bench(Topology.INDEPENDENT), lines, schedule).all(read(shown, 1e-10));

      assertThat(outcome).as("seed %d", seed).isInstanceOf(LineCorrection.Corrected.class);
      LineCorrection.Corrected corrected = (LineCorrection.Corrected) outcome;
      // The last round moved no cell by more than 1e-12 S, and rounds shrink errors by 1/3 at
      // least; an open cell that shows through others goes its own way to 0, below the resolution.
      assertThat(corrected.matrix(0).largestDifference(siemens))
          .as("seed %d, %s, %s, %d rounds", seed, schedule, lines, corrected.rounds())
          .isLessThan(1e-10);
      assertThat(corrected.largestSiemens())
          .isEqualTo(corrected.matrix(0).largestDifference(shown));
    }
  }

  @Test
  void correctsOneCellForTheLinesInSeries() {
    LineResistances lines = LineResistances.of(100, 50);
    // Row 3, column 1: three segments of the column, five less one of the row.
    double ohms = 3 * 100 + 4 * 50;
    double measured = 1 / (1 / 40e-6 + ohms);

    LineCorrection.Outcome outcome =
        LineCorrection.of(bench(Topology.INDEPENDENT), lines, ReadSchedule.CELL_BY_CELL)
            .cell(new CellMeasurement.Measured(new Cell(0, 2, 1), measured, 1e-12, 0.1));

    assertThat(outcome).isInstanceOf(LineCorrection.Corrected.class);
    assertThat(((LineCorrection.Corrected) outcome).matrix(0).at(0, 0))
        .isCloseTo(40e-6, within(1e-13));
  }

  @Test
  void givesUpWhereNoMemductanceCouldShowSoMuch() {
    // 1 kohm in series lets no cell show 2 mS.
    LineResistances lines = LineResistances.of(0, 1000);
    for (ReadSchedule schedule : List.of(ReadSchedule.CELL_BY_CELL, ReadSchedule.COLUMN_PARALLEL)) {
      LineCorrection.Outcome outcome =
          LineCorrection.of(bench(Topology.INDEPENDENT), lines, schedule)
              .all(read(Matrix.fill(ROWS, COLUMNS, (k, j) -> 2e-3), 1e-9));
      assertThat(outcome).isInstanceOf(LineCorrection.Unsettled.class);
      assertThat(outcome.message()).contains("does not settle");
    }
  }

  @Test
  void refusesACascade() {
    assertThatThrownBy(
            () ->
                LineCorrection.of(
                    bench(Topology.CASCADE),
                    LineResistances.of(1, 0),
                    ReadSchedule.COLUMN_PARALLEL))
        .hasMessageContaining("topology=cascade");
  }

  @Test
  void theCostOfLinesIsWhatIsMissingFromTheCurrents() {
    BenchDescription bench = bench(Topology.INDEPENDENT);
    LineResistances lines = LineResistances.of(1000, 0);
    Matrix siemens = Matrix.fill(ROWS, COLUMNS, (k, j) -> k == 0 && j == 0 ? 1e-4 : 0);
    List<double[]> inputs = List.of(new double[] {0.5, 0, 0, 0, 0});

    List<LineCost> costs = LineCost.of(bench, lines, new Memductances(List.of(siemens)), inputs);

    // One cell of 10 kohm behind one segment of 1 kohm: 1/11 is lost, of it and of its row.
    assertThat(costs).hasSize(1);
    assertThat(costs.get(0).largestRelativeDeviation()).isCloseTo(1 / 11.0, within(1e-14));
    assertThat(costs.get(0).meanAttenuation()).isCloseTo(1 / 11.0, within(1e-14));
  }

  @Test
  void linesWithoutResistanceCostNothing() {
    Matrix siemens = siemens(new Random(3));
    List<LineCost> costs =
        LineCost.of(
            bench(Topology.INDEPENDENT),
            LineResistances.NONE,
            new Memductances(List.of(siemens)),
            List.of(new double[] {1, 2, 3, 4, 5}, new double[COLUMNS]));
    assertThat(costs).containsExactly(new LineCost(0, 0));
  }
}
