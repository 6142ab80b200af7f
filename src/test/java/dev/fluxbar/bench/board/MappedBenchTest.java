package dev.fluxbar.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.algorithm.Inference;
import dev.fluxbar.algorithm.InferenceOutcome;
import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.algorithm.WriteProgress;
import dev.fluxbar.algorithm.WriteSettings;
import dev.fluxbar.algorithm.Writing;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BarMap;
import dev.fluxbar.bench.MappedBench;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.MemoryTransport;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network on some bars of a board of independent arrays, in an order of its own. */
final class MappedBenchTest {
  private static final ArrayShape FIRST = ArrayShape.single(6, 5);
  private static final ArrayShape SECOND = ArrayShape.single(4, 4);

  /** Pairs on rows 5 and 2 (plus), 1 and 4 (minus); columns 4, 0, 3. */
  private static final BarMap PAIRS =
      new BarMap(FIRST, List.of(5, 2, 1, 4), List.of(4, 0, 3), true);

  private static final BarMap SINGLE = new BarMap(SECOND, List.of(3, 0, 2), List.of(1, 3), false);

  private final ArctanMemristor device = ArctanMemristor.PAPER;
  private EmulatedBoard board;
  private MappedBench bench;

  @BeforeEach
  void open() {
    Random random = new Random(9);
    NetworkShape shape = NetworkShape.of(FIRST, SECOND);
    BoardSpec spec =
        BoardSpec.of("spare", shape, Topology.INDEPENDENT, SwitchKind.CROSSPOINT)
            .withMemductances(
                new Memductances(
                    shape.arrays().stream()
                        .map(
                            array ->
                                Matrix.fill(
                                    array.rows(),
                                    array.columns(),
                                    (k, j) -> 1 + 2 * random.nextDouble()))
                        .toList()))
            .withSeed(1);
    MemoryTransport.Pair pair = MemoryTransport.pair("mapped");
    board = new EmulatedBoard(spec, pair.board());
    board.open();
    HostLink link = new HostLink(pair.host(), 4711, NanoClock.system(), LinkTimes.DEFAULT);
    bench =
        new MappedBench(
            BoardBench.open(link, Activation.TANH, BenchContract.LIMITS, 1),
            List.of(PAIRS, SINGLE));
  }

  @AfterEach
  void leave() {
    bench.close();
    assertThat(board.truth().safe()).isTrue();
    board.close();
  }

  private Matrix truth(int array) {
    return bench.maps().get(array).logical(board.truth().memductances().array(array));
  }

  @Test
  void showsTheNetworkOnly() {
    assertThat(bench.description().shape())
        .isEqualTo(NetworkShape.of(ArrayShape.pairs(2, 3), ArrayShape.single(3, 2)));
  }

  /** The bound is a step of the smallest range at 1 V. */
  @Test
  void readsTheCellsOfTheNetwork() {
    for (ReadSchedule schedule :
        List.of(ReadSchedule.CELL_BY_CELL, ReadSchedule.COLUMN_PARALLEL, ReadSchedule.HADAMARD)) {
      ReadOutcome outcome = new Reading(bench, device, ReadSettings.of(1)).run(schedule);
      ReadOutcome.ReadResult read = (ReadOutcome.ReadResult) outcome;
      for (int l = 0; l < 2; l++) {
        assertThat(read.memductances().array(l).largestDifference(truth(l)))
            .as("%s, array %d", schedule, l + 1)
            .isLessThan(2e-4);
      }
    }
  }

  @Test
  void writesTheCellsOfTheNetworkAndNoOther() {
    Memductances target =
        new Memductances(
            List.of(
                Matrix.fill(4, 3, (k, j) -> 1 + 0.1 * k + 0.3 * j),
                Matrix.fill(3, 2, (k, j) -> 3 - 0.2 * k - 0.5 * j)));
    List<Matrix> before = board.truth().memductances().arrays();

    WriteOutcome outcome =
        new Writing(
                bench,
                device,
                WriteSettings.of(1, 0.01).withMethod(WriteMethod.GATED).withReading(1, 1))
            .run(target, WriteProgress.NONE);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    List<Matrix> after = board.truth().memductances().arrays();
    for (int l = 0; l < 2; l++) {
      assertThat(truth(l).largestDifference(target.array(l))).isLessThan(0.0101);
      List<Integer> rows = bench.maps().get(l).rows();
      List<Integer> columns = bench.maps().get(l).columns();
      for (int k = 0; k < after.get(l).rows(); k++) {
        for (int j = 0; j < after.get(l).columns(); j++) {
          if (!rows.contains(k) || !columns.contains(j)) {
            assertThat(after.get(l).at(k, j)).isEqualTo(before.get(l).at(k, j));
          }
        }
      }
    }
  }

  /** Pairs make neurons though the board knows single rows only. */
  @Test
  void infersThroughPairsInTheirOrder() {
    double[] input = {0.3, -0.7, 0.5};
    InferenceOutcome outcome =
        new Inference(bench, device, InferenceSettings.of(1))
            .run(List.of(Volts.of(input)))
            .outcomes()
            .get(0);

    double[] hidden = new double[2];
    for (int k = 0; k < 2; k++) {
      double amperes = 0;
      for (int j = 0; j < 3; j++) {
        amperes += (truth(0).at(k, j) - truth(0).at(k + 2, j)) * input[j];
      }
      hidden[k] = Math.tanh(amperes);
    }
    InferenceOutcome.Inferred inferred = (InferenceOutcome.Inferred) outcome;
    for (int k = 0; k < 3; k++) {
      double expected = truth(1).at(k, 0) * hidden[0] + truth(1).at(k, 1) * hidden[1];
      // Steps of 125 uV of the drivers times 3 S, and of the inputs; gains of tanh are below 1.
      assertThat(inferred.outputAmperes().get(k))
          .isCloseTo(expected, org.assertj.core.data.Offset.offset(3e-3));
    }
  }

  @Test
  void refusesBarsThatAreNotThereOrNamedTwice() {
    assertThatThrownBy(() -> new BarMap(FIRST, List.of(0, 6), List.of(1), false))
        .hasMessage("bars: row=7, rows=6; name each bar of the array at most once");
    assertThatThrownBy(() -> new BarMap(FIRST, List.of(0), List.of(1, 1), false))
        .hasMessageContaining("column=2");
    assertThatThrownBy(() -> new MappedBench(bench.physical(), List.of(PAIRS)))
        .hasMessageContaining("name the bars of each array");
  }
}
