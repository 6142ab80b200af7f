package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Operation;
import dev.fluxbar.wire.ResultRecord;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardProgramTest {
  /** 16.384 A in 2^17 counts: the largest range of the usual converters. */
  private static final double STEP_AMPERES = 16.384 / 131072;

  /** The same numbers are summed here and in the circuit, in another order. */
  private static final double ROUNDING = 1e-12;

  private static final Matrix FIRST = Matrix.of(rows(1.0, 2.5), rows(3.0, 1.5), rows(2.2, 0.8));
  private static final Matrix SECOND = Matrix.of(rows(1.2, 0.9, 2.0), rows(3.1, 1.7, 0.6));

  private final BoardSpec spec =
      BoardSpec.academic().withMemductances(new Memductances(List.of(FIRST, SECOND))).withSeed(1);

  private static double[] rows(double... row) {
    return row;
  }

  private static double siemens(double flux) {
    return Math.atan(flux) + 2;
  }

  private static double amperes(ResultRecord record, int index) {
    return record.sums()[index] * STEP_AMPERES / record.at().averages();
  }

  @Test
  void aPulsePutsItsVoltSecondsOnTheClosedCellsOnly() {
    BoardSpec zero = BoardSpec.academic();
    TestHost host = TestHost.ready(zero);
    ArraySwitches only = ArraySwitches.only(zero.shape().array(0), 1, 0);
    TestProgram program =
        new TestProgram(zero)
            .close(0, only)
            .drive(0, 4000, 8000)
            .senseAll(0, 3)
            .then(new Operation.Pulse(true, 300_000, 0));
    List<ResultRecord> records = host.run(1, program);
    // 4000 codes of 125 uV for 0.3 s.
    Matrix flux = host.board.truth().fluxesVoltSeconds().get(0);
    assertThat(flux.at(1, 0)).isCloseTo(0.15, within(ROUNDING));
    assertThat(
            flux.map(Math::abs).largestDifference(Matrix.of(rows(0, 0), rows(0.15, 0), rows(0, 0))))
        .isLessThan(ROUNDING);
    assertThat(records).hasSize(1);
    assertThat(records.get(0).at()).isEqualTo(new ResultRecord.At(3, 0, 300_000, 0, 0, 3, 1, 0));
    assertThat(records.get(0).sums()[0]).isZero();
    // Half a step is the most that rounding can take away.
    assertThat(amperes(records.get(0), 1))
        .isCloseTo(0.5 * siemens(0.15), within(STEP_AMPERES / 2 + ROUNDING));
  }

  /** Three rows and two, each conversion 10 ticks: 50 ticks a sample. */
  private BoardMessage.Done doneWithSlowConversions(Operation... operations) {
    BoardSpec slow = spec.withConverters(ArrayConverters.USUAL.withConversionTicks(10));
    TestHost host = TestHost.ready(slow);
    host.run(1, TestProgram.ready(slow, 8000, -4000).then(operations));
    return host.last(BoardMessage.Done.class);
  }

  @Test
  void aSampleWhoseConversionsDoNotFitIsLate() {
    assertThat(doneWithSlowConversions(new Operation.Pulse(true, 50, 0)).state())
        .isEqualTo(JobState.DONE);
    BoardMessage.Done late = doneWithSlowConversions(new Operation.Pulse(true, 49, 0));
    assertThat(late.fault()).isEqualTo(ErrorCode.LATE);
    assertThat(late.ticks()).isEqualTo(49);
    assertThat(late.pulses()).isZero();
    // Since the sample before, and since the gate; between two plateaus of one sign nothing ends.
    assertThat(doneWithSlowConversions(new Operation.Block(false, 100, 50, 0xff)).state())
        .isEqualTo(JobState.DONE);
    assertThat(doneWithSlowConversions(new Operation.Block(false, 100, 51, 0x03)).fault())
        .isEqualTo(ErrorCode.LATE);
    assertThat(doneWithSlowConversions(new Operation.Block(false, 30, 20, 0x10)).state())
        .isEqualTo(JobState.DONE);
    Operation gate = new Operation.Gate(0, 11, 0, 0);
    assertThat(doneWithSlowConversions(new Operation.Pulse(true, 60, 1), gate).fault())
        .isEqualTo(ErrorCode.LATE);
    assertThat(doneWithSlowConversions(new Operation.Pulse(true, 61, 1), gate).state())
        .isEqualTo(JobState.DONE);
    assertThat(doneWithSlowConversions(new Operation.Sample()).fault()).isEqualTo(ErrorCode.LATE);
    assertThat(doneWithSlowConversions(new Operation.Settle(50), new Operation.Sample()).state())
        .isEqualTo(JobState.DONE);
  }

  @Test
  void aBlockBringsEveryFluxBackAndSamplesBetween() {
    TestHost host = TestHost.ready(spec);
    BoardTruth before = host.board.truth();
    TestProgram program =
        TestProgram.ready(spec, 8000, -4000).then(new Operation.Block(false, 1000, 0, 0x08));
    List<ResultRecord> records = host.run(1, program);
    for (int l = 0; l < 2; l++) {
      // What the physics promises for a cascade over plateaus of a millisecond.
      assertThat(
              host.board
                  .truth()
                  .fluxesVoltSeconds()
                  .get(l)
                  .largestDifference(before.fluxesVoltSeconds().get(l)))
          .isLessThan(1e-12);
    }
    assertThat(records).extracting(record -> record.at().array()).containsExactly(0, 1);
    assertThat(records).extracting(record -> record.at().tick()).containsExactly(2000L, 2000L);
    assertThat(records).extracting(record -> record.at().instant()).containsExactly(4, 4);
    double[] first = FIRST.times(rows(1.0, -0.5));
    double[] second = SECOND.times(spec.activation().volts(first));
    for (int k = 0; k < 3; k++) {
      assertThat(amperes(records.get(0), k))
          .isCloseTo(first[k], within(STEP_AMPERES / 2 + ROUNDING));
    }
    for (int k = 0; k < 2; k++) {
      // The fluxes of a cascade return to 1e-12 V s, a slope of 1 S/Vs and volts of 1.
      assertThat(amperes(records.get(1), k)).isCloseTo(second[k], within(STEP_AMPERES / 2 + 1e-11));
    }
  }

  @Test
  void aBlockSamplesEachInstantOfItsMaskInOrderOfTime() {
    BoardSpec zero =
        BoardSpec.of("one", NetworkShape.sizes(1, 1), Topology.CASCADE, SwitchKind.LINE);
    TestHost host = TestHost.ready(zero);
    TestProgram program =
        TestProgram.ready(zero, 8000).then(new Operation.Block(true, 100_000, 25_000, 0xff));
    List<ResultRecord> records = host.run(1, program);
    assertThat(records)
        .extracting(record -> record.at().instant())
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(records)
        .extracting(record -> record.at().tick())
        .containsExactly(
            25_000L, 100_000L, 125_000L, 200_000L, 225_000L, 300_000L, 325_000L, 400_000L);
    double[] volts = {1, 1, -1, -1, -1, -1, 1, 1};
    double[] flux = {0.025, 0.1, 0.075, 0, -0.025, -0.1, -0.075, 0};
    for (int i = 0; i < 8; i++) {
      assertThat(amperes(records.get(i), 0))
          .as("instant %d", i + 1)
          .isCloseTo(volts[i] * siemens(flux[i]), within(STEP_AMPERES / 2 + ROUNDING));
    }
  }

  @Test
  void gatesOpenTheirSwitchesAtTheirTicks() {
    BoardSpec zero = BoardSpec.academic();
    TestHost host = TestHost.ready(zero);
    TestProgram program =
        TestProgram.ready(zero, 8000, 8000)
            .then(
                new Operation.Pulse(true, 100_000, 3),
                new Operation.Gate(0, 0, 0, 0),
                new Operation.Gate(0, 40_000, 1, 0),
                new Operation.Gate(0, 100_000, 2, 0));
    List<ResultRecord> records = host.run(1, program);
    Matrix flux = host.board.truth().fluxesVoltSeconds().get(0);
    assertThat(flux.largestDifference(Matrix.of(rows(0, 0.1), rows(0.04, 0.1), rows(0.1, 0.1))))
        .isLessThan(ROUNDING);
    // The sample comes after the gates of its tick: row 3 reads its second column alone.
    assertThat(amperes(records.get(0), 2))
        .isCloseTo(siemens(0.1), within(STEP_AMPERES / 2 + ROUNDING));
  }

  @Test
  void loopsStepThroughTablesAndCountTheirTurns() {
    BoardSpec zero =
        BoardSpec.of("one", NetworkShape.sizes(1, 1), Topology.CASCADE, SwitchKind.LINE);
    TestHost host = TestHost.ready(zero);
    TestProgram program =
        new TestProgram(zero)
            .table(0, 1000)
            .table(0, 999)
            .table(0, 2000)
            .table(0, 999)
            .table(0, 3000)
            .closeAll(0)
            .senseAll(0, 0)
            .then(
                new Operation.Loop(2, 3),
                new Operation.Loop(3, 2),
                new Operation.Drive(0, 0, 2),
                new Operation.Pulse(true, 10_000, 0));
    List<ResultRecord> records = host.run(1, program);
    assertThat(records).hasSize(6);
    assertThat(records)
        .extracting(record -> record.at().turn())
        .containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
    assertThat(records)
        .extracting(record -> record.at().tick())
        .containsExactly(10_000L, 20_000L, 30_000L, 40_000L, 50_000L, 60_000L);
    // 2 turns of (1000 + 2000 + 3000) codes of 125 uV for 10 ms.
    assertThat(host.board.truth().fluxesVoltSeconds().get(0).at(0, 0))
        .isCloseTo(2 * 6000 * 125e-6 * 0.01, within(ROUNDING));
    assertThat(host.last(BoardMessage.Done.class).pulses()).isEqualTo(6);
    assertThat(host.last(BoardMessage.Done.class).operation()).isEqualTo(5);
  }

  @Test
  void independentArraysHaveDriversOfTheirOwn() {
    BoardSpec two =
        BoardSpec.of("two", NetworkShape.sizes(2, 3, 2), Topology.INDEPENDENT, SwitchKind.LINE);
    TestHost host = TestHost.ready(two);
    TestProgram program =
        TestProgram.ready(two, 8000, 0)
            .drive(1, 0, 0, -8000)
            .then(new Operation.Pulse(false, 50_000, 0), new Operation.Sample());
    List<ResultRecord> records = host.run(1, program);
    assertThat(host.board.truth().fluxesVoltSeconds().get(0).at(2, 0))
        .isCloseTo(0.05, within(ROUNDING));
    assertThat(host.board.truth().fluxesVoltSeconds().get(1).at(0, 2))
        .isCloseTo(-0.05, within(ROUNDING));
    assertThat(host.board.truth().fluxesVoltSeconds().get(1).at(0, 1)).isZero();
    assertThat(records).hasSize(2).allSatisfy(r -> assertThat(r.sums()).containsOnly(0));
  }

  @Test
  void differentialRowsFeedNeuronsByTheirDifference() {
    NetworkShape shape = NetworkShape.of(ArrayShape.pairs(1, 1), ArrayShape.single(1, 1));
    Memductances w =
        new Memductances(List.of(Matrix.of(rows(3.0), rows(1.0)), Matrix.of(rows(2.5))));
    BoardSpec pairs =
        BoardSpec.of("pairs", shape, Topology.CASCADE, SwitchKind.LINE).withMemductances(w);
    TestHost host = TestHost.ready(pairs);
    TestProgram program =
        TestProgram.ready(pairs, 2000).then(new Operation.Block(false, 100, 0, 0x08));
    List<ResultRecord> records = host.run(1, program);
    assertThat(amperes(records.get(0), 0)).isCloseTo(0.75, within(STEP_AMPERES / 2 + 1e-11));
    assertThat(amperes(records.get(0), 1)).isCloseTo(0.25, within(STEP_AMPERES / 2 + 1e-11));
    assertThat(amperes(records.get(1), 0))
        .isCloseTo(2.5 * Math.tanh(0.5), within(STEP_AMPERES / 2 + 1e-11));
  }

  @Test
  void saysWhenAConversionStandsAtARail() {
    TestHost host = TestHost.ready(spec);
    TestProgram program =
        new TestProgram(spec)
            .closeAll(0)
            .drive(0, 20_000, 20_000)
            .then(new Operation.Sense(0, 0, 1, 1, 16), new Operation.Pulse(true, 1, 0));
    ResultRecord record = host.run(1, program).get(0);
    assertThat(record.saturated()).isTrue();
    assertThat(record.sums()).containsExactly(16 * 131071);
    assertThat(record.at().firstRow()).isEqualTo(1);
    assertThat(record.at().averages()).isEqualTo(16);
  }

  @Test
  void splitsTheRowsOfALargeArrayAndPacksRecords() {
    BoardSpec large =
        BoardSpec.of("large", NetworkShape.sizes(2, 300), Topology.CASCADE, SwitchKind.LINE);
    TestHost host = TestHost.ready(large);
    TestProgram program =
        TestProgram.ready(large, 8000, 8000)
            .then(
                new Operation.Block(false, 10, 0, 0xff),
                new Operation.Sense(0, 0, 0, 1, 1),
                new Operation.Loop(100, 2),
                new Operation.Settle(1),
                new Operation.Sample());
    List<ResultRecord> records = host.run(1, program);
    int most = ResultRecord.MOST_ROWS;
    assertThat(records.subList(0, 3))
        .extracting(record -> record.at().firstRow())
        .containsExactly(0, most, 2 * most);
    assertThat(records.get(2).rows()).isEqualTo(300 - 2 * most);
    assertThat(records).hasSize(8 * 3 + 100);
    // 100 records of 32 bytes, 15 to a frame of 504.
    assertThat(host.all(BoardMessage.Results.class)).hasSizeLessThanOrEqualTo(8 * 3 + 7);
    assertThat(host.last(BoardMessage.Done.class).records()).isEqualTo(124);
  }

  @Test
  void safeForgetsSwitchesAmplitudesAndWhatIsSensed() {
    BoardSpec zero = BoardSpec.academic();
    TestHost host = TestHost.ready(zero);
    TestProgram program =
        TestProgram.ready(zero, 8000, 8000)
            .then(new Operation.Safe())
            .closeAll(0)
            .then(new Operation.Pulse(true, 1000, 0));
    assertThat(host.run(1, program)).isEmpty();
    assertThat(host.board.truth().fluxesVoltSeconds().get(0).at(0, 0)).isZero();
  }

  @Test
  void aProgramStartsWithNothingOfTheOneBefore() {
    BoardSpec zero = BoardSpec.academic();
    TestHost host = TestHost.ready(zero);
    host.run(1, TestProgram.ready(zero, 8000, 8000).then(new Operation.Pulse(true, 1000, 0)));
    Matrix before = host.board.truth().fluxesVoltSeconds().get(0);
    TestProgram bare = new TestProgram(zero).then(new Operation.Pulse(true, 1000, 0));
    assertThat(host.run(2, bare)).isEmpty();
    assertThat(host.board.truth().fluxesVoltSeconds().get(0)).isEqualTo(before);
  }

  @Test
  void theSameInputGivesTheSameBytes() {
    byte[] first = storyOf(spec);
    assertThat(storyOf(spec)).isEqualTo(first);
  }

  private static byte[] storyOf(BoardSpec spec) {
    TestHost host = TestHost.ready(spec);
    host.say(new HostMessage.Describe());
    host.run(1, TestProgram.ready(spec, 8000, -77).then(new Operation.Block(false, 999, 5, 0xff)));
    host.run(2, TestProgram.ready(spec, 1, -8000).then(new Operation.Pulse(true, 12_345, 0)));
    return host.line.toByteArray();
  }

  @Test
  void theClockGoesOnWithOperationsAlone() {
    TestHost host = TestHost.ready(spec);
    host.run(1, new TestProgram(spec).then(new Operation.Settle(500)));
    host.pass(100);
    host.run(2, new TestProgram(spec).then(new Operation.Settle(20)));
    assertThat(host.all(BoardMessage.Started.class))
        .extracting(BoardMessage.Started::tick)
        .containsExactly(0L, 500L);
    assertThat(host.board.truth().benchSeconds()).isCloseTo(520e-6, within(ROUNDING));
  }

  @Test
  void anObserverSeesTheCellsThatItChoseInBenchTime() {
    BoardSpec zero = BoardSpec.academic();
    TestHost host = TestHost.ready(zero);
    List<Double> seconds = new ArrayList<>();
    List<Double> siemens = new ArrayList<>();
    host.board.observe(
        2,
        List.of(new Cell(0, 1, 0)),
        (at, values) -> {
          seconds.add(at);
          siemens.add(values[0]);
        });
    TestProgram program =
        TestProgram.ready(zero, 8000, 0).then(new Operation.Block(true, 100_000, 0, 0));
    host.run(1, program);
    double[] flux = {0.05, 0.1, 0.05, 0, -0.05, -0.1, -0.05, 0};
    assertThat(seconds).hasSize(8);
    for (int i = 0; i < 8; i++) {
      assertThat(seconds.get(i)).isCloseTo(0.05 * (i + 1), within(ROUNDING));
      assertThat(siemens.get(i)).isCloseTo(siemens(flux[i]), within(ROUNDING));
    }
    host.board.unobserve();
    host.run(2, program);
    assertThat(seconds).hasSize(8);
  }
}
