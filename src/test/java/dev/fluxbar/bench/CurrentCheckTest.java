package dev.fluxbar.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What currents of rows are predicted before a program is sent. */
@Timeout(60)
final class CurrentCheckTest {
  private static final NetworkShape SHAPE = NetworkShape.sizes(4, 3, 2);

  private static BenchDescription bench(Topology topology) {
    Channels channels = new Channels(true, 0, 10, List.of(new Channels.Range(1, 1e-9)));
    Channels later =
        new Channels(topology == Topology.INDEPENDENT, 0, 10, List.of(new Channels.Range(1, 1e-9)));
    return new BenchDescription(
        "b",
        "f",
        topology,
        SHAPE,
        new Activation(0.5, 1),
        SwitchKind.CROSSPOINT,
        List.of(channels, later),
        1e-6);
  }

  private static Limits limits(double rowAmperes) {
    return new Limits(2, 1, 1, 10, Duration.ofMillis(100), new Limits.Currents(rowAmperes, 50e-6));
  }

  private static Program blocks(Volts... tables) {
    SwitchSetting closed = SwitchSetting.open(SHAPE).with(0, ArraySwitches.closed(SHAPE.array(0)));
    List<Step> body = List.of(new Step.Drive(0, 0, 1), Step.Block.sampledAtMiddle(1e-4));
    return new Program(
        List.of(tables), List.of(new Step.Switches(closed), new Step.Repeat(tables.length, body)));
  }

  /** 0.1 + 0.2 + 0.3 + 0.4 V on 50 uS each are 50 uA, whatever their signs. */
  @Test
  void addsTheVoltsOfClosedColumnsWithoutTheirSigns() {
    Program program = blocks(Volts.of(0.1, -0.2, 0.3, -0.4));
    ProgramCheck.check(program, bench(Topology.INDEPENDENT), limits(50.01e-6));
    assertThatThrownBy(
            () -> ProgramCheck.check(program, bench(Topology.INDEPENDENT), limits(49.99e-6)))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageContaining("closed-columns=4")
        .hasMessageContaining("limit-row-amperes=4.999E-5");
  }

  @Test
  void looksAtTheTableOfEveryTurn() {
    Volts low = Volts.all(4, 0.1);
    Program program = blocks(low, low, Volts.all(4, 0.5), low);
    assertThatThrownBy(
            () -> ProgramCheck.check(program, bench(Topology.INDEPENDENT), limits(50e-6)))
        .hasMessageContaining("predicted-amperes=1.0E-4");
  }

  @Test
  void countsClosedSwitchesOnlyAndTheWorstRow() {
    ArraySwitches two = ArraySwitches.only(SHAPE.array(0), 0, 0).with(1, 1, true).with(1, 2, true);
    Program program =
        Program.builder()
            .then(new Step.Switches(SwitchSetting.open(SHAPE).with(0, two)))
            .drive(0, Volts.all(4, 1))
            .then(new Step.Pulse(1e-4, false, List.of()))
            .build();
    ProgramCheck.check(program, bench(Topology.INDEPENDENT), limits(100.01e-6));
    assertThatThrownBy(
            () -> ProgramCheck.check(program, bench(Topology.INDEPENDENT), limits(99e-6)))
        .hasMessageContaining("closed-columns=2");
  }

  /** Behind neurons a column may be at their largest voltage. */
  @Test
  void reckonsWithTheLargestVoltageOfNeurons() {
    Program program =
        Program.builder()
            .then(
                new Step.Switches(
                    SwitchSetting.open(SHAPE).with(1, ArraySwitches.closed(SHAPE.array(1)))))
            .drive(0, Volts.all(4, 0))
            .then(Step.Block.sampledAtMiddle(1e-4))
            .build();
    ProgramCheck.check(program, bench(Topology.CASCADE), limits(3 * 0.5 * 50.01e-6));
    assertThatThrownBy(
            () -> ProgramCheck.check(program, bench(Topology.CASCADE), limits(3 * 0.5 * 49e-6)))
        .hasMessageContaining("array=2");
  }

  @Test
  void anyCurrentMayFlowWithoutALimit() {
    Limits any = new Limits(20, 1, 1, 10, Duration.ofMillis(100));
    assertThat(any.currents().limited()).isFalse();
    ProgramCheck.check(
        blocks(Collections.nCopies(3, Volts.all(4, 9)).toArray(Volts[]::new)),
        bench(Topology.INDEPENDENT),
        any);
  }

  @Test
  void refusesALimitThatIsNone() {
    assertThatThrownBy(() -> new Limits.Currents(Double.NaN, 1))
        .hasMessageContaining("row-amperes");
    assertThatThrownBy(() -> new Limits.Currents(1, 0)).hasMessageContaining("cell-siemens=0.0");
  }
}
