package dev.fluxbar.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.HpMemristor;
import dev.fluxbar.memristor.Window;
import dev.fluxbar.physics.Imperfections;
import dev.fluxbar.physics.RealCircuit;
import dev.fluxbar.physics.Selector;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The emulator's passive crossbar is the circuit of Caravelli (4), by other code. */
class PassiveCrossbarTest {
  /** Of linear drift, with the state 1 - w, {@code beta = thickness^2 / mobility} = 0.01 V s. */
  private static final HpMemristor DEVICE = new HpMemristor(100, 16_000, 1e-14, 1e-8, Window.NONE);

  @Test
  void movesAsTheEquationOfItsCyclesSays() {
    int rows = 3;
    int columns = 4;
    Random random = new Random(11);
    double[] w0 = random.doubles(12, 0.3, 0.9).toArray();
    GeneratedCircuit.Fill fill =
        new GeneratedCircuit.Fill() {
          private int next;

          @Override
          public Source source() {
            return Source.NONE;
          }

          @Override
          public double w0() {
            return w0[next++];
          }
        };
    MemristorLaw law = new MemristorLaw(100, 16_000, 0, 0.01, Control.CURRENT);
    List<Edge> edges = GeneratedCircuit.crossbar(rows, columns, Source.constant(1), fill);
    Trajectory expected =
        Evolution.run(
            new CircuitEquations(new MemristiveCircuit(edges), law),
            new Evolution.Wanted(0.1, 1e-10, 10));

    NetworkShape shape = NetworkShape.of(ArrayShape.single(rows, columns));
    RealCircuit circuit =
        new RealCircuit(
            shape,
            Topology.INDEPENDENT,
            Activation.TANH,
            cell -> DEVICE,
            List.of(Matrix.fill(rows, columns, (k, j) -> 1 - w0[k * columns + j])),
            Imperfections.NONE.withSelector(Selector.NONE_FLOATING));
    ArraySwitches first = ArraySwitches.open(shape.array(0)).with(0, 0, true);
    circuit.setSwitches(SwitchSetting.open(shape).with(0, first));
    circuit.setColumnVolts(0, new double[] {1, 0, 0, 0});

    for (int sample = 1; sample <= 10; sample++) {
      circuit.advance(0.01);
      double[] w = expected.samples().get(sample).w();
      for (int i = 0; i < w.length; i++) {
        double state = circuit.fluxVoltSeconds(new Cell(0, i / columns, i % columns));
        // RealCircuit promises 1e-5 of what a stretch moves, some 0.05 of the range.
        assertThat(1 - state).as("sample %d, cell %d", sample, i).isCloseTo(w[i], within(1e-6));
      }
    }
    assertThat(w0[0] - expected.wEnd()[0]).as("it moved at all").isGreaterThan(0.05);
  }
}
