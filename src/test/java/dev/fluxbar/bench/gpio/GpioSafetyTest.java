package dev.fluxbar.bench.gpio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.bench.LedgerBench;
import dev.fluxbar.bench.ProgramBroken;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.bench.gpio.wiring.Part.DacPart;
import dev.fluxbar.bench.gpio.wiring.Part.SwitchPart;
import dev.fluxbar.emulator.AnalogErrors;
import dev.fluxbar.emulator.chips.EmulatedDac;
import dev.fluxbar.emulator.chips.EmulatedHeader;
import dev.fluxbar.emulator.chips.EmulatedSwitches;
import dev.fluxbar.emulator.chips.VirtualClock;
import dev.fluxbar.emulator.chips.VirtualClock.Machine;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens at whichever frame of a program: the registers of the chips are safe after. */
class GpioSafetyTest {
  private static final long SEED = 20261122;

  static Stream<GpioWiring> wirings() {
    return Stream.of(TestBenches.usual(), TestBenches.expander(), TestBenches.small());
  }

  /** A bench with a header that can be haunted. */
  private static final class Rig implements AutoCloseable {
    final GpioWiring wiring;
    final EmulatedHeader chips;
    final HauntedHeader header;
    final GpioBench bench;

    Rig(GpioWiring wiring) {
      this.wiring = wiring;
      VirtualClock clock = new VirtualClock(Machine.SMALL_COMPUTER, SEED);
      this.chips = TestBenches.header(wiring, clock, AnalogErrors.NONE);
      this.header = new HauntedHeader(chips);
      this.bench = GpioBench.open(wiring, header, clock, Activation.TANH, TestBenches.LIMITS);
    }

    /** What the DAC registers give is the middle of the span, at every pin. */
    void assertDriversAtZero(String when) {
      for (DacPart part : wiring.dacs()) {
        EmulatedDac dac = (EmulatedDac) Objects.requireNonNull(chips.chips().get(part.name()));
        for (int n = 0; n < 2; n++) {
          assertThat(dac.volts(n))
              .as("%s: %s channel %d", when, part.model(), n)
              .isEqualTo((part.lowVolts() + part.highVolts()) / 2);
        }
      }
    }

    /** What the switch registers give opens every switch. */
    void assertSwitchesOpen(String when) {
      for (SwitchPart part : wiring.switches()) {
        EmulatedSwitches chip =
            (EmulatedSwitches) Objects.requireNonNull(chips.chips().get(part.name()));
        wiring.arrays().get(0).switches().wires().stream()
            .map(wire -> wire.channel())
            .forEach(
                output ->
                    assertThat(chip.high(output))
                        .as("%s: %s output %d", when, part.model(), output)
                        .isNotEqualTo(part.closedIsHigh()));
      }
    }

    @Override
    public void close() {
      bench.close();
    }
  }

  /** A block signal, sampled, and a pulse. */
  private static Program program() {
    return block().then(new Step.Pulse(0.01, true, List.of())).build();
  }

  private static Program.Builder block() {
    return Program.builder()
        .then(new Step.Switches(SwitchSetting.closed(TestBenches.usual().shape())))
        .then(new Step.Sense(0, 0, 3, 0, 2))
        .drive(0, Volts.of(0.5, -0.25))
        .then(Step.Block.sampledAtMiddle(0.02));
  }

