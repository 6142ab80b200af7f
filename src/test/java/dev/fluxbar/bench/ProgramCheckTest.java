package dev.fluxbar.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProgramCheckTest {
  private static final NetworkShape SHAPE = NetworkShape.sizes(2, 3, 2);
  private static final Limits LIMITS = new Limits(2, 0.01, 0.005, 1, Duration.ofMillis(100));
  private static final Volts ONE = Volts.of(1, -0.5);

  private static BenchDescription bench(SwitchKind switches) {
    List<Channels.Range> ranges =
        List.of(new Channels.Range(0.1, 1e-4), new Channels.Range(1, 1e-3));
    return new BenchDescription(
        "b",
        "f",
        Topology.CASCADE,
        SHAPE,
        Activation.TANH,
        switches,
        List.of(new Channels(true, 1e-3, 1.5, ranges), new Channels(false, 1e-3, 1.5, ranges)),
        1e-6);
  }

  private static ProgramFigures check(Step... steps) {
    return check(SwitchKind.CROSSPOINT, List.of(ONE), steps);
  }

  private static ProgramFigures check(SwitchKind switches, List<Volts> tables, Step... steps) {
    return ProgramCheck.check(new Program(tables, List.of(steps)), bench(switches), LIMITS);
  }

  private static void refuses(String message, Step... steps) {
    assertThatThrownBy(() -> check(steps))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageStartingWith(message);
  }

  private static Step.Pulse pulse(double seconds, Gate... gates) {
    return new Step.Pulse(seconds, true, List.of(gates));
  }

  private static Step.Repeat repeat(int times, Step... body) {
    return new Step.Repeat(times, List.of(body));
  }

  @Test
  void addsUpWhatAProgramAmountsTo() {
    ProgramFigures figures =
        check(
            new Step.Sense(0, 0, 3, 0, 1),
            new Step.Drive(0, 0, 0),
            new Step.Settle(1e-3),
            new Step.Block(2e-3, false, 0b11, 0),
            repeat(2, pulse(1e-3), new Step.Sense(1, 0, 2, 0, 4)),
            new Step.Sample());

    assertThat(figures.benchSeconds()).isCloseTo(11e-3, within(1e-12));
    assertThat(figures.largestVolts()).isEqualTo(1);
    assertThat(figures.worstVoltSeconds()).isCloseTo(4e-3, within(1e-12));
    // The block 2 x 3 rows, the pulses 3 and 5, the sample 5.
    assertThat(figures.samples()).isEqualTo(19);
  }

  @Test
  void boundsVoltSecondsByTheLargestTableEvenIfItIsNotDriven() {
    List<Volts> tables = List.of(ONE, Volts.of(2, 2));
    assertThat(
            check(SwitchKind.LINE, tables, new Step.Drive(0, 0, 0), pulse(1e-3)).worstVoltSeconds())
        .isCloseTo(2e-3, within(1e-15));
  }

  @Test
  void roundsDurationsToTheNearestTick() {
    assertThat(check(new Step.Settle(1.4e-6)).benchSeconds()).isCloseTo(1e-6, within(1e-18));
    assertThat(check(new Step.Settle(0)).benchSeconds()).isZero();
    refuses("settle: seconds=4.0E-7, tick-seconds=1.0E-6", new Step.Settle(4e-7));
    refuses("pulse: seconds=4.0E-7, tick-seconds=1.0E-6", pulse(4e-7));
    refuses("block: seconds=4.0E-7", Step.Block.sampledAtMiddle(4e-7));
    refuses("block guard: seconds=1.0E-7", new Step.Block(1e-3, false, 0, 1e-7));
    refuses("block: guard-seconds=9.6E-6", new Step.Block(1e-5, false, 0, 9.6e-6));
  }

  @Test
  void refusesVoltsBeyondTheLimitOrTheDriver() {
    assertThatThrownBy(() -> check(SwitchKind.LINE, List.of(Volts.of(2.1, 0)), new Step.Settle(0)))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageStartingWith("program: largest-volts=2.1, limit-drive-volts=2.0");
    assertThatThrownBy(
            () -> check(SwitchKind.LINE, List.of(Volts.of(1.6, 0)), new Step.Drive(0, 0, 0)))
        .hasMessageStartingWith("drive: array=1, volts=1.6, driver-largest-volts=1.5");
  }

  @Test
  void refusesDriversThatAreOnTooLong() {
    check(repeat(3, pulse(1e-3)));
    refuses("pulse: on-seconds=0.0101", pulse(0.0101));
    check(Step.Block.sampledAtMiddle(0.0025));
    refuses("block: on-seconds=0.0104", Step.Block.sampledAtMiddle(0.0026));
  }

  @Test
  void refusesTooManyVoltSecondsCountingEveryTurn() {
    check(repeat(5, pulse(1e-3)));
    refuses("program: worst-volt-seconds=0.006", repeat(2, repeat(3, pulse(1e-3))));
    refuses(
        "program: worst-volt-seconds=0.006",
        repeat(4, pulse(1e-3)),
        repeat(9, Step.Block.sampledAtMiddle(2e-3)));
  }

  @Test
  void refusesAProgramThatLastsTooLong() {
    check(repeat(1000, new Step.Settle(1e-3)));
    refuses("program: bench-seconds=1.001", repeat(1001, new Step.Settle(1e-3)));
    refuses(
        "program: bench-seconds=",
        repeat(
            Integer.MAX_VALUE,
            repeat(Integer.MAX_VALUE, repeat(Integer.MAX_VALUE, new Step.Settle(1)))));
  }

  /** Conversions of 10 us: three rows, four times each, take 120 us. */
  private static void checkSlow(Step... steps) {
    BenchDescription fast = bench(SwitchKind.CROSSPOINT);
    List<Channels> slow =
        fast.channels().stream()
            .map(
                of ->
                    new Channels(
                        of.driven(),
                        of.driveStepVolts(),
                        of.driveLargestVolts(),
                        of.ranges(),
                        10e-6))
            .toList();
    BenchDescription bench =
        new BenchDescription(
            "b",
            "f",
            fast.topology(),
            SHAPE,
            fast.activation(),
            fast.switchKind(),
            slow,
            fast.tickSeconds());
    List<Step> all = new ArrayList<>(List.of(new Step.Sense(0, 0, 3, 0, 4)));
    all.addAll(List.of(steps));
    ProgramCheck.check(new Program(List.of(ONE), all), bench, LIMITS);
  }

  private static void refusesSlow(String message, Step... steps) {
    assertThatThrownBy(() -> checkSlow(steps))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void refusesAPulseTooShortForItsConversions() {
    checkSlow(pulse(120e-6));
    refusesSlow(
        "pulse: conversions=12, conversions-take-seconds=1.2E-4, seconds-since-last-change=1.19E-4",
        pulse(119e-6));
    checkSlow(new Step.Pulse(1e-6, false, List.of()));
    // A gate changes switches: conversions begin after it.
    checkSlow(pulse(170e-6, new Gate(50e-6, new Cell(0, 0, 0))));
    refusesSlow("pulse: conversions=12", pulse(170e-6, new Gate(51e-6, new Cell(0, 0, 0))));
    // Two arrays are converted one after the other.
    refusesSlow("pulse: conversions=14", new Step.Sense(1, 0, 2, 0, 1), pulse(139e-6));
    checkSlow(new Step.Sense(1, 0, 2, 0, 1), pulse(140e-6));
  }

  @Test
  void refusesASampleTooSoonAfterAChange() {
    Step.Pulse silent = new Step.Pulse(1e-3, false, List.of());
    Step.Sample sample = new Step.Sample();
    refusesSlow("sample: conversions=12", sample);
    checkSlow(new Step.Settle(120e-6), sample);
    checkSlow(new Step.Settle(120e-6), new Step.Drive(0, 0, 0), sample);
    // The board begins to convert in the settle right before.
    refusesSlow("sample: conversions=12", new Step.Settle(1e-3), new Step.Settle(119e-6), sample);
    refusesSlow("sample: conversions=12", silent, new Step.Settle(119e-6), sample);
    refusesSlow(
        "sample: conversions=12",
        new Step.Settle(1e-3),
        new Step.Switches(SwitchSetting.open(SHAPE)),
        sample);
    refusesSlow("sample: conversions=12", new Step.Settle(120e-6), sample, sample);
    checkSlow(new Step.Safe(), sample);
  }

  @Test
  void refusesAPlateauTooShortForItsConversions() {
    Step.Block ends = new Step.Block(120e-6, false, 0b10101010, 0);
    checkSlow(ends);
    refusesSlow("block, end of plateau 1: ", new Step.Block(119e-6, false, 0b10101010, 0));
    // After the guard, and once more until the end.
    checkSlow(new Step.Block(240e-6, false, 0b11, 120e-6));
    refusesSlow("block, end of plateau 1: ", new Step.Block(239e-6, false, 0b11, 120e-6));
    refusesSlow("block, plateau 1 after its guard: ", new Step.Block(1e-3, false, 0b11, 119e-6));
    // The third plateau has the sign of the second, but is a stretch of its own.
    checkSlow(new Step.Block(200e-6, false, 0b00010000, 120e-6));
    refusesSlow(
        "block, plateau 3 after its guard: ", new Step.Block(200e-6, false, 0b00010000, 119e-6));
    refusesSlow(
        "block, plateau 4 after its guard: ", new Step.Block(200e-6, false, 0b01000000, 100e-6));
  }

  @Test
  void looksAtTheSamplesOfEveryTurn() {
    // What is sampled at a body's start has no settle before it, in no turn.
    Step.Settle enough = new Step.Settle(1e-3);
    refusesSlow("sample: conversions=12", enough, repeat(2, new Step.Sample(), enough));
    refusesSlow("sample: conversions=12", repeat(2, enough), new Step.Sample());
    refusesSlow("sample: conversions=12", repeat(2, new Step.Settle(119e-6), new Step.Sample()));
    checkSlow(repeat(2, new Step.Settle(120e-6), new Step.Sample()));
    // The second turn senses what the first one left.
    refusesSlow(
        "sample: conversions=14",
        repeat(2, new Step.Settle(130e-6), new Step.Sample(), new Step.Sense(1, 0, 2, 0, 1)));
  }

  @Test
  void refusesConversionsThatTakeLessThanNoTime() {
    List<Channels.Range> ranges = List.of(new Channels.Range(1, 1e-3));
    for (double seconds : new double[] {-1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Channels(true, 1e-3, 1.5, ranges, seconds))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("conversion-seconds=" + seconds);
    }
  }

  @Test
  void refusesRepeatsNestedDeeperThanFour() {
    check(repeat(1, repeat(1, repeat(1, repeat(1, new Step.Settle(1e-3))))));
    refuses(
        "repeat: depth=5, deepest=4",
        repeat(1, repeat(1, repeat(1, repeat(1, repeat(1, new Step.Settle(1e-3)))))));
  }

  @Test
  void refusesARepeatThatTakesNoTime() {
    // The board refuses it too: 2^32 turns of nothing would prove nothing.
    refuses("repeat: times=3, body-seconds=0", repeat(3, new Step.Sample()));
    refuses("repeat: times=3, body-seconds=0", repeat(3, new Step.Settle(0)));
    refuses("repeat: times=2, body-seconds=0", repeat(1, repeat(2, new Step.Safe())));
    check(repeat(3, repeat(2, new Step.Settle(1e-3))));
  }

  @Test
  void refusesDrivesThatTheBenchCannotDo() {
    refuses("drive: array=2, topology=CASCADE", new Step.Drive(1, 0, 0));
    refuses("drive: array=3, arrays=2", new Step.Drive(2, 0, 0));
    refuses("drive: first=1, stride=0, turns=1, tables=1", new Step.Drive(0, 1, 0));
    assertThatThrownBy(() -> check(SwitchKind.LINE, List.of(Volts.of(1)), new Step.Drive(0, 0, 0)))
        .hasMessageStartingWith("drive: array=1, table=0, table-columns=1, array-columns=2");
  }

  @Test
  void refusesATurnWithoutATable() {
    List<Volts> tables = List.of(ONE, Volts.of(0, 1), Volts.of(1, 0));
    check(SwitchKind.LINE, tables, driven(3, 1));
    check(SwitchKind.LINE, tables, repeat(9, driven(2, 2)));
    assertThatThrownBy(() -> check(SwitchKind.LINE, tables, driven(4, 1)))
        .hasMessageStartingWith("drive: first=0, stride=1, turns=4, tables=3");
    assertThatThrownBy(() -> check(SwitchKind.LINE, List.of(ONE, Volts.of(1)), driven(2, 1)))
        .hasMessageContaining("table=1, table-columns=1");
  }

  private static Step driven(int turns, int stride) {
    return new Step.Repeat(turns, List.of(new Step.Drive(0, 0, stride), new Step.Settle(1e-3)));
  }

  @Test
  void refusesRowsAndRangesThatDoNotExist() {
    check(new Step.Sense(1, 0, 2, 1, 1));
    refuses("sense: array=2, first-row=1, row-count=2, rows=2", new Step.Sense(1, 1, 2, 0, 1));
    refuses("sense: array=1, range=2, ranges=2", new Step.Sense(0, 0, 1, 2, 1));
    refuses("sense: array=3, arrays=2", new Step.Sense(2, 0, 1, 0, 1));
  }

  @Test
  void refusesSwitchesOfOtherArrays() {
    NetworkShape pairs = NetworkShape.of(ArrayShape.single(3, 2), ArrayShape.pairs(1, 3));
    refuses(
        "switches: arrays=3 x 2, 2 x 3 (1 pairs)", new Step.Switches(SwitchSetting.open(pairs)));
  }

  @Test
  void refusesOnALineMatrixWhatNeedsACrosspointMatrix() {
    ArraySwitches diagonal = ArraySwitches.only(SHAPE.array(0), 0, 0).with(1, 1, true);
    Step setting = new Step.Switches(SwitchSetting.open(SHAPE).with(0, diagonal));
    Step gated = pulse(1e-3, new Gate(5e-4, new Cell(0, 0, 0)));
    check(setting, gated);
    assertThatThrownBy(() -> check(SwitchKind.LINE, List.of(), setting))
        .hasMessageStartingWith("switches: switch-kind=LINE, outer-product=false");
    assertThatThrownBy(() -> check(SwitchKind.LINE, List.of(), gated))
        .hasMessageStartingWith("gate: cell=layer 1, row 1, column 1, switch-kind=LINE");
  }

  @Test
  void refusesAGateOfACellThatIsNotThere() {
    refuses("gate: cell=layer 1, row 4, column 1", pulse(1e-3, new Gate(5e-4, new Cell(0, 3, 0))));
  }
}
