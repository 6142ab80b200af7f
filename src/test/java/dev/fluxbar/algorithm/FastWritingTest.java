package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The methods that choose their pulses by the device model, on the independent bench. */
final class FastWritingTest {
  private static final double EPSILON = 0.05;
  private static final NetworkShape ACADEMIC = NetworkShape.sizes(2, 3, 2);

  /** Heidema (20). */
  private static final Memductances TARGET =
      new Memductances(
          List.of(
              Matrix.of(new double[][] {{0.5, 3.5}, {2.5, 2.5}, {3.5, 0.5}}),
              Matrix.of(new double[][] {{0.5, 1.5, 3.5}, {3.5, 1, 0.5}})));

  private static WriteSettings by(WriteMethod method) {
    return WriteSettings.of(1, EPSILON).withMethod(method).withDriveVolts(4);
  }

  private static PaperBench academic() {
    return PaperBench.exact(Topology.CASCADE, SwitchKind.CROSSPOINT, ACADEMIC);
  }

  private static WriteOutcome write(PaperBench bench, WriteSettings settings, Memductances to) {
    return new Writing(bench, new PaperMemristor(), settings).run(to, WriteProgress.NONE);
  }

  /** Every method on every kind of bench that can do it. */
  static Stream<Arguments> methods() {
    return Networks.kinds()
        .flatMap(
            kind ->
                Stream.of(WriteMethod.MODEL, WriteMethod.ROW, WriteMethod.GATED)
                    .filter(method -> possible(method, kind.get()))
                    .map(
                        method ->
                            Arguments.of(method, kind.get()[0], kind.get()[1], kind.get()[2])));
  }

