package dev.fluxbar.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.SerialTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two implementations, one physics: what programs leave in the memristors of both boards. */
class FirmwareTruthTest {
  private static final long SEED = 20_261_122;
  private static final int PROGRAMS = 15;

  /**
   * The Java circuit promises 1e-9 V s over all; the C model's panels are allowed 1e-12 V s, and
   * were within 6e-14 V s of a fine quadrature over pulses of 10 s at 0.05 V to 4 V.
   */
  private static final double FLUX_VOLT_SECONDS = 1e-9;

  private static final Limits LIMITS = new Limits(4, 100, 1000, 10_000, Duration.ofMillis(100));

  @BeforeEach
  void needsACompiler() {
    FirmwareBoards.assumeHost();
  }

  @Test
  void programsLeaveTheSameFluxesInACascade() {
    BoardSpec spec = BoardSpec.academic();
    compare(spec, "--sizes", "2,3,2");
  }

  @Test
  void programsLeaveTheSameFluxesInACascadeOfPairsWithLineSwitches() {
    NetworkShape shape = NetworkShape.of(ArrayShape.pairs(4, 3), ArrayShape.pairs(2, 4));
    BoardSpec spec = BoardSpec.of("pairs", shape, Topology.CASCADE, SwitchKind.LINE);
    compare(spec, "--sizes", "3,4,2", "--differential", "--line-switches");
  }

  @Test
  void programsLeaveTheSameFluxesInACascadeOfThreeArrays() {
    BoardSpec spec =
        BoardSpec.of(
            "three", NetworkShape.sizes(3, 5, 4, 2), Topology.CASCADE, SwitchKind.CROSSPOINT);
    compare(spec, "--sizes", "3,5,4,2");
  }

  @Test
  void programsLeaveTheSameFluxesInIndependentArrays() {
    BoardSpec spec =
        BoardSpec.of(
            "apart", NetworkShape.sizes(4, 3, 2), Topology.INDEPENDENT, SwitchKind.CROSSPOINT);
    compare(spec, "--sizes", "4,3,2", "--independent");
  }

  private static void compare(BoardSpec spec, String... options) {
    Random random = new Random(SEED);
    try (BoardHost java = BoardHost.on(Line.MEMORY, spec, 0);
        BoardBench javaBench = bench(java.hostEnd());
        FirmwareProcess c = FirmwareBoards.start(FirmwareBoards.HOST, options);
        BoardBench bench = bench(serial(c))) {
      TruthChannel channel = new TruthChannel(c);
      for (int i = 0; i < PROGRAMS; i++) {
        String which = "seed %d, program %d".formatted(SEED, i);
        Program program = program(spec, random);
        equal(javaBench.run(program), bench.run(program), which);
        JsonNode truth = channel.truth();
        assertThat(truth.get("safe").asBoolean()).as(which).isTrue();
        assertThat(truth.get("running").asBoolean()).as(which).isFalse();
        List<Matrix> fluxes = java.board().truth().fluxesVoltSeconds();
        for (int l = 0; l < fluxes.size(); l++) {
          same(fluxes.get(l), truth.get("fluxes").get(l), which + ", array " + (l + 1));
        }
      }
    }
  }

  /** A count may differ by one, where a current lies within rounding of the middle of two. */
  private static void equal(Recording java, Recording c, String which) {
    assertThat(c.benchSeconds()).as(which).isEqualTo(java.benchSeconds());
    assertThat(c.samples()).as(which).hasSameSizeAs(java.samples());
    for (int i = 0; i < java.samples().size(); i++) {
      assertThat(c.samples().get(i).atSeconds()).isEqualTo(java.samples().get(i).atSeconds());
      assertThat(c.samples().get(i).place()).isEqualTo(java.samples().get(i).place());
      long[] sums = java.samples().get(i).rawSums();
      for (int k = 0; k < sums.length; k++) {
        assertThat(c.samples().get(i).rawSums()[k])
            .as("%s, sample %d, row %d", which, i, k)
            .isCloseTo(sums[k], within((long) c.samples().get(i).place().averages()));
      }
    }
  }

  private static void same(Matrix java, JsonNode c, String which) {
    assertThat(c.size()).isEqualTo(java.rows() * java.columns());
    for (int k = 0; k < java.rows(); k++) {
      for (int j = 0; j < java.columns(); j++) {
        assertThat(c.get(k * java.columns() + j).asDouble())
            .as("%s, row %d, column %d", which, k + 1, j + 1)
            .isCloseTo(java.at(k, j), within(FLUX_VOLT_SECONDS));
      }
    }
  }

  private static ByteTransport serial(FirmwareProcess c) {
    BenchUri.Serial address = (BenchUri.Serial) c.address();
    return new SerialTransport(address.port(), address.baud());
  }

  private static BoardBench bench(ByteTransport hostEnd) {
    HostLink link = new HostLink(hostEnd, 4711, NanoClock.system(), LinkTimes.DEFAULT);
    return BoardBench.open(link, Activation.TANH, LIMITS, 1);
  }

  /** Some pulses and blocks on random cells, with everything sampled. */
  private static Program program(BoardSpec spec, Random random) {
    Program.Builder program = Program.builder();
    NetworkShape shape = spec.shape();
    for (int l = 0; l < shape.layers(); l++) {
      program.then(new Step.Sense(l, 0, shape.array(l).rows(), 3, 1 + random.nextInt(3)));
    }
    for (int i = 0; i < 3; i++) {
      SwitchSetting setting = switches(spec, random);
      program.then(new Step.Switches(setting)).then(new Step.Settle(50e-6));
      for (int l = 0; l < shape.layers(); l++) {
        if (spec.driven(l)) {
          double most = random.nextBoolean() ? 1 : 4;
          double[] volts =
              random
                  .doubles(shape.array(l).columns(), -most, most)
                  .map(v -> Math.rint(v * 16) / 16)
                  .toArray();
          program.drive(l, Volts.of(volts));
        }
      }
      if (random.nextBoolean()) {
        int instants = random.nextInt(256);
        program.then(new Step.Block(1 + random.nextInt(3), random.nextBoolean(), instants, 1e-3));
      } else {
        boolean gated = spec.switchKind() == SwitchKind.CROSSPOINT && random.nextBoolean();
        Cell cell = new Cell(0, random.nextInt(shape.array(0).rows()), 0);
        double width = 0.5 * (1 + random.nextInt(4));
        program.then(
            new Step.Pulse(width, true, gated ? List.of(new Gate(width / 4, cell)) : List.of()));
      }
    }
    return program.build();
  }

  private static SwitchSetting switches(BoardSpec spec, Random random) {
    List<ArraySwitches> arrays = new ArrayList<>();
    for (ArrayShape shape : spec.shape().arrays()) {
      if (spec.switchKind() == SwitchKind.LINE) {
        int rows = random.nextInt(1 << shape.rows());
        int columns = random.nextInt(1 << shape.columns());
        arrays.add(
            ArraySwitches.lines(shape, k -> (rows >> k & 1) == 1, j -> (columns >> j & 1) == 1));
        continue;
      }
      ArraySwitches switches = ArraySwitches.open(shape);
      for (int k = 0; k < shape.rows(); k++) {
        for (int j = 0; j < shape.columns(); j++) {
          switches = switches.with(k, j, random.nextInt(3) > 0);
        }
      }
      arrays.add(switches);
    }
    return new SwitchSetting(arrays);
  }
}
