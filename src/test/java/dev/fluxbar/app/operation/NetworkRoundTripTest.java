package dev.fluxbar.app.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.emulator.BoardTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random networks written, read back and evaluated, and what the board truly holds. */
class NetworkRoundTripTest {
  private static final long SEED = 20_260_101;
  private static final double EPSILON_SIEMENS = 0.05;
  private static final double NON_INVASIVE_VOLT_SECONDS = 1e-9;

  /**
   * Targets lie within 1 S of the centre 2 S, the middle two thirds of the realizable interval
   * (0.43, 3.57): there W' is at least cos(1)^2 = 0.29, so a pulse still moves a cell noticeably
   * and a write takes tens of pulses a cell, not thousands.
   */
  private static final double SWING_SIEMENS = 1;

  private final Path folder;

  NetworkRoundTripTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /**
   * Current ranges up to 65.536 A: 4 V on all four columns of cells of at most 3.58 S put 57 A on a
   * row of the first array, and no input may saturate.
   */
  private static final String RANGES = "range-amperes: [0.256, 1.024, 4.096, 16.384, 65.536]\n";

  /**
   * Saturated at 4 V, 18 bits. First array: half a step of 16.384 A is 6.3e-5 A, over 4 V 1.6e-5 S.
   * Second: the feeding rows carry at least 4 V x 4 x 1 S = 16 A, their neurons give 1 V whatever
   * half a step of 65.536 A changes; half a step of 4.096 A over 1 V is 1.6e-5 S. Third: the
   * feeding rows carry at least 5 x 0.95 S x 1 V = 4.75 A, where the slope of tanh is 3e-4: half a
   * step of 65.536 A, 2.5e-4 A, changes P by 8e-8 V and W by 3e-7 S. All are below 1e-4 S.
   */
  @Test
  void aCascadeIsWrittenReadBackAndEvaluated() throws IOException {
    BenchFile bench = bench("sizes: [4, 5, 3, 2]\ntopology: cascade\n");
    roundTrip(bench, NetworkShape.sizes(4, 5, 3, 2), ReadSchedule.SATURATED);
  }

  /** With drivers at every array each cell is read like one of the first array, at 4 V. */
  @Test
  void independentArraysAreWrittenReadBackAndEvaluated() throws IOException {
    BenchFile bench = bench("sizes: [4, 5, 3, 2]\ntopology: independent\n");
    roundTrip(bench, NetworkShape.sizes(4, 5, 3, 2), ReadSchedule.COLUMN_PARALLEL);
  }

  /** Every setting of reading, path writing and inference is the outer product of two line sets. */
  @Test
  void lineSwitchesDoAllThatCrosspointsDo() throws IOException {
    BenchFile bench = bench("sizes: [2, 3, 2]\ntopology: cascade\nswitch-kind: line\n");
    roundTrip(bench, NetworkShape.sizes(2, 3, 2), ReadSchedule.SATURATED);
  }

  /** Pairs of rows: 2 inputs, 3 neurons on 6 rows, 2 outputs on 4 rows. */
  @Test
  void aCascadeOfPairsIsWrittenReadBackAndEvaluated() throws IOException {
    NetworkShape shape =
        new NetworkShape(List.of(new ArrayShape(6, 2, true), new ArrayShape(4, 3, true)));
    BenchFile bench =
        bench(
            """
            arrays:
              - {rows: 6, columns: 2, differential: true}
              - {rows: 4, columns: 3, differential: true}
            """);
    roundTrip(bench, shape, ReadSchedule.SATURATED);
  }

  private BenchFile bench(String board) throws IOException {
    Path emulator = Files.writeString(folder.resolve("board.yaml"), board + RANGES);
    Path file = folder.resolve("bench.yaml");
    return BenchFile.read(
        Files.writeString(
            file,
            "bench: emulator:%s\nsignal:\n  read-volts: 4\n  tau-seconds: 1\n"
                .formatted(emulator.getFileName())));
  }