  private static boolean possible(WriteMethod method, Object[] kind) {
    return method == WriteMethod.MODEL
        || (method == WriteMethod.ROW
            ? kind[0] == Topology.INDEPENDENT
            : kind[1] == SwitchKind.CROSSPOINT);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void bringsEveryCellWithinEpsilonInAboutThePredictedPulses(
      WriteMethod method, Topology topology, SwitchKind switches, NetworkShape shape) {
    for (long seed = 21; seed < 24; seed++) {
      Memductances target = Networks.random(shape, seed);
      PaperBench bench =
          PaperBench.exact(topology, switches, shape).at(Networks.random(shape, seed + 100));

      WriteOutcome outcome = write(bench, by(method), target);

      WriteReport report = outcome.report();
      assertThat(outcome).as("seed %d", seed).isInstanceOf(WriteOutcome.Converged.class);
      assertThat(bench.truth().largestDifferenceSiemens(target)).isLessThanOrEqualTo(EPSILON);
      assertThat(report.cells()).hasSize(shape.cells());
      // The model is right; what it does not know is what lies on the way of a long pulse.
      assertThat(report.pulses())
          .isLessThanOrEqualTo(2 * Objects.requireNonNull(report.predictedPulses()))
          .isLessThanOrEqualTo(report.guaranteedPulses());
      assertThat(bench.programs().stream().flatMap(p -> p.steps().stream()))
          .filteredOn(step -> step instanceof Step.Pulse)
          .hasSize((int) report.pulses());
      assertThat(bench.programs().stream().flatMap(p -> p.steps().stream()))
          .filteredOn(step -> step instanceof Step.Block)
          .hasSize((int) report.blockSignals());
    }
  }

  @ParameterizedTest
  @CsvSource({"MODEL, 60", "GATED, 12"})
  void writesTheAcademicExampleInFewPulses(WriteMethod method, long most) {
    PaperBench bench = academic();

    WriteOutcome outcome = write(bench, by(method), TARGET);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    assertThat(outcome.report().pulses()).isLessThanOrEqualTo(most);
    assertThat(bench.truth().largestDifferenceSiemens(TARGET)).isLessThanOrEqualTo(EPSILON);
  }

  /** Each parameter 10 % off, and all of them, both ways. */
  static Stream<Arguments> wrongModels() {
    double[][] factors = {
      {1.1, 1, 1},
      {0.9, 1, 1},
      {1, 1.1, 1},
      {1, 0.9, 1},
      {1, 1, 1.1},
      {1, 1, 0.9},
      {1.1, 0.9, 1.1},
      {0.9, 0.9, 0.9},
      {1.1, 1.1, 1.1}
    };
    return Stream.of(factors)
        .map(f -> new ArctanMemristor(2 * f[0], f[1], f[2]))
        .flatMap(
            model ->
                Stream.of(WriteMethod.MODEL, WriteMethod.ROW, WriteMethod.GATED)
                    .map(method -> Arguments.of(method, model)));
  }

  /**
   * Noise of 0.1 % of the current of a cell at Wmax and 1 V: 3.6 mA. A cell ends when it measures
   * within epsilon, and what it measured then is off by more than five of its standard deviations
   * once in a million cells.
   */
  @ParameterizedTest
  @MethodSource("wrongModels")
  void convergesWithAModelThatIsATenthOffAndNoise(WriteMethod method, ArctanMemristor model) {
    double noise = 0.001 * (2 + Math.PI / 2);
    Topology topology = method == WriteMethod.ROW ? Topology.INDEPENDENT : Topology.CASCADE;
    for (long seed = 1; seed < 4; seed++) {
      PaperBench bench =
          PaperBench.exact(topology, SwitchKind.CROSSPOINT, ACADEMIC).noise(noise, seed);

      WriteOutcome outcome =
          new Writing(bench, model, by(method).withAverages(4)).run(TARGET, WriteProgress.NONE);

      assertThat(outcome).as("seed %d", seed).isInstanceOf(WriteOutcome.Converged.class);
      assertThat(bench.truth().largestDifferenceSiemens(TARGET))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(EPSILON + 5 * noise / 2);
    }
  }

  @Test
  void theProportionalMethodConvergesWithAModelThatIsATenthOff() {
    for (double factor : new double[] {0.9, 1.1}) {
      PaperBench bench = academic();
      Memductances target = Networks.random(ACADEMIC, 5);
      ArctanMemristor model = new ArctanMemristor(2 * factor, 1, factor);

      WriteOutcome outcome =
          new Writing(bench, model, by(WriteMethod.PROPORTIONAL)).run(target, WriteProgress.NONE);

      assertThat(outcome).as("%s", factor).isInstanceOf(WriteOutcome.Converged.class);
      assertThat(bench.truth().largestDifferenceSiemens(target)).isLessThanOrEqualTo(EPSILON);
    }
  }

  @Test
  void predictsThePulsesOfTheProportionalMethodToTheLast() {
    PaperBench bench = academic();
    WriteOutcome outcome = write(bench, WriteSettings.of(1, EPSILON), TARGET);

    // Both play Heidema Algorithm 4 through, one by the midpoint rule, one by Runge-Kutta's.
    assertThat(outcome.report().predictedPulses()).isEqualTo(outcome.report().pulses());
    assertThat(outcome.report().blockSignals()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"MODEL", "ROW", "GATED"})
  void splitsWhatTheLimitsDoNotAllowInOnePulse(WriteMethod method) {
    // 14 V s are to go at 2 V and 1 s a pulse: seven pulses and more.
    Limits limits = new Limits(2, 1, 2, 100, Duration.ofMillis(100));
    Topology topology = method == WriteMethod.ROW ? Topology.INDEPENDENT : Topology.CASCADE;
    PaperBench bench =
        PaperBench.with(topology, SwitchKind.CROSSPOINT, ACADEMIC, 1e-4, limits, PaperBench.EXACT);

    WriteOutcome outcome =
        new Writing(
                bench,
                new PaperMemristor(),
                WriteSettings.of(1, EPSILON).withMethod(method).withReading(0.2, 1))
            .run(TARGET, WriteProgress.NONE);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    assertThat(bench.truth().largestDifferenceSiemens(TARGET)).isLessThanOrEqualTo(EPSILON);
    assertThat(outcome.report().pulses()).isGreaterThan(14);
    assertThat(outcome.report().predictedPulses()).isGreaterThan(14);
  }

  @Test
  void keepsGatesWithinTheRoomOfAProgram() {
    NetworkShape shape = NetworkShape.sizes(20, 20);
    PaperBench bench =
        PaperBench.exact(Topology.INDEPENDENT, SwitchKind.CROSSPOINT, shape).room(3000);
    Memductances target = Networks.random(shape, 7);

    WriteOutcome outcome = write(bench, by(WriteMethod.GATED), target);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    int gates = 0;
    for (Program program : bench.programs()) {
      for (Step step : program.steps()) {
        gates = Math.max(gates, step instanceof Step.Pulse pulse ? pulse.gates().size() : 0);
      }
    }
    // 400 cells in two directions would be 200 gates: 3200 bytes by themselves.
    assertThat(gates).isBetween(1, 187);
  }

  @Test
  void leavesAFinishedArrayUntouched() {
    PaperBench bench = academic();
    List<Matrix> finished = new ArrayList<>();
    WriteProgress watch =
        new WriteProgress() {
          @Override
          public void measured(WriteStep step) {}

          @Override
          public void measured(WriteRound round) {
            if (round.array() == 0) {
              finished.add(bench.truth().array(1));
            }
          }
        };

    new Writing(bench, new PaperMemristor(), by(WriteMethod.GATED)).run(TARGET, watch);

    assertThat(finished).hasSizeGreaterThan(1);
    // Block signals pass it when it is read once more; Runge-Kutta brings them back to 1e-9.
    assertThat(bench.truth().array(1).largestDifference(finished.get(0))).isLessThan(1e-6);
  }

  @ParameterizedTest
  @EnumSource(names = {"MODEL", "ROW", "GATED"})
  void givesUpACellThatDoesNotMoveAndWritesTheOthers(WriteMethod method) {
    Cell cell = new Cell(0, 1, 1);
    Topology topology = method == WriteMethod.ROW ? Topology.INDEPENDENT : Topology.CASCADE;
    PaperBench bench = PaperBench.exact(topology, SwitchKind.CROSSPOINT, ACADEMIC).stuck(cell);

    WriteOutcome outcome = write(bench, by(method).withPulses(40L, null), TARGET);

    assertThat(outcome.report().givenUp()).hasSize(1);
    GivenUp gone = outcome.report().givenUp().get(0);
    assertThat(gone.cell()).isEqualTo(cell);
    assertThat(gone.reason()).isEqualTo(GivenUp.Reason.STUCK);
    assertThat(gone.pulses()).as("a dozen tell it").isLessThan(25);
    assertThat(outcome.report().cells()).hasSize(ACADEMIC.cells() - 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"MODEL", "GATED"})
  void endsWhenThePulsesOfTheWholeWriteAreSpent(WriteMethod method) {
    PaperBench bench = academic();

    WriteOutcome outcome = write(bench, by(method).withPulses(null, 1L), TARGET);

    assertThat(outcome).isInstanceOf(WriteOutcome.Exhausted.class);
    assertThat(outcome.report().pulses()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"MODEL", "ROW", "GATED"})
  void writesOneCell(WriteMethod method) {
    PaperBench bench = PaperBench.exact(Topology.INDEPENDENT, SwitchKind.CROSSPOINT, ACADEMIC);
    Cell cell = new Cell(1, 1, 2);

    WriteOutcome outcome =
        new Writing(bench, new PaperMemristor(), by(method)).runCell(cell, 3, WriteProgress.NONE);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    assertThat(Math.abs(bench.truth().at(cell) - 3)).isLessThanOrEqualTo(EPSILON);
    assertThat(Math.abs(bench.truth().at(new Cell(1, 1, 1)) - 2)).isLessThan(1e-9);
  }

  /**
   * One cell is far below its target, all others are off by 0.03 S, within epsilon. Those that
   * share its pulse end exact, to what is measured; those whose pulse does not come stay.
   */
  @ParameterizedTest
  @EnumSource(
      value = WriteMethod.class,
      names = {"GATED", "ROW"})
  void whoSharesAPulseThatComesAnyhowGoesAlong(WriteMethod method) {
    NetworkShape shape = NetworkShape.sizes(4, 3);
    Memductances target = new Memductances(List.of(Matrix.fill(3, 4, (k, j) -> 2.5)));
    Matrix start = Matrix.fill(3, 4, (k, j) -> k == 0 && j == 0 ? 1 : j % 2 == 0 ? 2.47 : 2.53);
    PaperBench bench =
        PaperBench.exact(Topology.INDEPENDENT, SwitchKind.CROSSPOINT, shape)
            .at(new Memductances(List.of(start)));

    WriteOutcome outcome = write(bench, by(method), target);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    assertThat(outcome.report().pulses()).isEqualTo(1);
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < 4; j++) {
        boolean along = method == WriteMethod.GATED ? j % 2 == 0 : k == 0;
        double error = Math.abs(bench.truth().at(new Cell(0, k, j)) - 2.5);
        // The exact bench knows no steps of drivers, but ticks: far less than 1e-4 S.
        assertThat(error).as("row %d, column %d", k, j).isLessThan(along ? 1e-4 : 0.0301);
        assertThat(error > 0.02).as("row %d, column %d", k, j).isNotEqualTo(along);
      }
    }
  }

  @Test
  void doesNothingToCellsThatAreWhereTheyShouldBe() {
    PaperBench bench = academic().at(TARGET);

    WriteOutcome outcome = write(bench, by(WriteMethod.GATED), TARGET);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    assertThat(outcome.report().pulses()).isZero();
    assertThat(outcome.report().predictedPulses()).isZero();
  }

  @Test
  void givesUpWhereABenchIsTooCoarse() {
    // Half a step over 1 V is just below epsilon, over what a neuron gives it is just above.
    PaperBench bench =
        PaperBench.with(
            Topology.CASCADE,
            SwitchKind.CROSSPOINT,
            ACADEMIC,
            0,
            PaperBench.WIDE,
            new Channels.Range(20, 0.0999));

    WriteOutcome outcome = write(bench, by(WriteMethod.GATED), TARGET);

    List<GivenUp> second =
        outcome.report().givenUp().stream().filter(gone -> gone.cell().array() == 1).toList();
    assertThat(second).hasSize(ACADEMIC.array(1).cells());
    assertThat(second)
        .allSatisfy(
            gone -> {
              assertThat(gone.reason()).isEqualTo(GivenUp.Reason.TOO_COARSE);
              assertThat(gone.pulses()).isZero();
            });
  }

  @Test
  void refusesWhatABenchLacksNamingIt() {
    PaperBench lines = PaperBench.exact(Topology.CASCADE, SwitchKind.LINE, ACADEMIC);

    assertThatThrownBy(() -> write(lines, by(WriteMethod.GATED), TARGET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("write: method=gated, switch-kind=line; ");
    assertThatThrownBy(() -> write(lines, by(WriteMethod.ROW), TARGET))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("write: method=row, layer=2, topology=cascade; ");
    assertThatThrownBy(
            () -> write(lines, by(WriteMethod.MODEL), Networks.of(ACADEMIC, (k, j) -> 4.1)))
        .hasMessageContaining("target-siemens=4.1");
    PaperBench coarse =
        PaperBench.with(
            Topology.CASCADE,
            SwitchKind.LINE,
            ACADEMIC,
            0,
            PaperBench.WIDE,
            new Channels.Range(20, 0.2));
    assertThatThrownBy(() -> write(coarse, by(WriteMethod.MODEL), TARGET))
        .hasMessageStartingWith("write: epsilon-siemens=0.05, layer=1, measured at best");
    assertThat(lines.programs()).isEmpty();
    assertThat(coarse.programs()).isEmpty();
  }

  @Test
  void letsABrokenBenchBreakTheWrite() {
    assertThatThrownBy(() -> write(academic().faultAfter(4), by(WriteMethod.GATED), TARGET))
        .isInstanceOf(BenchFault.class);
  }

  /** The shape of a network for images, made small: pairs behind more inputs than neurons. */
  @Test
  void writesACascadeOfPairsToAHundredthInFewPulses() {
    NetworkShape shape = NetworkShape.of(ArrayShape.pairs(4, 24), ArrayShape.pairs(4, 4));
    PaperBench bench = PaperBench.exact(Topology.CASCADE, SwitchKind.CROSSPOINT, shape);
    Memductances target = Networks.random(shape, 9);

    WriteOutcome outcome =
        write(bench, WriteSettings.of(1, 0.01).withMethod(WriteMethod.GATED), target);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    assertThat(bench.truth().largestDifferenceSiemens(target)).isLessThanOrEqualTo(0.01);
    assertThat(outcome.report().pulses()).isLessThanOrEqualTo(12);
  }
}
