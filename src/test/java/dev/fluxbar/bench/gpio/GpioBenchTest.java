package dev.fluxbar.bench.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.bench.LedgerBench;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.emulator.AnalogErrors;
import dev.fluxbar.emulator.chips.EmulatedHeader;
import dev.fluxbar.emulator.chips.VirtualClock;
import dev.fluxbar.emulator.chips.VirtualClock.Machine;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Leftover;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole programs against emulated chips in front of emulated arrays, in virtual time. */
class GpioBenchTest {
  private static final long SEED = 4711;
  private static final double TAU = 0.02;

  private final VirtualClock clock = new VirtualClock(Machine.SMALL_COMPUTER, SEED);

  static Stream<GpioWiring> wirings() {
    return Stream.of(TestBenches.usual(), TestBenches.expander(), TestBenches.small());
  }

  private static Program block(Step.Block block, double volts) {
    return Program.builder()
        .then(new Step.Switches(SwitchSetting.closed(TestBenches.usual().shape())))
        .then(new Step.Sense(0, 0, 3, 0, 2))
        .then(new Step.Settle(0.001))
        .drive(0, Volts.of(volts, -volts / 2))
        .then(block)
        .build();
  }

  private static Program pulse(Cell cell, double volts, double seconds) {
    return Program.builder()
        .then(
            new Step.Switches(
                new SwitchSetting(
                    List.of(ArraySwitches.only(TestBenches.SHAPE, cell.row(), cell.column())))))
        .then(new Step.Sense(0, cell.row(), 1, 0, 1))
        .drive(0, Volts.only(2, cell.column(), volts))
        .then(new Step.Pulse(seconds, true, List.of()))
        .build();
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void measuresCurrentsAtTheMiddleOfABlockSignal(GpioWiring wiring) {
    EmulatedHeader header = TestBenches.header(wiring, clock, AnalogErrors.NONE);
    try (GpioBench bench = TestBenches.open(wiring, header, clock)) {
      Matrix before = TestBenches.fluxes(header);
      Recording recording = bench.run(block(Step.Block.sampledAtMiddle(TAU), 0.1));
      Sample sample = recording.only(0);
      double step = bench.description().channels().get(0).ranges().get(0).stepAmperes();
      double drive = bench.description().channels().get(0).driveStepVolts();
      for (int k = 0; k < 3; k++) {
        double wanted =
            0.1 * TestBenches.device().memductanceSiemens(before.at(k, 0))
                - 0.05 * TestBenches.device().memductanceSiemens(before.at(k, 1));
        // Half a step of the input and of each driver, and what conversions on both sides of the
        // middle see of a current that is bent by half a millisecond of 0.1 V.
        assertThat(sample.amperes(k)).isCloseTo(wanted, within(0.6 * step + 52e-6 * drive + 1e-9));
      }
      assertThat(header.complaints()).isEmpty();
      assertThat(TestBenches.safe(header)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void takesBackWhatJitterLeft(GpioWiring wiring) {
    // Waits end late by 50 us in the mean, but updates are seen to a microsecond.
    VirtualClock sleepy = new VirtualClock(new Machine(15_000, 1_000, 50_000, 0, 0), SEED);
    EmulatedHeader header = TestBenches.header(wiring, sleepy, AnalogErrors.NONE);
    try (GpioBench bench = TestBenches.open(wiring, header, sleepy)) {
      double drive = bench.description().channels().get(0).driveStepVolts();
      for (int i = 0; i < 20; i++) {
        Matrix before = TestBenches.fluxes(header);
        bench.run(block(Step.Block.sampledAtMiddle(TAU), 0.5));
        // Half a step of the correction over its plateau of at most 20 ms, four edges known to a
        // microsecond, and the correction's own lateness at a twentieth of the amplitude. Without
        // one the last edge alone left 0.5 V times 50 us, 25 uV s in the mean.
        double bound = drive / 2 * 0.02 + 0.5 * 6e-6 + 0.5 / 20 * 150e-6;
        assertThat(TestBenches.fluxes(header).largestDifference(before))
            .as("block %d, seed=%d", i, SEED)
            .isLessThan(bound);
      }
    }
  }

  @Test
  void booksWhatIsLeftToTheCellsThatReceivedIt() {
    GpioWiring wiring = TestBenches.usual();
    Machine rough = new Machine(15_000, 20_000, 20_000, 0.2, 150_000);
    VirtualClock late = new VirtualClock(rough, SEED);
    EmulatedHeader header = TestBenches.header(wiring, late, AnalogErrors.NONE);
    FluxLedger ledger = new FluxLedger(wiring.shape());
    try (LedgerBench bench = new LedgerBench(TestBenches.open(wiring, header, late), ledger)) {
      Matrix before = TestBenches.fluxes(header);
      for (int i = 0; i < 10; i++) {
        bench.run(block(Step.Block.sampledAtMiddle(TAU), 0.5));
      }
      Matrix after = TestBenches.fluxes(header);
      for (int k = 0; k < 3; k++) {
        for (int j = 0; j < 2; j++) {
          Cell cell = new Cell(0, k, j);
          double left = after.at(k, j) - before.at(k, j);
          // Deviations of ten blocks are summed as if they were one error: far more than they are.
          assertThat(ledger.voltSeconds(cell))
              .as("%s, left=%s, seed=%d", cell, left, SEED)
              .isCloseTo(left, within(2 * ledger.uncertaintyVoltSeconds(cell) + 1e-7));
        }
      }
    }
  }

  @Test
  void aPulseThatLastedLongerIsBookedBesideWhatWasAsked() {
    GpioWiring wiring = TestBenches.usual();
    EmulatedHeader header = TestBenches.header(wiring, clock, AnalogErrors.NONE);
    try (GpioBench bench = TestBenches.open(wiring, header, clock)) {
      Cell cell = new Cell(0, 2, 1);
      Matrix before = TestBenches.fluxes(header);
      Recording recording = bench.run(pulse(cell, 1, 0.01));
      double moved = TestBenches.fluxes(header).at(2, 1) - before.at(2, 1);
      double left = recording.leftovers().stream().mapToDouble(Leftover::voltSeconds).sum();
      assertThat(recording.leftovers()).extracting(Leftover::cell).containsExactly(cell);
      // The driver's step of 76 uV, and edges known to some microseconds.
      assertThat(0.01 + left).isCloseTo(moved, within(0.01 * 40e-6 + 20e-6));
    }
  }

  @Test
  void refusesAPlateauThatThisMachineCannotHold() {
    GpioWiring wiring = TestBenches.usual();
    EmulatedHeader header = TestBenches.header(wiring, clock, AnalogErrors.NONE);
    try (GpioBench bench = TestBenches.open(wiring, header, clock)) {
      Matrix before = TestBenches.fluxes(header);
      assertThatThrownBy(() -> bench.run(block(new Step.Block(2e-4, false, 0, 0), 0.1)))
          .isInstanceOf(ProgramRefused.class)
          .hasMessageContaining("tau-seconds=2.0E-4")
          .hasMessageContaining("99.9 %");
      assertThatThrownBy(() -> bench.run(pulse(new Cell(0, 0, 0), 1, 1e-4)))
          .isInstanceOf(ProgramRefused.class)
          .hasMessageContaining("width-seconds=1.0E-4");
      assertThat(TestBenches.fluxes(header)).isEqualTo(before);
    }
  }

  @Test
  void refusesGatesByName() {
    GpioWiring wiring = TestBenches.usual();
    EmulatedHeader header = TestBenches.header(wiring, clock, AnalogErrors.NONE);
    try (GpioBench bench = TestBenches.open(wiring, header, clock)) {
      Program gated =
          Program.builder()
              .drive(0, Volts.of(1, 1))
              .then(new Step.Pulse(0.1, false, List.of(new Gate(0.05, new Cell(0, 0, 0)))))
              .build();
      assertThatThrownBy(() -> bench.run(gated))
          .isInstanceOf(ProgramRefused.class)
          .hasMessageContaining("capability=gates");
    }
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void isSafeAfterOpeningAndAfterClosing(GpioWiring wiring) {
    EmulatedHeader header = TestBenches.header(wiring, clock, AnalogErrors.NONE);
    Matrix before = TestBenches.fluxes(header);
    GpioBench bench = TestBenches.open(wiring, header, clock);
    assertThat(TestBenches.safe(header)).isTrue();
    assertThat(TestBenches.fluxes(header)).as("opening moves nothing").isEqualTo(before);
    bench.close();
    bench.close();
    assertThat(TestBenches.safe(header)).isTrue();
    assertThat(header.complaints()).isEmpty();
    assertThatThrownBy(() -> bench.run(pulse(new Cell(0, 0, 0), 1, 0.1)))
        .isInstanceOf(BenchFault.class)
        .hasMessageContaining("closed=true");
  }

  @Test
  void anAbortedBenchRunsNothingMore() {
    GpioWiring wiring = TestBenches.usual();
    EmulatedHeader header = TestBenches.header(wiring, clock, AnalogErrors.NONE);
    try (GpioBench bench = TestBenches.open(wiring, header, clock)) {
      Matrix before = TestBenches.fluxes(header);
      bench.abort();
      assertThatThrownBy(() -> bench.run(pulse(new Cell(0, 0, 0), 1, 0.1)))
          .isInstanceOf(BenchFault.class)
          .hasMessageContaining("aborted=true");
      assertThat(TestBenches.fluxes(header)).isEqualTo(before);
    }
  }

  @Test
  void aMachineThatIsHeldUpTakesTheFluxBackAndGoesSafe() {
    GpioWiring wiring = TestBenches.usual();
    // Quiet while it is opened, then held up by most of a plateau now and then.
    Machine heldUp = new Machine(15_000, 1_000, 1_000, 2e-4, 40e6);
    for (long seed = 1; seed < 200; seed++) {
      VirtualClock late = new VirtualClock(heldUp, seed);
      EmulatedHeader header = TestBenches.header(wiring, late, AnalogErrors.NONE);
      GpioBench bench;
      try {
        bench = TestBenches.open(wiring, header, late);
      } catch (RuntimeException e) {
        continue;
      }
      if (bench.times().shortestSeconds() > TAU) {
        bench.close();
        continue;
      }
      for (int i = 0; i < 50; i++) {
        Matrix before = TestBenches.fluxes(header);
        try {
          bench.run(block(Step.Block.sampledAtMiddle(TAU), 0.5));
        } catch (BenchFault fault) {
          assertThat(fault).hasMessageContaining("edge-late-seconds");
          assertThat(TestBenches.safe(header)).isTrue();
          // 40 ms at 0.5 V are 20 mV s; an edge is known to what held it up, which is the worst.
          assertThat(TestBenches.fluxes(header).largestDifference(before))
              .as("seed=%d", seed)
              .isLessThan(0.5 * 0.02);
          return;
        }
      }
      bench.close();
    }
    throw new AssertionError("no seed was held up: this test shows nothing");
  }
}