  private void roundTrip(BenchFile bench, NetworkShape shape, ReadSchedule schedule) {
    Random random = new Random(SEED);
    Memductances target = target(shape, random);
    double[] input = random.doubles(shape.inputs(), -1, 1).toArray();
    try (OpenBench open = OpenBench.open(bench, Line.MEMORY, OptionalLong.of(SEED));
        RunFolder run = run()) {
      OperationResult wrote = write(target).run(open, run);
      assertThat(wrote.reached()).as("seed %d: %s", SEED, wrote.message()).isTrue();
      BoardTruth written = truth(open);
      assertThat(written.memductances().largestDifferenceSiemens(target))
          .as("true write error, seed %d", SEED)
          .isLessThanOrEqualTo(EPSILON_SIEMENS);
      readsBack(open, run, schedule, written);
      infers(open, run, input, written);
    }
  }

  private static void readsBack(
      OpenBench open, RunFolder run, ReadSchedule schedule, BoardTruth before) {
    Read.Wanted wanted =
        new Read.Wanted(Optional.empty(), schedule, OptionalDouble.empty(), Optional.empty());
    OperationResult read = new Read(wanted, Audience.NOBODY).run(open, run);
    assertThat(read.reached()).as(read.message()).isTrue();
    List<Matrix> siemens =
        ((List<?>) Objects.requireNonNull(read.values().get("memductances-siemens")))
            .stream().map(Matrix.class::cast).toList();
    assertThat(new Memductances(siemens).largestDifferenceSiemens(before.memductances()))
        .as("true read error, seed %d", SEED)
        .isLessThan(1e-4);
    unmoved(before, truth(open));
  }

  /**
   * Rounding of the input to the drivers' steps and of currents to the inputs' is far below 1e-3
   * here: 6e-5 V of input times at most (3 S x 1 ohm)^3 times the slopes of three neurons.
   */
  private static void infers(OpenBench open, RunFolder run, double[] input, BoardTruth before) {
    OperationResult inferred =
        new Infer(Matrix.of(new double[][] {input}), Optional.empty(), Audience.NOBODY)
            .run(open, run);
    assertThat(inferred.reached()).as(inferred.message()).isTrue();
    double[] output =
        (double[])
            ((List<?>) Objects.requireNonNull(inferred.values().get("outputs-volts"))).get(0);
    double[] exact = exact(open, before, input);
    for (int k = 0; k < exact.length; k++) {
      assertThat(output[k]).as("output %d, seed %d", k, SEED).isCloseTo(exact[k], within(1e-3));
    }
    unmoved(before, truth(open));
  }

  /** sigma(W sigma(... W u)), of signed weights where a neuron has two rows. */
  private static double[] exact(OpenBench open, BoardTruth truth, double[] input) {
    NetworkShape shape = open.bench().description().shape();
    Activation activation = open.bench().description().activation();
    double[] signal = input;
    for (int l = 0; l < shape.layers(); l++) {
      double[] rows = truth.memductances().array(l).times(signal);
      double[] neurons = new double[shape.array(l).neurons()];
      for (int k = 0; k < neurons.length; k++) {
        neurons[k] = rows[k] - (shape.array(l).differential() ? rows[neurons.length + k] : 0);
      }
      signal = activation.volts(neurons);
    }
    return signal;
  }

  private static void unmoved(BoardTruth before, BoardTruth after) {
    for (int l = 0; l < before.fluxesVoltSeconds().size(); l++) {
      assertThat(
              before.fluxesVoltSeconds().get(l).largestDifference(after.fluxesVoltSeconds().get(l)))
          .isLessThan(NON_INVASIVE_VOLT_SECONDS);
    }
  }

  private static Write write(Memductances target) {
    return new Write(
        new Write.Wanted(
            new Write.Target.Network(target),
            EPSILON_SIEMENS,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty()),
        Audience.NOBODY);
  }

  private static Memductances target(NetworkShape shape, Random random) {
    return new Memductances(
        shape.arrays().stream()
            .map(
                array ->
                    Matrix.fill(
                        array.rows(),
                        array.columns(),
                        (k, j) -> 2 + SWING_SIEMENS * (2 * random.nextDouble() - 1)))
            .toList());
  }

  private static BoardTruth truth(OpenBench open) {
    return open.emulated().orElseThrow().truth();
  }

  private RunFolder run() {
    return RunFolder.begin(
        new RunFolder.Request("write", List.of(), OptionalLong.of(SEED), "emulator:board.yaml"),
        folder,
        Optional.of(folder.resolve("run")),
        Clock.systemUTC());
  }
}
