package dev.fluxbar.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Matrix;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemristiveCircuitTest {

  @Test
  void aCompleteGraphOfFourRemembersWithHalfOfItsMemristors() {
    MemristiveCircuit circuit =
        new MemristiveCircuit(
            GeneratedCircuit.complete(4, CircuitEquationsTest.fill(new Random(1))));
    assertThat(circuit.effectiveMemory()).isEqualTo(0.5);
    assertThat(circuit.independentMemories(Control.CURRENT)).isEqualTo(3);
    assertThat(circuit.independentMemories(Control.VOLTAGE)).isEqualTo(3);
  }

  @Test
  void everyGeneratedCircuitHasTheMemoryOfItsGraph() {
    GeneratedCircuit.Fill fill = CircuitEquationsTest.fill(new Random(1));
    assertThat(memory(GeneratedCircuit.series(10, fill))).isEqualTo(1 / 10.0);
    assertThat(memory(GeneratedCircuit.grid(3, 4, fill))).isEqualTo(6 / 17.0);
    assertThat(memory(GeneratedCircuit.random(20, 50, new Random(2), fill))).isEqualTo(31 / 50.0);
    // 3 x 4 cells; ground, column 1 and row 1 are one node: 3 + 4 - 1 nodes.
    assertThat(memory(GeneratedCircuit.crossbar(3, 4, Source.constant(1), fill)))
        .isEqualTo(7 / 12.0);
  }

  private static double memory(List<Edge> edges) {
    return new MemristiveCircuit(edges).effectiveMemory();
  }

  @Test
  void everyLoopIsOrthogonalToEveryNode() {
    for (int seed = 1; seed <= 10; seed++) {
      MemristiveCircuit circuit = CircuitEquationsTest.random(seed, 12, 25, 0);
      SpanningTree tree = new SpanningTree(circuit);
      double[] outflow = new double[circuit.graph().nodes()];
      assertThat(tree.tree()).hasSize(11);
      for (int chord : tree.chords()) {
        double[] loop = new double[25];
        int[] signs = tree.loop(chord);
        for (int k = 0; k < loop.length; k++) {
          loop[k] = signs[k];
        }
        circuit.graph().outflow(loop, outflow);
        assertThat(outflow).as("seed %d", seed).containsOnly(0);
      }
    }
  }

  @Test
  void theChordsDetermineTheTree() {
    MemristiveCircuit circuit = CircuitEquationsTest.random(7, 9, 20, 0);
    CircuitEquations equations =
        new CircuitEquations(circuit, new MemristorLaw(100, 1600, 0, 0.05, Control.CURRENT));
    SpanningTree tree = new SpanningTree(circuit);
    Trajectory trajectory = Evolution.run(equations, new Evolution.Wanted(0.02, 1e-7, 5));
    assertThat(trajectory.boundEvents()).isZero();

    double[] moved = trajectory.wEnd();
    for (int k = 0; k < moved.length; k++) {
      moved[k] = equations.polarity(k) * (moved[k] - circuit.w0()[k]);
    }
    Matrix map = tree.chordsToTree();
    double[] chords = tree.chords().stream().mapToDouble(k -> moved[k]).toArray();
    double[] expected = map.times(chords);
    // Runge-Kutta steps keep linear laws to rounding, whatever the tolerance.
    for (int t = 0; t < expected.length; t++) {
      assertThat(moved[tree.tree().get(t)]).isCloseTo(expected[t], within(1e-12));
    }
  }

  @Test
  void refusesWhatIsNoCircuitAndNamesThePlace() {
    refused("node=d", Edge.of("a", "b", 1, 0.5), Edge.of("d", "e", 1, 0.5));
    refused(
        "edge=4, from=c, to=a",
        Edge.of("a", "b", 1, 0.5),
        Edge.ideal("a", "b", 1),
        Edge.ideal("b", "c", 1),
        Edge.ideal("c", "a", 1));
    refused("memristors=0", Edge.ideal("a", "b", 1));
    assertThatThrownBy(() -> Edge.of("a", "a", 1, 0.5)).hasMessageContaining("from='a', to='a'");
    assertThatThrownBy(() -> Edge.of("a", "b", 1, 1.5)).hasMessageContaining("w0=1.5");
    assertThatThrownBy(() -> Edge.of("a", "b", Double.NaN, 0.5)).hasMessageContaining("volts=NaN");
    assertThatThrownBy(() -> new MemristorLaw(0, 100, 0, 1, Control.CURRENT))
        .hasMessageContaining("ron-ohms=0.0");
    assertThatThrownBy(() -> new MemristorLaw(100, 100, 0, Double.NaN, Control.CURRENT))
        .hasMessageContaining("beta=NaN");
  }

  private static void refused(String words, Edge... edges) {
    assertThatThrownBy(() -> new MemristiveCircuit(List.of(edges))).hasMessageContaining(words);
  }
}
