package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramRefused;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class ReadingTest {
  private static final double TAU = 0.5;
  private static final double PERIOD = 4 * TAU;

  /** Runge-Kutta's error of the reference bench, found by halving its step. */
  private static final double REFERENCE = 1e-6;

  private final PaperMemristor device = new PaperMemristor();

  private ReadOutcome.ReadResult read(PaperBench bench, ReadSchedule schedule) {
    ReadOutcome outcome = new Reading(bench, device, ReadSettings.of(TAU)).run(schedule);
    assertThat(outcome).isInstanceOf(ReadOutcome.ReadResult.class);
    return (ReadOutcome.ReadResult) outcome;
  }

  @ParameterizedTest
  @MethodSource("dev.fluxbar.algorithm.Networks#kinds")
  void readsEveryCellByEveryScheduleAndLeavesItAsItWas(
      Topology topology, SwitchKind switches, NetworkShape shape) {
    Memductances start = Networks.random(shape, 1);
    for (ReadSchedule schedule : ReadSchedule.values()) {
      if (schedule != ReadSchedule.SATURATED || topology == Topology.CASCADE) {
        PaperBench bench = PaperBench.exact(topology, switches, shape).at(start);
        ReadOutcome.ReadResult result = read(bench, schedule);
        assertThat(result.memductances().largestDifferenceSiemens(start))
            .as("%s", schedule)
            .isLessThan(REFERENCE);
        assertThat(bench.truth().largestDifferenceSiemens(start))
            .as("%s", schedule)
            .isLessThan(REFERENCE);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Topology.class)
  void takesOnePeriodACellByAlgorithm2(Topology topology) {
    PaperBench bench = PaperBench.exact(topology, SwitchKind.LINE, Networks.SINGLE);
    assertThat(read(bench, ReadSchedule.CELL_BY_CELL).benchSeconds())
        .isEqualTo(PERIOD * (4 * 5 + 5 * 3 + 3 * 2));
  }

  @ParameterizedTest
  @EnumSource(Topology.class)
  void takesOnePeriodAColumnOfTheWidestArrayByRemark6(Topology topology) {
    NetworkShape[] shapes = {
      Networks.SINGLE,
      NetworkShape.sizes(2, 3, 2),
      NetworkShape.sizes(7, 2, 6, 1, 3),
      NetworkShape.sizes(1, 1, 9)
    };
    int[] widest = {5, 3, 7, 1};
    for (int i = 0; i < shapes.length; i++) {
      Memductances start = Networks.random(shapes[i], 10 + i);
      PaperBench bench = PaperBench.exact(topology, SwitchKind.LINE, shapes[i]).at(start);
      ReadOutcome.ReadResult result = read(bench, ReadSchedule.COLUMN_PARALLEL);
      assertThat(result.benchSeconds()).as("%s", shapes[i]).isEqualTo(PERIOD * widest[i]);
      assertThat(result.memductances().largestDifferenceSiemens(start)).isLessThan(REFERENCE);
    }
  }

  @Test
  void readsMinusRowsThatFedNothingInFurtherPeriodsOfACascade() {
    PaperBench cascade = PaperBench.exact(Topology.CASCADE, SwitchKind.LINE, Networks.PAIRS);
    PaperBench independent =
        PaperBench.exact(Topology.INDEPENDENT, SwitchKind.LINE, Networks.PAIRS);

    assertThat(read(independent, ReadSchedule.COLUMN_PARALLEL).benchSeconds())
        .isEqualTo(PERIOD * 5);
    assertThat(read(cascade, ReadSchedule.COLUMN_PARALLEL).benchSeconds())
        // Of the bound of 5 more, 4 are needed: in the last step array 3 is read already.
        .isEqualTo(PERIOD * (5 + 4));
  }

  @Test
  void readsRandomPairedCascadesWithinTheStatedTime() {
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      int[] size = random.ints(4, 1, 5).toArray();
      NetworkShape shape =
          NetworkShape.of(
              ArrayShape.pairs(size[1], size[0]),
              random.nextBoolean()
                  ? ArrayShape.pairs(size[2], size[1])
                  : ArrayShape.single(size[2], size[1]),
              ArrayShape.pairs(size[3], size[2]));
      Memductances start = Networks.random(shape, seed);
      PaperBench bench = PaperBench.exact(Topology.CASCADE, SwitchKind.LINE, shape).at(start);
      ReadOutcome.ReadResult result = read(bench, ReadSchedule.COLUMN_PARALLEL);
      int widest = Math.max(size[0], Math.max(size[1], size[2]));
      int feeding = shape.array(1).differential() ? Math.max(size[0], size[1]) : size[0];
      assertThat(result.benchSeconds())
          .as("seed %d, %s", seed, shape)
          .isLessThanOrEqualTo(PERIOD * (widest + feeding));
      assertThat(result.memductances().largestDifferenceSiemens(start))
          .as("seed %d, %s", seed, shape)
          .isLessThan(REFERENCE);
    }
  }

  @ParameterizedTest
  @EnumSource(ReadSchedule.class)
  void readsBeyondPairsOfEqualCells(ReadSchedule schedule) {
    Memductances equal = Networks.of(Networks.PAIRS, (k, j) -> 2);
    PaperBench bench =
        PaperBench.exact(Topology.CASCADE, SwitchKind.CROSSPOINT, Networks.PAIRS).at(equal);

    assertThat(read(bench, schedule).memductances().largestDifferenceSiemens(equal))
        .isLessThan(REFERENCE);
  }

  @ParameterizedTest
  @EnumSource(ReadSchedule.class)
  void staysWithinTheResolutionThatItStates(ReadSchedule schedule) {
    for (long seed = 0; seed < 20; seed++) {
      NetworkShape shape = seed % 2 == 0 ? Networks.SINGLE : Networks.PAIRS;
      Memductances start = Networks.random(shape, seed);
      PaperBench bench =
          PaperBench.with(
                  Topology.CASCADE,
                  SwitchKind.LINE,
                  shape,
                  1e-3,
                  PaperBench.WIDE,
                  new Channels.Range(4, 0.01),
                  new Channels.Range(40, 0.1))
              .at(start);
      ReadOutcome.ReadResult result = read(bench, schedule);
      for (int l = 0; l < shape.layers(); l++) {
        for (int k = 0; k < shape.array(l).rows(); k++) {
          for (int j = 0; j < shape.array(l).columns(); j++) {
            Cell cell = new Cell(l, k, j);
            assertThat(Math.abs(result.memductances().at(cell) - start.at(cell)))
                .as("seed %d, %s", seed, cell)
                .isLessThanOrEqualTo(result.resolutions().at(cell) + REFERENCE);
          }
        }
      }
    }
  }

  @Test
  void resolvesTheLastArrayMoreFinelyWithSaturatedNeurons() {
    Memductances start = Networks.random(Networks.SINGLE, 3);
    double[] resolution = new double[2];
    for (int i = 0; i < 2; i++) {
      PaperBench bench =
          PaperBench.with(
                  Topology.CASCADE,
                  SwitchKind.LINE,
                  Networks.SINGLE,
                  0,
                  PaperBench.WIDE,
                  new Channels.Range(40, 0.02))
              .at(start);
      // A small amplitude: one path alone would leave the neurons on their slope.
      Reading reading = new Reading(bench, device, ReadSettings.of(TAU).withReadVolts(0.1));
      ReadSchedule schedule = i == 0 ? ReadSchedule.CELL_BY_CELL : ReadSchedule.SATURATED;
      resolution[i] = ((ReadOutcome.ReadResult) reading.run(schedule)).resolutionSiemens(2);
    }
    assertThat(resolution[1]).isLessThan(resolution[0]);
  }

  @Test
  void readsOneCellAlongItsPath() {
    Memductances start = Networks.random(Networks.PAIRS, 4);
    PaperBench bench =
        PaperBench.exact(Topology.CASCADE, SwitchKind.LINE, Networks.PAIRS).at(start);
    Cell cell = new Cell(2, 3, 1);

    CellReading reading = new Reading(bench, device, ReadSettings.of(TAU)).readCell(cell);

    CellMeasurement.Measured measured = (CellMeasurement.Measured) reading.measurement();
    assertThat(Math.abs(measured.siemens() - start.at(cell))).isLessThan(REFERENCE);
    assertThat(reading.benchSeconds()).isEqualTo(PERIOD);
  }

  @Test
  void saysWhichCellIsTooFaintInsteadOfGivingANumber() {
    PaperBench bench =
        PaperBench.with(
            Topology.CASCADE,
            SwitchKind.LINE,
            Networks.SINGLE,
            0,
            PaperBench.WIDE,
            new Channels.Range(10, 0.1));
    Reading reading = new Reading(bench, device, ReadSettings.of(TAU).withReadVolts(0.05));

    ReadOutcome outcome = reading.run(ReadSchedule.CELL_BY_CELL);

    assertThat(outcome).isInstanceOf(ReadOutcome.Unreadable.class);
    CellMeasurement reason = ((ReadOutcome.Unreadable) outcome).reason();
    assertThat(reason).isInstanceOf(CellMeasurement.TooFaint.class);
    assertThat(reason.message()).startsWith("layer 2, row 1, column 1: column-volts=");
  }

  @Test
  void saysWhereInputsSaturatedInsteadOfGivingANumber() {
    PaperBench bench =
        PaperBench.with(
            Topology.CASCADE,
            SwitchKind.LINE,
            Networks.SINGLE,
            0,
            PaperBench.WIDE,
            new Channels.Range(1, 1e-3));

    ReadOutcome outcome =
        new Reading(bench, device, ReadSettings.of(TAU)).run(ReadSchedule.COLUMN_PARALLEL);

    assertThat(outcome).isInstanceOf(ReadOutcome.Unreadable.class);
    assertThat(((ReadOutcome.Unreadable) outcome).reason())
        .isEqualTo(new CellMeasurement.Saturated(new Cell(0, 0, 0), 0, 1));
  }

  @Test
  void splitsWhatOneProgramMayNotLast() {
    Limits limits = new Limits(10, 10, 10, 3 * PERIOD, Duration.ofMillis(100));
    Memductances start = Networks.random(Networks.SINGLE, 5);
    PaperBench bench =
        PaperBench.with(
                Topology.CASCADE, SwitchKind.LINE, Networks.SINGLE, 0, limits, PaperBench.EXACT)
            .at(start);

    ReadOutcome.ReadResult result = read(bench, ReadSchedule.CELL_BY_CELL);

    assertThat(result.programs()).isEqualTo(14);
    assertThat(result.memductances().largestDifferenceSiemens(start)).isLessThan(REFERENCE);
  }

  @Test
  void plansWithoutDrivingAnything() {
    PaperBench bench = PaperBench.exact(Topology.CASCADE, SwitchKind.LINE, Networks.SINGLE);

    RunPlan plan =
        new Reading(bench, device, ReadSettings.of(TAU)).plan(ReadSchedule.COLUMN_PARALLEL);

    assertThat(bench.programs()).isEmpty();
    assertThat(plan.exact()).isTrue();
    assertThat(plan.benchSeconds()).isEqualTo(PERIOD * 5);
    assertThat(plan.largestVolts()).isEqualTo(1);
    assertThat(plan.worstVoltSeconds()).isEqualTo(TAU);
    read(bench, ReadSchedule.COLUMN_PARALLEL);
    assertThat(bench.programs()).isEqualTo(plan.programs());
  }

  @Test
  void refusesSaturatedNeuronsWhereTheHostComputesThem() {
    PaperBench bench = PaperBench.exact(Topology.INDEPENDENT, SwitchKind.LINE, Networks.SINGLE);
    Reading reading = new Reading(bench, device, ReadSettings.of(TAU));

    assertThatThrownBy(() -> reading.run(ReadSchedule.SATURATED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("topology=independent");
  }

  @Test
  void refusesMoreVoltsThanTheBenchAllowsBeforeDriving() {
    PaperBench bench = PaperBench.exact(Topology.CASCADE, SwitchKind.LINE, Networks.SINGLE);
    Reading reading = new Reading(bench, device, ReadSettings.of(TAU).withReadVolts(11));

    assertThatThrownBy(() -> reading.run(ReadSchedule.COLUMN_PARALLEL))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageContaining("largest-volts=11.0, limit-drive-volts=10.0");
    assertThat(bench.programs()).isEmpty();
  }

  @Test
  void refusesSettingsThatAreNotNumbers() {
    assertThatThrownBy(() -> ReadSettings.of(Double.NaN))
        .hasMessage("read: tau-seconds=NaN; it must be positive and finite");
    assertThatThrownBy(() -> ReadSettings.of(1).withReadVolts(0))
        .hasMessage("read: read-volts=0.0; it must be positive and finite");
  }

  @Test
  void refusesACellThatTheBenchDoesNotHave() {
    PaperBench bench = PaperBench.exact(Topology.CASCADE, SwitchKind.LINE, Networks.SINGLE);
    Reading reading = new Reading(bench, device, ReadSettings.of(TAU));

    assertThatThrownBy(() -> reading.readCell(new Cell(2, 5, 0)))
        .hasMessageContaining("layer 3, row 6, column 1");
  }
}
