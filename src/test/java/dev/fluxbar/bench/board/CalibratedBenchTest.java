package dev.fluxbar.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.MemoryTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An ideal board, driven and sensed as if its channels had the errors of a profile. */
@Timeout(60)
class CalibratedBenchTest {
  private static final Limits LIMITS = new Limits(2, 10, 5, 1000, Duration.ofMillis(100));
  private static final NetworkShape SHAPE = NetworkShape.sizes(2, 3);
  private static final BoardSpec BOARD =
      BoardSpec.of("board", SHAPE, Topology.INDEPENDENT, SwitchKind.CROSSPOINT);

  private static AnalogProfile profile(double firstGain, double secondGain, double offsetVolts) {
    int ranges = BOARD.converters().get(0).ranges().size();
    InputTransfer input = new InputTransfer(1e-3, 1.25);
    return new AnalogProfile(
        List.of(
            new AnalogProfile.ArrayTransfers(
                List.of(
                    new DriverTransfer(offsetVolts, firstGain),
                    new DriverTransfer(-offsetVolts, secondGain)),
                java.util.Collections.nCopies(3, java.util.Collections.nCopies(ranges, input)))));
  }

  private static void with(Optional<AnalogProfile> profile, Consumer<BoardBench> work) {
    MemoryTransport.Pair pair = MemoryTransport.pair("calibrated");
    try (EmulatedBoard board = new EmulatedBoard(BOARD, pair.board())) {
      board.open();
      HostLink link = new HostLink(pair.host(), 4711, NanoClock.system(), LinkTimes.DEFAULT);
      try (BoardBench bench =
          BoardBench.open(link, Activation.TANH, LIMITS, 1, description -> profile)) {
        work.accept(bench);
      }
    }
  }

  private static Program block(Volts volts) {
    return Program.builder()
        .then(
            new Step.Switches(
                SwitchSetting.open(SHAPE).with(0, ArraySwitches.closed(SHAPE.array(0)))))
        .then(new Step.Sense(0, 0, 3, 0, 1))
        .drive(0, volts)
        .then(Step.Block.sampledAtMiddle(1e-3))
        .build();
  }

  @Test
  void gainsGoIntoCodesAndOffsetsOutOfCurrents() {
    Sample[] ideal = new Sample[1];
    with(
        Optional.empty(),
        bench -> ideal[0] = bench.run(block(Volts.of(0.5 / 1.1, 0.25 / 0.9))).only(0));
    with(
        Optional.of(profile(1.1, 0.9, 2e-3)),
        bench -> {
          Sample found = bench.run(block(Volts.of(0.5, 0.25))).only(0);
          // The same codes were driven, so the raw sums agree to the count.
          assertThat(found.rawSums()).isEqualTo(ideal[0].rawSums());
          for (int k = 0; k < 3; k++) {
            assertThat(found.amperes(k))
                .isCloseTo((ideal[0].amperes(k) - 1e-3) / 1.25, within(1e-15));
          }
        });
  }

  @Test
  void everyColumnHasStepsOfItsOwn() {
    with(
        Optional.of(profile(1.1, 0.9, 2e-3)),
        bench -> {
          Channels channels = bench.description().channels().get(0);
          double step = channels.driveStepVolts();
          assertThat(channels.nearestVolts(0, 0.5) / (1.1 * step))
              .isCloseTo(Math.rint(0.5 / (1.1 * step)), within(1e-9));
          assertThat(channels.nearestVolts(1, 0.5)).isCloseTo(0.5, within(0.9 * step / 2));
          assertThat(channels.offsetVolts(0)).isEqualTo(2e-3);
          assertThat(channels.offsetVolts(1)).isEqualTo(-2e-3);
        });
  }

  @Test
  void noColumnPassesTheLimitReally() {
    with(
        Optional.of(profile(1.1, 0.9, 2e-3)),
        bench -> {
          Channels channels = bench.description().channels().get(0);
          double largest = channels.largestVolts();
          // The code that gives 2 V on the first column gives 1.1/0.9 less on the second.
          double step = channels.driveStepVolts();
          assertThat(largest).isCloseTo((2 - 2e-3) / 1.1 * 0.9, within(1.1 * step));
          assertThat(channels.largestVolts(0) + 2e-3).isBetween(2 - 1.1 * step, 2.0);
          bench.run(block(channels.nearest(Volts.of(channels.largestVolts(0), largest))));
          assertThatThrownBy(() -> bench.run(block(Volts.of(0, largest + step))))
              .isInstanceOf(ProgramRefused.class)
              .hasMessageContaining("driver-largest-volts");
          assertThatThrownBy(() -> bench.run(block(Volts.of(2, 0))))
              .isInstanceOf(ProgramRefused.class);
        });
  }

  @Test
  void whatTheHostAllowsOfFluxTheBoardAllowsOnEveryColumn() {
    with(
        Optional.of(profile(1.1, 0.9, 0)),
        bench -> {
          double volts = bench.description().channels().get(0).nearestVolts(1, 1);
          double most = bench.limits().fluxVoltSeconds() / volts;
          double seconds = Math.floor(most / 1e-3) * 1e-3;
          Program pulse =
              Program.builder()
                  .drive(0, Volts.of(0, volts))
                  .then(new Step.Pulse(seconds, false, List.of()))
                  .build();
          bench.run(pulse);
          assertThat(bench.limits().fluxVoltSeconds()).isCloseTo(5 * 0.9 / 1.1, within(1e-12));
        });
  }

  @Test
  void offsetsCountAsFlux() {
    with(
        Optional.of(profile(1, 1, 0.1)),
        bench -> {
          Program pulse =
              Program.builder()
                  .drive(0, Volts.of(0.5, 0))
                  .then(new Step.Pulse(9, false, List.of()))
                  .build();
          // 0.5 V for 9 s are 4.5 V s of 5; with the offset they are 5.4.
          assertThatThrownBy(() -> bench.run(pulse))
              .isInstanceOf(ProgramRefused.class)
              .hasMessageContaining("worst-volt-seconds=5.39");
        });
  }

  @Test
  void refusesAProfileOfAnotherSize() {
    AnalogProfile other = new AnalogProfile(List.of(AnalogProfile.ArrayTransfers.ideal(2, 4, 1)));
    assertThatThrownBy(() -> with(Optional.of(other), bench -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("inputs=4 of 3")
        .hasMessageContaining("calibrate this one");
  }
}
