package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.signal.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WritingTest {
  private static final WriteSettings COARSE = WriteSettings.of(1, 0.2);

  private final PaperMemristor device = new PaperMemristor();

  private static PaperBench small() {
    return PaperBench.exact(Topology.CASCADE, SwitchKind.CROSSPOINT, NetworkShape.sizes(2, 3, 2));
  }

  private static Memductances all(double siemens) {
    return Networks.of(NetworkShape.sizes(2, 3, 2), (k, j) -> siemens);
  }

  private Writing writing(PaperBench bench, WriteSettings settings) {
    return new Writing(bench, device, settings);
  }

  @ParameterizedTest
  @MethodSource("dev.fluxbar.algorithm.Networks#kinds")
  void bringsEveryCellWithinEpsilonAndLeavesFinishedOnesAlone(
      Topology topology, SwitchKind switches, NetworkShape shape) {
    Memductances target = Networks.random(shape, 21);
    PaperBench bench = PaperBench.exact(topology, switches, shape).at(Networks.random(shape, 22));
    Map<Cell, Double> finished = new HashMap<>();
    WriteProgress watch =
        step -> {
          Memductances truth = bench.truth();
          // The very same bits: an open switch means no voltage at all.
          finished.forEach((cell, siemens) -> assertThat(truth.at(cell)).isEqualTo(siemens));
          if (Math.abs(step.targetSiemens() - step.measuredSiemens()) <= 0.2) {
            finished.put(step.cell(), truth.at(step.cell()));
          }
        };

    WriteOutcome outcome = writing(bench, COARSE).run(target, watch);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    assertThat(finished).hasSize(shape.cells());
    assertThat(bench.truth().largestDifferenceSiemens(target)).isLessThanOrEqualTo(0.2);
    assertThat(outcome.report().measured(shape).largestDifferenceSiemens(bench.truth()))
        .isLessThan(1e-12);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void neverMovesAwayAfterTheFirstPulse(long seed) {
    Memductances target = Networks.random(Networks.SINGLE, seed);
    PaperBench bench =
        PaperBench.exact(Topology.CASCADE, SwitchKind.CROSSPOINT, Networks.SINGLE)
            .at(Networks.random(Networks.SINGLE, seed + 100));
    List<WriteProgress.WriteStep> steps = new ArrayList<>();
    writing(bench, COARSE).run(target, steps::add);

    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).cell().equals(steps.get(i - 1).cell())) {
        double before = steps.get(i - 1).targetSiemens() - steps.get(i - 1).measuredSiemens();
        double after = steps.get(i).targetSiemens() - steps.get(i).measuredSiemens();
        // The Lyapunov function of Theorem 3: nearer, and on the same side, up to rounding.
        assertThat(Math.abs(after))
            .as("seed %d, %s", seed, steps.get(i))
            .isLessThan(Math.abs(before));
        assertThat(after * before).as("seed %d, %s", seed, steps.get(i)).isPositive();
      }
    }
  }

  @Test
  void tellsOfEveryPulse() {
    PaperBench bench = small();
    List<WriteProgress.WriteStep> steps = new ArrayList<>();

    WriteReport report = writing(bench, COARSE).run(all(2.5), steps::add).report();

    assertThat(steps).hasSize((int) report.pulses());
    assertThat(steps.get(0).cell()).isEqualTo(new Cell(1, 0, 0));
    assertThat(steps.get(0).driveVolts()).isEqualTo(WriteSettings.USUAL_FIRST_VOLTS);
    WriteProgress.WriteStep last = steps.get(steps.size() - 1);
    assertThat(last.cell()).isEqualTo(new Cell(0, 2, 1));
    assertThat(last.cellsDone()).isEqualTo(11);
    assertThat(last.cells()).isEqualTo(12);
    assertThat(last.pulsesInAll()).isEqualTo(report.pulses());
    assertThat(report.cells().stream().mapToLong(WrittenCell::pulses).sum())
        .isEqualTo(report.pulses());
  }

  @Test
  void neverNeedsMorePulsesThanTheProofAllows() {
    for (long seed = 41; seed < 44; seed++) {
      PaperBench bench = small().at(Networks.random(NetworkShape.sizes(2, 3, 2), seed));
      Memductances target = Networks.random(NetworkShape.sizes(2, 3, 2), seed + 100);
      WritePlan plan = writing(bench, COARSE).plan(target);
      WriteOutcome outcome = writing(bench, COARSE).run(target, WriteProgress.NONE);

      assertThat(outcome).as("seed %d", seed).isInstanceOf(WriteOutcome.Converged.class);
      assertThat(outcome.report().pulses()).isLessThanOrEqualTo(plan.pulsesAtMost());
      assertThat(outcome.report().benchSeconds()).isLessThanOrEqualTo(plan.benchSecondsAtMost());
    }
  }

  @Test
  void givesUpACellThatDoesNotMoveAndWritesTheOthers() {
    Cell cell = new Cell(0, 1, 1);
    PaperBench bench = small().stuck(cell);

    WriteOutcome outcome =
        writing(bench, COARSE.withPulses(500L, null)).run(all(2.5), WriteProgress.NONE);

    assertThat(outcome).isInstanceOf(WriteOutcome.Partial.class);
    assertThat(outcome.report().givenUp()).hasSize(1);
    GivenUp gone = outcome.report().givenUp().get(0);
    assertThat(gone.cell()).isEqualTo(cell);
    assertThat(gone.reason()).isEqualTo(GivenUp.Reason.STUCK);
    assertThat(gone.pulses()).as("a dozen tell it").isLessThan(40);
    assertThat(gone.lastMeasured().orElseThrow().siemens()).isCloseTo(2, within(1e-9));
    assertThat(outcome.report().cells()).hasSize(11);
  }

  @Test
  void endsWhenThePulsesOfTheWholeWriteAreSpent() {
    PaperBench bench = small();

    WriteOutcome outcome =
        writing(bench, COARSE.withPulses(null, 7L)).run(all(3.4), WriteProgress.NONE);

    WriteOutcome.Exhausted exhausted = (WriteOutcome.Exhausted) outcome;
    assertThat(exhausted.report().pulses()).isEqualTo(7);
    assertThat(bench.programs()).hasSize(7);
  }

  @Test
  void givesUpWhereInputsSaturateAndGoesOn() {
    PaperBench bench =
        PaperBench.with(
            Topology.CASCADE,
            SwitchKind.LINE,
            NetworkShape.sizes(2, 3, 2),
            0,
            PaperBench.WIDE,
            new Channels.Range(0.1, 1e-5));

    WriteOutcome outcome = writing(bench, COARSE).run(all(2.5), WriteProgress.NONE);

    // 0.1 A is less than any pulse of this epsilon puts through a cell of 0.43 S or more.
    assertThat(outcome).isInstanceOf(WriteOutcome.Partial.class);
    assertThat(outcome.report().givenUp())
        .as("every cell of both arrays")
        .hasSize(12)
        .allSatisfy(gone -> assertThat(gone.reason()).isEqualTo(GivenUp.Reason.SATURATED));
    assertThat(outcome.report().cells()).isEmpty();
    assertThat(outcome.report().givenUp().get(0).cell()).isEqualTo(new Cell(1, 0, 0));
    assertThat(outcome.report().givenUp().get(0).lastMeasured()).isEmpty();
  }

  @Test
  void letsABrokenBenchBreakTheWriteAfterTellingOfEachPulse() {
    PaperBench bench = small().faultAfter(5);
    List<WriteProgress.WriteStep> steps = new ArrayList<>();

    assertThatThrownBy(() -> writing(bench, COARSE).run(all(3.4), steps::add))
        .isInstanceOf(BenchFault.class);
    assertThat(steps).hasSize(5);
  }

  @Test
  void writesOneCellWithTheBoundOfItsOwnArray() {
    PaperBench bench = small();
    Cell cell = new Cell(0, 2, 1);

    WriteOutcome outcome =
        writing(bench, WriteSettings.of(1, 0.05).withAlpha(1)).runCell(cell, 3, WriteProgress.NONE);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    assertThat(bench.truth().at(cell)).isCloseTo(3, within(0.05));
    assertThat(bench.truth().at(new Cell(0, 0, 0))).isEqualTo(2);
  }

  @Test
  void plansTheFirstPulseAndTheWorstOfAllOthers() {
    PaperBench bench = small();

    WritePlan plan = writing(bench, WriteSettings.of(1, 0.05)).plan(all(2.5));

    assertThat(bench.programs()).isEmpty();
    assertThat(plan.cells()).isEqualTo(12);
    assertThat(plan.alpha()).isCloseTo(2 / (4 + Math.PI), within(1e-15));
    assertThat(plan.largestVolts()).isCloseTo(Math.PI * 2 / (4 + Math.PI), within(1e-12));
    assertThat(plan.worstVoltSeconds()).isCloseTo(plan.largestVolts(), within(1e-12));
    writing(bench, WriteSettings.of(1, 0.05)).run(all(2.5), WriteProgress.NONE);
    assertThat(bench.programs().get(0)).isEqualTo(plan.firstPulse());
    assertThat(bench.programs().get(0).steps()).contains(new Step.Pulse(1, true, List.of()));
  }

  @Test
  void refusesAStepSizeBeyondTheBound() {
    PaperBench bench = small();

    assertThatThrownBy(
            () -> writing(bench, COARSE.withAlpha(0.29)).run(all(2.5), WriteProgress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("write: alpha=0.29, bound=0.280");
    assertThatThrownBy(() -> COARSE.withAlpha(Double.NaN)).hasMessageContaining("alpha=NaN");
    assertThatThrownBy(() -> COARSE.withAlpha(-0.1)).hasMessageContaining("alpha=-0.1");
    assertThat(bench.programs()).isEmpty();
  }

  @Test
  void allowsALargerStepWhereEveryArrayIsDriven() {
    PaperBench bench =
        PaperBench.exact(Topology.INDEPENDENT, SwitchKind.LINE, NetworkShape.sizes(2, 3, 2));

    assertThat(writing(bench, COARSE).plan(all(2.5)).alphaBound()).isEqualTo(1);
  }

  @Test
  void refusesATargetThatNoDeviceCanHaveNamingTheInterval() {
    PaperBench bench = small();
    Memductances target =
        Networks.of(NetworkShape.sizes(2, 3, 2), (k, j) -> k == 2 && j == 1 ? 3.6 : 2);

    assertThatThrownBy(() -> writing(bench, COARSE).run(target, WriteProgress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("layer 1, row 3, column 2, target-siemens=3.6")
        .hasMessageContaining("realizable=(0.42920367320510344, 3.5707963267948966)");
    assertThat(bench.programs()).isEmpty();
  }

  @Test
  void refusesATargetOfAnotherShapeNamingBoth() {
    PaperBench bench = small();
    Memductances target = Networks.of(NetworkShape.sizes(2, 2, 2), (k, j) -> 2);

    assertThatThrownBy(() -> writing(bench, COARSE).run(target, WriteProgress.NONE))
        .hasMessage(
            "memductances: given=[2 x 2, 2 x 2], bench=[3 x 2, 2 x 3]; the shapes must be equal");
  }

  @Test
  void refusesSettingsThatMeanNothing() {
    assertThatThrownBy(() -> WriteSettings.of(1, 0))
        .hasMessage("write: epsilon-siemens=0.0; it must be positive and finite");
    assertThatThrownBy(() -> WriteSettings.of(1, Double.NaN))
        .hasMessageContaining("epsilon-siemens=NaN");
    assertThatThrownBy(() -> COARSE.withFirstVolts(0)).hasMessageContaining("first-volts=0.0");
    assertThatThrownBy(() -> COARSE.withFirstVolts(Double.NaN))
        .hasMessageContaining("first-volts=NaN");
    assertThatThrownBy(() -> COARSE.withPulses(0L, null))
        .hasMessage("write: pulses-a-cell=0; it must be at least 1");
  }

  @Test
  void endsWhereACellIsWhatNoDeviceOfTheModelCanBe() {
    PaperBench bench =
        PaperBench.with(
                Topology.INDEPENDENT,
                SwitchKind.CROSSPOINT,
                NetworkShape.sizes(2, 2),
                0,
                PaperBench.WIDE,
                PaperBench.EXACT)
            .at(new Memductances(List.of(Matrix.of(new double[][] {{3.4, 3.4}, {3.4, 3.4}}))));
    // The model ends at 2 + 0.4 pi/2 = 2.63 S; to steer from 3.4 S by it would overdrive the cell.
    ArctanMemristor wrong = new ArctanMemristor(2, 0.4, 1);

    WriteOutcome outcome =
        new Writing(bench, wrong, COARSE).runCell(new Cell(0, 0, 0), 1.5, WriteProgress.NONE);

    GivenUp gone = ((WriteOutcome.Partial) outcome).givenUp().get(0);
    assertThat(gone.reason()).isEqualTo(GivenUp.Reason.OUT_OF_RANGE);
    assertThat(gone.evidence()).contains("layer 1, row 1, column 1", "realizable=(1.3");
    assertThat(bench.programs()).as("the first pulse only").hasSize(1);
  }

  @Test
  void refusesAnErrorThatTheInputsCannotTell() {
    PaperBench bench =
        PaperBench.with(
            Topology.CASCADE,
            SwitchKind.LINE,
            NetworkShape.sizes(2, 3, 2),
            0,
            PaperBench.WIDE,
            new Channels.Range(10, 0.005));

    assertThatThrownBy(
            () -> writing(bench, WriteSettings.of(1, 0.05)).run(all(2.5), WriteProgress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("write: epsilon-siemens=0.05, last-pulse-volts=0.014");
    assertThat(bench.programs()).isEmpty();
  }

  @Test
  void refusesAPulseThatTheDriversCannotGive() {
    PaperBench bench =
        PaperBench.with(
            Topology.CASCADE,
            SwitchKind.LINE,
            NetworkShape.sizes(2, 3, 2),
            0.02,
            PaperBench.WIDE,
            PaperBench.EXACT);

    assertThatThrownBy(
            () -> writing(bench, WriteSettings.of(1, 0.05)).run(all(2.5), WriteProgress.NONE))
        .hasMessageContaining("drive-step-volts=0.02");
    assertThat(bench.programs()).isEmpty();
  }

  @Test
  void refusesTheLargestPulseBeforeTheFirst() {
    Limits limits = new Limits(0.5, 10, 10, 10, Duration.ofMillis(100));
    PaperBench bench =
        PaperBench.with(
            Topology.CASCADE,
            SwitchKind.LINE,
            NetworkShape.sizes(2, 3, 2),
            0,
            limits,
            PaperBench.EXACT);

    // alpha (Wmax - Wmin) = 0.88 V, though this target asks for less.
    assertThatThrownBy(() -> writing(bench, COARSE).run(all(2.1), WriteProgress.NONE))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageContaining("limit-drive-volts=0.5");
    assertThatThrownBy(
            () ->
                writing(bench, COARSE.withAlpha(0.1).withFirstVolts(-0.6))
                    .run(all(2.1), WriteProgress.NONE))
        .isInstanceOf(ProgramRefused.class);
    assertThat(bench.programs()).isEmpty();
  }

  @Test
  void staysNearTheTargetWhenInputsHaveSteps() {
    PaperBench bench =
        PaperBench.with(
            Topology.CASCADE,
            SwitchKind.LINE,
            NetworkShape.sizes(2, 3, 2),
            1e-4,
            PaperBench.WIDE,
            new Channels.Range(0.1, 1e-5),
            new Channels.Range(10, 1e-3));
    Memductances target = Networks.random(NetworkShape.sizes(2, 3, 2), 51);

    WriteOutcome outcome =
        writing(bench, WriteSettings.of(1, 0.05)).run(target, WriteProgress.NONE);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    assertThat(bench.truth().largestDifferenceSiemens(target))
        .isLessThanOrEqualTo(0.05 + outcome.report().largestResolutionSiemens());
  }
}
