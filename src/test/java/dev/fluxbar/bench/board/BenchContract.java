package dev.fluxbar.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Path;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.ByteTransport;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every bench keeps to, whatever carries its bytes: the paper's 2-3-2 cascade behind it. */
abstract class BenchContract {

  static final Limits LIMITS = new Limits(4, 100, 100, 10_000, Duration.ofMillis(100));

  /** The host's end and the board's end of one pipe. */
  record Pipe(ByteTransport host, ByteTransport board) {}

  private @Nullable EmulatedBoard openBoard;
  private @Nullable Bench openBench;

  /** A pipe whose board's end, when opened, lets the host's end open. */
  abstract Pipe pipe();

  /** The host's end once the board's is open: only then a pseudo-terminal or port has a name. */
  ByteTransport hostEnd(Pipe pipe) {
    return pipe.host();
  }

  final Bench bench() {
    if (openBench == null) {
      Pipe pipe = pipe();
      EmulatedBoard board = new EmulatedBoard(BoardSpec.academic(), pipe.board());
      openBoard = board;
      board.open();
      HostLink link = new HostLink(hostEnd(pipe), 4711, NanoClock.system(), LinkTimes.DEFAULT);
      openBench = BoardBench.open(link, Activation.TANH, LIMITS, 1);
    }
    return Objects.requireNonNull(openBench);
  }

  private BoardTruth truth() {
    return Objects.requireNonNull(openBoard).truth();
  }

  @AfterEach
  final void leave() {
    Bench bench = openBench;
    EmulatedBoard board = openBoard;
    if (bench != null && board != null) {
      bench.close();
      bench.close();
      assertThat(board.truth().safe()).as("closed: outputs at 0 V and switches open").isTrue();
      board.close();
    }
  }

  @Test
  void describesItself() {
    assertThat(bench().description().shape().toString()).isEqualTo("3 x 2, 2 x 3");
    assertThat(bench().description().cascade()).isTrue();
    assertThat(bench().description().activation()).isEqualTo(Activation.TANH);
    assertThat(bench().description().channels().get(0).driveStepVolts()).isEqualTo(125e-6);
    assertThat(bench().description().channels().get(1).driven()).isFalse();
  }

  @Test
  void pulsesOneCellAndMeasuresItAtItsEnd() {
    Recording recording = bench().run(pulse(1.0, 0.5));
    // Flux 0.5 V s: J = (atan(0.5) + 2) V; half an ADC step of the 4.096 A range is 16 uA.
    assertThat(recording.only(0).amperes(2)).isCloseTo(1.0 * (Math.atan(0.5) + 2), within(16e-6));
    assertThat(recording.benchSeconds()).isEqualTo(0.5);
    assertThat(truth().fluxesVoltSeconds().get(0).at(2, 0)).isCloseTo(0.5, within(1e-12));
    assertThat(truth().safe()).isTrue();
  }

  @Test
  void aBlockSignalLeavesNothingBehind() {
    Recording recording =
        bench()
            .run(
                Program.builder()
                    .then(new Step.Switches(SwitchSetting.closed(bench().description().shape())))
                    .then(new Step.Sense(1, 0, 2, 3, 1))
                    .drive(0, Volts.of(-1, 1))
                    .then(Step.Block.sampledAtMiddle(5))
                    .build());
    assertThat(recording.benchSeconds()).isEqualTo(20);
    assertThat(recording.only(1).atSeconds()).isEqualTo(10);
    truth()
        .fluxesVoltSeconds()
        .forEach(
            fluxes ->
                fluxes.map(
                    flux -> {
                      assertThat(flux).isCloseTo(0, within(1e-9));
                      return flux;
                    }));
  }

  @Test
  void refusesWhatItsLimitsForbidAndDrivesNothing() {
    assertThatThrownBy(() -> bench().run(pulse(4.05, 0.5)))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageContaining("4.05");
    assertThat(truth().benchSeconds()).isZero();
  }

  @Test
  void worksOnAfterARefusal() {
    assertThatThrownBy(() -> bench().run(pulse(4.05, 0.5))).isInstanceOf(ProgramRefused.class);
    assertThat(bench().run(pulse(0.5, 0.5)).samples()).hasSize(1);
  }

  @Test
  void runsManyProgramsInARow() {
    double volts = 0.01;
    for (int i = 0; i < 300; i++) {
      bench().run(pulse(volts, 0.1));
    }
    assertThat(truth().fluxesVoltSeconds().get(0).at(2, 0))
        .as("300 pulses of 10 mV for 0.1 s, each exactly once")
        .isCloseTo(0.3, within(1e-9));
  }

  @Test
  void anAbortedBenchRunsNothingMore() {
    bench().abort();
    assertThatThrownBy(() -> bench().run(pulse(1, 1))).isInstanceOf(JobFault.class);
    assertThat(truth().benchSeconds()).isZero();
  }

  private Program pulse(double volts, double seconds) {
    Path path = new Path(List.of(new Cell(0, 2, 0)));
    return Program.builder()
        .then(new Step.Switches(SwitchSetting.along(bench().description().shape(), path)))
        .then(new Step.Sense(0, 2, 1, 2, 1))
        .drive(0, Volts.only(2, 0, volts))
        .then(new Step.Pulse(seconds, true, List.of()))
        .build();
  }

  private static org.assertj.core.data.Offset<Double> within(double bound) {
    return org.assertj.core.api.Assertions.within(bound);
  }
}
