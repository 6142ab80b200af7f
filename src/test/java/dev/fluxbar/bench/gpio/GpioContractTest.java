package dev.fluxbar.bench.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.emulator.AnalogErrors;
import dev.fluxbar.emulator.chips.EmulatedHeader;
import dev.fluxbar.emulator.chips.VirtualClock;
import dev.fluxbar.emulator.chips.VirtualClock.Machine;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every bench keeps to, on every kind of chip: independent arrays, and times as measured. */
class GpioContractTest {
  private static final long SEED = 4711;

  private final VirtualClock clock = new VirtualClock(Machine.SMALL_COMPUTER, SEED);

  static Stream<GpioWiring> wirings() {
    return Stream.of(TestBenches.usual(), TestBenches.expander(), TestBenches.small());
  }

  private static Program pulse(double volts, double seconds) {
    return Program.builder()
        .then(
            new Step.Switches(
                new SwitchSetting(List.of(ArraySwitches.only(TestBenches.SHAPE, 2, 0)))))
        .then(new Step.Sense(0, 2, 1, 0, 1))
        .drive(0, Volts.only(2, 0, volts))
        .then(new Step.Pulse(seconds, true, List.of()))
        .build();
  }

  private static double flux(EmulatedHeader header) {
    return TestBenches.fluxes(header).at(2, 0);
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void describesItself(GpioWiring wiring) {
    EmulatedHeader header = TestBenches.header(wiring, clock, AnalogErrors.NONE);
    try (GpioBench bench = TestBenches.open(wiring, header, clock)) {
      assertThat(bench.description().boardId()).isEqualTo("pi");
      assertThat(bench.description().shape().toString()).isEqualTo("3 x 2");
      assertThat(bench.description().cascade()).isFalse();
      assertThat(bench.description().activation()).isEqualTo(Activation.TANH);
      assertThat(bench.description().switchKind()).isEqualTo(wiring.switchKind());
      assertThat(bench.description().channels().get(0).driven()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void pulsesOneCellAndMeasuresItAtItsEnd(GpioWiring wiring) {
    EmulatedHeader header = TestBenches.header(wiring, clock, AnalogErrors.NONE);
    try (GpioBench bench = TestBenches.open(wiring, header, clock)) {
      Matrix before = TestBenches.fluxes(header);
      Recording recording = bench.run(pulse(0.5, 0.02));
      double wanted = 0.5 * TestBenches.device().memductanceSiemens(flux(header));
      double step = bench.description().channels().get(0).ranges().get(0).stepAmperes();
      double drive = bench.description().channels().get(0).driveStepVolts();
      // Half a step of input and driver, and a current that grows for half a millisecond after the
      // conversion: 14 uS a 20 mV s times 0.5 V each.
      assertThat(recording.only(0).amperes(2))
          .isCloseTo(wanted, within(step + 52e-6 * drive + 0.5 * 14e-6 / 0.02 * 0.5 * 5e-4));
      // Half a millisecond beyond what was asked at most, and half a step of the driver.
      assertThat(flux(header) - before.at(2, 0))
          .isCloseTo(0.01, within(0.5 * 5e-4 + drive / 2 * 0.02));
      assertThat(TestBenches.safe(header)).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void refusesWhatItsLimitsForbidAndDrivesNothingAndWorksOn(GpioWiring wiring) {
    EmulatedHeader header = TestBenches.header(wiring, clock, AnalogErrors.NONE);
    try (GpioBench bench = TestBenches.open(wiring, header, clock)) {
      Matrix before = TestBenches.fluxes(header);
      assertThatThrownBy(() -> bench.run(pulse(1.55, 0.02)))
          .isInstanceOf(ProgramRefused.class)
          .hasMessageContaining("1.55");
      assertThat(TestBenches.fluxes(header)).isEqualTo(before);
      assertThat(bench.run(pulse(0.5, 0.02)).samples()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void runsManyProgramsInARow(GpioWiring wiring) {
    EmulatedHeader header = TestBenches.header(wiring, clock, AnalogErrors.NONE);
    try (GpioBench bench = TestBenches.open(wiring, header, clock)) {
      double before = flux(header);
      double asked = 0;
      for (int i = 0; i < 300; i++) {
        Recording recording = bench.run(pulse(0.01, 0.02));
        double left = recording.leftovers().stream().mapToDouble(one -> one.voltSeconds()).sum();
        double step = bench.description().channels().get(0).driveStepVolts();
        asked += Math.rint(0.01 / step) * step * 0.02 + left;
      }
      // Each exactly once, by what was measured: one more or less would be 200 uV s. Three hundred
      // pairs of edges, each known to some 20 us of 10 mV.
      assertThat(flux(header) - before).as("seed=%d", SEED).isCloseTo(asked, within(60e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void anAbortedBenchRunsNothingMore(GpioWiring wiring) {
    EmulatedHeader header = TestBenches.header(wiring, clock, AnalogErrors.NONE);
    try (GpioBench bench = TestBenches.open(wiring, header, clock)) {
      Matrix before = TestBenches.fluxes(header);
      bench.abort();
      assertThatThrownBy(() -> bench.run(pulse(1, 0.02))).isInstanceOf(BenchFault.class);
      assertThat(TestBenches.fluxes(header)).isEqualTo(before);
    }
  }
}
