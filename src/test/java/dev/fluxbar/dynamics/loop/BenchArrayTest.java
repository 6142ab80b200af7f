package dev.fluxbar.dynamics.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.WeightPairs;
import dev.fluxbar.dynamics.recurrent.Connections;
import dev.fluxbar.dynamics.recurrent.HostLoop;
import dev.fluxbar.dynamics.recurrent.Learning;
import dev.fluxbar.dynamics.recurrent.Mode;
import dev.fluxbar.dynamics.recurrent.Neuron;
import dev.fluxbar.dynamics.recurrent.Neurons;
import dev.fluxbar.dynamics.recurrent.RecurrentNetwork;
import dev.fluxbar.dynamics.recurrent.SimulatedArray;
import dev.fluxbar.dynamics.recurrent.State;
import dev.fluxbar.dynamics.recurrent.Trajectory;
import dev.fluxbar.memristor.ArctanMemristor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recurrent network whose weights are on an emulated bench. */
class BenchArrayTest {
  private static final Matrix WEIGHTS =
      Matrix.of(
          new double[] {0, 1.2, -0.8}, new double[] {1.2, 0, -0.5}, new double[] {-0.8, -0.5, 0});
  private static final double[] START = {0.4, -0.1, 0.2};
  private static final Neurons NEURONS = Neurons.alike(Neuron.TANH, 3, 1, 1);
  private static final Connections CONNECTIONS = Connections.pairs(ArctanMemristor.PAPER, WEIGHTS);

  @TempDir Path folder = Path.of("");

  private OpenBench open() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int block = 1; block >= -1; block -= 2) {
      for (double[] row : WEIGHTS.toArrays()) {
        rows.append(
            "    - [%s, %s, %s]\n"
                .formatted(2 + block * row[0] / 2, 2 + block * row[1] / 2, 2 + block * row[2] / 2));
      }
    }
    Path board =
        Files.writeString(
            folder.resolve("board.yaml"),
            "topology: independent\narrays:\n  - {rows: 6, columns: 3, differential: true}\n"
                + "initial-siemens:\n  -\n"
                + rows);
    Path file = Files.writeString(folder.resolve("bench.yaml"), "bench: emulator:" + board + "\n");
    return OpenBench.open(BenchFile.read(file), Line.MEMORY, OptionalLong.of(1));
  }

  private static BenchArray array(OpenBench open) {
    return new BenchArray(open.bench(), open.device(), InferenceSettings.of(0.01), 0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1})
  void followsTheSimulation(double gain) throws IOException {
    int steps = 60;
    SimulatedArray simulated = new SimulatedArray(CONNECTIONS);
    List<double[]> expected = new HostLoop(NEURONS, simulated, 0.05, gain).run(START, steps);
    try (OpenBench open = open()) {
      List<double[]> course = new HostLoop(NEURONS, array(open), 0.05, gain).run(START, steps);

      // The converters of this bench have steps of some 1e-4 of their range; at worst the network
      // amplifies a constant error of its currents by R / (1 - R w s'), some 10 here.
      for (int step = 0; step <= steps; step++) {
        for (int i = 0; i < 3; i++) {
          assertThat(course.get(step)[i])
              .as("step %d, neuron %d", step, i + 1)
              .isCloseTo(expected.get(step)[i], within(2e-3));
        }
      }
      Matrix truth = open.truth().orElseThrow().memductances().array(0);
      Matrix weights = WeightPairs.weights(truth);
      assertThat(weights.largestDifference(simulated.weights())).isLessThan(2e-3);
      double moved = weights.largestDifference(WEIGHTS);
      if (gain > 0) {
        assertThat(moved).isGreaterThan(0.1);
      } else {
        // Block signals leave what rounding leaves.
        assertThat(moved).isLessThan(1e-6);
      }
    }
  }

  @Test
  void stepsOfHalfTheLengthMissTheSolutionByHalf() {
    Learning learning = new Learning(1, 0);
    RecurrentNetwork network = new RecurrentNetwork(NEURONS, CONNECTIONS, learning);
    State start = new State(CONNECTIONS.fluxesVoltSeconds(), START);
    double[] truth =
        Trajectory.follow(network, Mode.BOTH, start, 2, 1, 1e-11).states().get(1).activations();
    double coarse = missed(truth, 0.01);
    double fine = missed(truth, 0.005);

    // First order: the next term is a step's length smaller.
    assertThat(coarse / fine).isBetween(1.9, 2.1);
  }

  private static double missed(double[] truth, double step) {
    int steps = (int) Math.round(2 / step);
    double[] x =
        new HostLoop(NEURONS, new SimulatedArray(CONNECTIONS), step, 1)
            .run(START, steps)
            .get(steps);
    return Math.hypot(Math.hypot(x[0] - truth[0], x[1] - truth[1]), x[2] - truth[2]);
  }

  @Test
  void refusesABenchThatIsNoRecurrentNetwork() {
    try (OpenBench open =
        OpenBench.open(BenchFile.of(BenchFile.ACADEMIC), Line.MEMORY, OptionalLong.of(1))) {
      assertThatThrownBy(() -> array(open)).hasMessageContaining("arrays=2");
    }
    assertThatThrownBy(() -> new HostLoop(NEURONS, new SimulatedArray(CONNECTIONS), 1, 0))
        .hasMessageContaining("step-seconds=1.0, neuron=1");
  }
}