  private static int frames(GpioWiring wiring) {
    try (Rig rig = new Rig(wiring)) {
      int before = rig.header.frames();
      rig.bench.run(program());
      return rig.header.frames() - before;
    }
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void anAbortAtAnyFrameEndsSafe(GpioWiring wiring) {
    int all = frames(wiring);
    int stopped = 0;
    for (int n = 0; n < all; n++) {
      try (Rig rig = new Rig(wiring)) {
        rig.header.haunt(n, rig.bench::abort);
        try {
          rig.bench.run(program());
        } catch (BenchFault fault) {
          stopped++;
          assertThat(fault).hasMessageContaining("stopped=true");
        }
        String when = "frame %d of %d".formatted(n, all);
        rig.assertDriversAtZero(when);
        rig.assertSwitchesOpen(when);
        assertThat(rig.chips.complaints()).isEmpty();
        assertThatThrownBy(() -> rig.bench.run(program())).hasMessageContaining("aborted=true");
      }
    }
    assertThat(stopped).as("aborts in the middle").isGreaterThan(all / 2);
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void aFrameThatFailsEndsSafeWhicheverItIs(GpioWiring wiring) {
    int all = frames(wiring);
    for (int n = 0; n < all; n++) {
      Rig rig = new Rig(wiring);
      rig.header.haunt(
          n,
          () -> {
            throw HauntedHeader.noise();
          });
      String when = "frame %d of %d".formatted(n, all);
      assertThatThrownBy(() -> rig.bench.run(program()))
          .as(when)
          .isInstanceOf(ProgramBroken.class)
          .hasMessageContaining("reason=noise");
      rig.assertDriversAtZero(when);
      rig.assertSwitchesOpen(when);
      rig.close();
      rig.assertSwitchesOpen(when);
    }
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void driversThatDoNotAnswerLeaveTheSwitchesOpen(GpioWiring wiring) {
    Rig rig = new Rig(wiring);
    rig.header.haunt(30, () -> rig.header.kill(port -> port.bus() == 0 && port.chipSelect() == 0));
    assertThatThrownBy(() -> rig.bench.run(program())).isInstanceOf(BenchFault.class);
    rig.assertSwitchesOpen("after the fault");
    assertThatThrownBy(rig::close).isInstanceOf(BenchFault.class);
    rig.assertSwitchesOpen("closed");
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void switchesThatDoNotAnswerLeaveTheDriversAtZero(GpioWiring wiring) {
    Rig rig = new Rig(wiring);
    rig.header.haunt(30, () -> rig.header.kill(port -> port.bus() == 1));
    assertThatThrownBy(() -> rig.bench.run(program())).isInstanceOf(BenchFault.class);
    rig.assertDriversAtZero("after the fault");
    assertThatThrownBy(rig::close).isInstanceOf(BenchFault.class);
    rig.assertDriversAtZero("closed");
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void aClosingFrameThatFailsIsTriedAgain(GpioWiring wiring) {
    for (int n = 0; n < 4; n++) {
      Rig rig = new Rig(wiring);
      rig.bench.run(program());
      rig.header.haunt(
          n,
          () -> {
            throw HauntedHeader.noise();
          });
      rig.close();
      rig.assertDriversAtZero("frame " + n);
      rig.assertSwitchesOpen("frame " + n);
    }
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void aHeaderThatClosesIsAFaultAndNothingRunsAfterIt(GpioWiring wiring) {
    Rig rig = new Rig(wiring);
    rig.header.haunt(30, rig.header::close);
    assertThatThrownBy(() -> rig.bench.run(program())).isInstanceOf(ProgramBroken.class);
    int frames = rig.header.frames();
    assertThatThrownBy(() -> rig.bench.run(program()))
        .isInstanceOf(BenchFault.class)
        .hasMessageContaining("nothing was driven since then");
    assertThat(rig.header.frames()).isEqualTo(frames);
    assertThatThrownBy(rig::close).isInstanceOf(BenchFault.class);
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void whatABrokenBlockSignalLeftIsInTheLedger(GpioWiring wiring) {
    int all = frames(wiring);
    double largest = 0;
    for (int n = 0; n < all; n++) {
      try (Rig rig = new Rig(wiring)) {
        FluxLedger ledger = new FluxLedger(wiring.shape());
        LedgerBench booked = new LedgerBench(rig.bench, ledger);
        Matrix before = TestBenches.fluxes(rig.chips);
        rig.header.haunt(n, rig.bench::abort);
        try {
          booked.run(block().build());
        } catch (BenchFault fault) {
          assertThat(fault).isInstanceOf(ProgramBroken.class);
        }
        Matrix after = TestBenches.fluxes(rig.chips);
        for (int k = 0; k < 3; k++) {
          for (int j = 0; j < 2; j++) {
            Cell cell = new Cell(0, k, j);
            double moved = after.at(k, j) - before.at(k, j);
            largest = Math.max(largest, Math.abs(moved));
            // An edge is anywhere within its update: 1.8 deviations at most. A block is asked for
            // by whole steps of the driver, up to 1 mV: half of one, for two plateaus of 20 ms.
            assertThat(ledger.voltSeconds(cell))
                .as("frame %d of %d, %s, seed=%d", n, all, cell, SEED)
                .isCloseTo(moved, within(2 * ledger.uncertaintyVoltSeconds(cell) + 0.5e-3 * 0.04));
          }
        }
      }
    }
    assertThat(largest).as("some abort left most of a plateau").isGreaterThan(0.4 * 0.02);
  }

  @ParameterizedTest
  @MethodSource("wirings")
  void whatIsNotKnownOfEdgesGrowsAsTheRootOfTheirNumber(GpioWiring wiring) {
    double one = largestDeviation(wiring, 4);
    double many = largestDeviation(wiring, 256);
    // 64 times as many edges: 8 times the deviation; it would be 64 times if they all erred alike.
    // Four blocks have but twenty edges, exponentially late: their root mean square is known to a
    // quarter.
    assertThat(many / one).as("seed=%d", SEED).isBetween(4.0, 16.0);
  }

  private static double largestDeviation(GpioWiring wiring, int blocks) {
    try (Rig rig = new Rig(wiring)) {
      Program program =
          Program.builder()
              .then(new Step.Switches(SwitchSetting.closed(wiring.shape())))
              .drive(0, Volts.of(0.5, -0.25))
              .then(new Step.Repeat(blocks, List.of(new Step.Block(0.02, false, 0, 0))))
              .build();
      return rig.bench.run(program).leftovers().stream()
          .mapToDouble(left -> left.deviationVoltSeconds())
          .max()
          .orElse(0);
    }
  }
}
