package dev.fluxbar.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every kind of bench keeps to, asked through its URI: our wire protocol, chips on a header,
 * and the text of an OpenMENA board.
 */
@Timeout(300)
class EveryBenchTest {

  /** Of a driver that nobody has calibrated: four deviations of a millivolt, and a step. */
  private static final double OFFSET_VOLTS = 5e-3;

  /** Gains of drivers differ by half a percent, and devices answer pulses to 2 %: four of both. */
  private static final double GAIN = 0.1;

  private static OpenBench open(String name) {
    return OpenBench.open(BenchFile.named("emulator:" + name), Line.MEMORY, OptionalLong.of(1));
  }

  private static Program.Builder only(Bench bench, Cell cell) {
    ArraySwitches closed =
        ArraySwitches.only(bench.description().shape().array(0), cell.row(), cell.column());
    return Program.builder()
        .then(new Step.Switches(SwitchSetting.open(bench.description().shape()).with(0, closed)));
  }

  private static Program pulse(Bench bench, Cell cell, double volts, double seconds) {
    return only(bench, cell)
        .drive(0, driven(bench, cell, volts))
        .then(new Step.Pulse(seconds, false, List.of()))
        .build();
  }

  private static Volts driven(Bench bench, Cell cell, double volts) {
    return Volts.only(bench.description().shape().array(0).columns(), cell.column(), volts);
  }

  private static Matrix fluxes(OpenBench open) {
    return open.truth().orElseThrow().fluxesVoltSeconds().get(0);
  }

  private static double benchSeconds(OpenBench open) {
    return open.truth().map(BoardTruth::benchSeconds).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ideal", "lab", "gpio", "openmena"})
  void aBlockSignalShowsACellAndLeavesItWhereItWas(String name) {
    try (OpenBench open = open(name)) {
      Bench bench = open.board();
      Cell cell = new Cell(0, 1, 1);
      double volts = open.file().signal().readVolts();
      double tau = open.file().signal().tauSeconds();
      double siemens = open.truth().orElseThrow().memductances().at(cell);
      int range = bench.description().channels().get(0).rangeFor(2 * siemens * volts);
      Matrix before = fluxes(open);
      Program program =
          only(bench, cell)
              .then(new Step.Sense(0, cell.row(), 1, range, 1))
              .drive(0, driven(bench, cell, volts))
              .then(new Step.Block(tau, false, Step.Block.MIDDLE | Step.Block.atEnd(3), 0))
              .build();
      Recording recording = bench.run(program);
      List<Sample> samples = recording.of(0);
      double seen =
          (samples.get(0).amperes(cell.row()) - samples.get(1).amperes(cell.row())) / 2 / volts;
      // Gains of driver and input, noise of a conversion, what the cell moves within the signal.
      assertThat(seen).isCloseTo(siemens, within(0.05 * siemens));
      double left = fluxes(open).largestDifference(before);
      assertThat(left).isLessThanOrEqualTo(OFFSET_VOLTS * benchSeconds(open));
      assertThat(left).as("beside one plateau").isLessThan(volts * tau);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ideal", "lab", "gpio", "openmena"})
  void aPulseMovesItsCellAndNoOther(String name) {
    try (OpenBench open = open(name)) {
      Bench bench = open.board();
      Cell cell = new Cell(0, 1, 1);
      double volts = Math.min(0.3, bench.limits().driveVolts() / 2);
      double seconds = open.file().signal().pulseSeconds();
      Matrix before = fluxes(open);
      double started = benchSeconds(open);
      for (int i = 0; i < 3; i++) {
        bench.run(pulse(bench, cell, volts, seconds));
      }
      Matrix after = fluxes(open);
      double wanted = 3 * volts * seconds;
      double doubt = OFFSET_VOLTS * (benchSeconds(open) - started);
      for (int k = 0; k < after.rows(); k++) {
        for (int j = 0; j < after.columns(); j++) {
          double moved = after.at(k, j) - before.at(k, j);
          boolean pulsed = k == cell.row() && j == cell.column();
          assertThat(moved)
              .as("row %d, column %d", k + 1, j + 1)
              .isCloseTo(pulsed ? wanted : 0, within(pulsed ? GAIN * wanted + doubt : doubt));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ideal", "lab", "gpio", "openmena"})
  void whatItsLimitsForbidIsRefusedDrivesNothingAndEndsNothing(String name) {
    try (OpenBench open = open(name)) {
      Bench bench = open.board();
      Cell cell = new Cell(0, 0, 0);
      double seconds = open.file().signal().pulseSeconds();
      double started = benchSeconds(open);
      double tooMuch = 1.01 * bench.limits().driveVolts();
      assertThatThrownBy(() -> bench.run(pulse(bench, cell, tooMuch, seconds)))
          .isInstanceOf(ProgramRefused.class);
      double tooLong = 1.01 * bench.limits().onSeconds();
      assertThatThrownBy(() -> bench.run(pulse(bench, cell, 0.01, tooLong)))
          .isInstanceOf(ProgramRefused.class);
      assertThat(benchSeconds(open)).isEqualTo(started);
      bench.run(pulse(bench, cell, 0.1, seconds));
      assertThat(benchSeconds(open)).isGreaterThan(started);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpio", "openmena"})
  void whatItCannotDoIsRefusedByName(String name) {
    try (OpenBench open = open(name)) {
      Bench bench = open.board();
      Cell cell = new Cell(0, 0, 0);
      double seconds = open.file().signal().pulseSeconds();
      double started = benchSeconds(open);
      Program gated =
          only(bench, cell)
              .drive(0, driven(bench, cell, 0.1))
              .then(new Step.Pulse(seconds, false, List.of(new Gate(seconds / 2, cell))))
              .build();
      assertThatThrownBy(() -> bench.run(gated))
          .isInstanceOf(ProgramRefused.class)
          .hasMessageMatching("(?s).*(gates|open a switch).*");
      assertThat(benchSeconds(open)).isEqualTo(started);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ideal", "lab", "gpio", "openmena"})
  void anAbortedBenchDrivesNothingMoreAndIsSafe(String name) {
    try (OpenBench open = open(name)) {
      Bench bench = open.board();
      Cell cell = new Cell(0, 0, 0);
      double seconds = open.file().signal().pulseSeconds();
      bench.run(pulse(bench, cell, 0.1, seconds));
      Matrix before = fluxes(open);
      bench.abort();
      assertThatThrownBy(() -> bench.run(pulse(bench, cell, 0.1, seconds)))
          .isInstanceOf(BenchFault.class);
      assertThat(fluxes(open)).isEqualTo(before);
      bench.close();
      bench.close();
      assertThat(open.truth().orElseThrow().safe()).isTrue();
    }
  }
}
