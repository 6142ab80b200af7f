package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FixedConductor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.BlockSignal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PassiveCrossbarTest {
  private static final FluxControlled DEVICE = ArctanMemristor.PAPER;
  private static final Imperfections FLOATING =
      Imperfections.NONE.withSelector(Selector.NONE_FLOATING);

  private static RealCircuit circuit(Matrix states, CellPorts ports, Imperfections imperfections) {
    NetworkShape shape = NetworkShape.of(ArrayShape.single(states.rows(), states.columns()));
    return new RealCircuit(
        shape, Topology.INDEPENDENT, Activation.TANH, ports, List.of(states), imperfections);
  }

  private static void close(RealCircuit circuit, ArraySwitches switches) {
    circuit.setSwitches(SwitchSetting.open(circuit.shape()).with(0, switches));
  }

  private static ArraySwitches only(RealCircuit circuit, int row, int column) {
    return ArraySwitches.open(circuit.shape().array(0)).with(row, column, true);
  }

  private static Matrix fluxes(Random random, int rows, int columns) {
    return Matrix.fill(rows, columns, (k, j) -> 4 * random.nextDouble() - 2);
  }

  @Test
  void aCellIsReadWithTheThreeInTheWayRound() {
    double[][] siemens = {{1, 2}, {3, 4}};
    CellPorts resistors = cell -> new FixedConductor(siemens[cell.row()][cell.column()]);
    RealCircuit circuit = circuit(Matrix.fill(2, 2, (k, j) -> 0), resistors, FLOATING);

    close(circuit, only(circuit, 0, 0));
    circuit.setColumnVolts(0, new double[] {0.5, 7});

    double sneaking = 1 / (1 / 3.0 + 1 / 4.0 + 1 / 2.0);
    assertThat(circuit.rowAmperes(0)[0]).isCloseTo(0.5 * (1 + sneaking), within(1e-15));
    assertThat(circuit.rowAmperes(0)[1]).as("a row that floats").isZero();
  }

  @Test
  void aColumnWhoseRowsAreAllConnectedIsReadAsItIs() {
    Random random = new Random(1);
    Matrix fluxes = fluxes(random, 5, 4);
    RealCircuit circuit = circuit(fluxes, cell -> DEVICE, FLOATING);
    ArraySwitches column = ArraySwitches.open(circuit.shape().array(0));
    for (int k = 0; k < 5; k++) {
      column = column.with(k, 2, true);
    }

    close(circuit, column);
    circuit.setColumnVolts(0, new double[] {0, 0, 0.3, 0});

    for (int k = 0; k < 5; k++) {
      double expected = 0.3 * DEVICE.memductanceSiemens(fluxes.at(k, 2));
      assertThat(circuit.rowAmperes(0)[k]).isCloseTo(expected, within(1e-15));
    }
  }

  /** Kirchhoff's law at lines that float, with conductances over nine decades and open cells. */
  @Test
  void noCurrentStaysOnALineThatFloats() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(9);
      int columns = 1 + random.nextInt(9);
      double[] siemens =
          random
              .doubles()
              .limit((long) rows * columns)
              .map(x -> x < 0.2 ? 0 : Math.pow(10, 9 * (x - 1)))
              .toArray();
      double[] driven = random.doubles(columns, -1, 1).toArray();
      double[] volts = new double[rows * columns];
      Matrix states = Matrix.fill(rows, columns, (k, j) -> 0);
      RealCells cells =
          new RealCells(
              0,
              ArrayShape.single(rows, columns),
              cell -> new FixedConductor(siemens[cell.row() * columns + cell.column()]),
              states,
              FLOATING);
      ArraySwitches chosen = ArraySwitches.open(ArrayShape.single(rows, columns));
      for (int i = 0; i < 1 + random.nextInt(3); i++) {
        chosen = chosen.with(random.nextInt(rows), random.nextInt(columns), true);
      }
      cells.setSwitches(chosen);
      FloatingLines lines = new FloatingLines(cells.shape);
      lines.connect(cells);

      lines.solve(driven, siemens, volts);

      for (int k = 0; k < rows; k++) {
        double stays = 0;
        double passes = 0;
        for (int j = 0; j < columns; j++) {
          double amperes = siemens[k * columns + j] * volts[k * columns + j];
          stays += amperes;
          passes += siemens[k * columns + j];
        }
        if (lines.rowFloats(k)) {
          // Potentials of 1 V at most are rounded at 1e-16, by up to nine decades of conductance
          // apart: what is left is counted against all that the line's cells conduct.
          assertThat(stays)
              .as("seed %d, row %d", seed, k + 1)
              .isBetween(-1e-13 * passes, 1e-13 * passes);
        }
      }
      for (int j = 0; j < columns; j++) {
        double stays = 0;
        double passes = 0;
        boolean floats = true;
        for (int k = 0; k < rows; k++) {
          stays += siemens[k * columns + j] * volts[k * columns + j];
          passes += siemens[k * columns + j];
          floats &= !chosen.isClosed(k, j);
        }
        if (floats) {
          assertThat(stays)
              .as("seed %d, column %d", seed, j + 1)
              .isBetween(-1e-13 * passes, 1e-13 * passes);
        } else {
          for (int k = 0; k < rows; k++) {
            if (!lines.rowFloats(k)) {
              assertThat(volts[k * columns + j]).isEqualTo(driven[j]);
            }
          }
        }
      }
    }
  }

  @Test
  void linesThatNothingReachesAreAtRest() {
    double[][] siemens = {{1, 0, 0}, {0, 2, 3}, {0, 4, 5}};
    RealCircuit circuit =
        circuit(
            Matrix.fill(3, 3, (k, j) -> 0),
            cell -> new FixedConductor(siemens[cell.row()][cell.column()]),
            FLOATING);

    close(circuit, only(circuit, 0, 0));
    circuit.setColumnVolts(0, new double[] {1, 0, 0});

    assertThat(circuit.rowAmperes(0)).containsExactly(1, 0, 0);
  }

  /** Lemma 1 (Heidema) needs no switches: what a plateau moves, its opposite moves back. */
  @Test
  void aBlockSignalLeavesCellsThatCurrentSneaksThroughAsTheyWere() {
    Random random = new Random(3);
    Matrix fluxes = fluxes(random, 4, 5);
    RealCircuit circuit = circuit(fluxes, cell -> DEVICE, FLOATING);
    close(circuit, only(circuit, 1, 2));
    BlockSignal signal = new BlockSignal(0.25);
    double largestMove = 0;
    for (int plateau = 0; plateau < 4; plateau++) {
      double sign = signal.at((plateau + 0.5) * 0.25);
      circuit.setColumnVolts(0, new double[] {0, 0, sign, 0, 0});
      circuit.advance(0.25);
      double moved = circuit.fluxVoltSeconds(new Cell(0, 3, 0)) - fluxes.at(3, 0);
      largestMove = Math.max(largestMove, Math.abs(moved));
    }

    assertThat(largestMove).as("cells that nobody chose move on the way").isGreaterThan(1e-3);
    Matrix after = circuit.fluxesVoltSeconds().get(0);
    for (int k = 0; k < 4; k++) {
      for (int j = 0; j < 5; j++) {
        // RealCircuit says: within 1e-9 of the flux that a stretch brings, here 0.25 V s.
        assertThat(after.at(k, j)).isCloseTo(fluxes.at(k, j), within(1e-9));
      }
    }
  }

  @Test
  void aPulseForOneCellMovesItsNeighbours() {
    RealCircuit circuit = circuit(Matrix.fill(3, 3, (k, j) -> 0), cell -> DEVICE, FLOATING);
    close(circuit, only(circuit, 0, 0));

    circuit.setColumnVolts(0, new double[] {1, 0, 0});
    circuit.advance(0.1);

    Matrix after = circuit.fluxesVoltSeconds().get(0);
    assertThat(after.at(0, 0)).isCloseTo(0.1, within(1e-12));
    // Of equal cells, those of the chosen lines have 2/5 of the volt and the others 1/5: two in
    // parallel, four, two. They go from column to row, so the middle ones move backwards.
    assertThat(after.at(1, 0)).isCloseTo(0.04, within(2e-3));
    assertThat(after.at(0, 1)).isCloseTo(0.04, within(2e-3));
    assertThat(after.at(1, 1)).isCloseTo(-0.02, within(2e-3));
  }

  @Test
  void whereEveryLineIsConnectedAWholeColumnIsDriven() {
    RealCircuit circuit =
        circuit(
            Matrix.fill(2, 2, (k, j) -> 0),
            cell -> DEVICE,
            Imperfections.NONE.withSelector(Selector.NONE_GROUNDED));
    close(circuit, only(circuit, 0, 0));

    circuit.setColumnVolts(0, new double[] {1, 0});
    circuit.advance(0.5);

    Matrix after = circuit.fluxesVoltSeconds().get(0);
    assertThat(after).isEqualTo(Matrix.of(new double[] {0.5, 0}, new double[] {0.5, 0}));
    assertThat(circuit.rowAmperes(0)[1]).isCloseTo(DEVICE.memductanceSiemens(0.5), within(1e-15));
  }

  @Test
  void refusesWhatItsLinesAndSwitchesCannotBe() {
    assertThatThrownBy(() -> FLOATING.withSwitches(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("switch-ohms=1.0")
        .hasMessageContaining("without a selector");
    assertThatThrownBy(() -> FLOATING.withCycleSigma(0.01, 1))
        .hasMessageContaining("cycle-spread=0.01");
    assertThatThrownBy(() -> FLOATING.withLines(dev.fluxbar.physics.lines.LineResistances.of(1, 0)))
        .hasMessageContaining("column-segment-ohms=1.0");
  }

  @Test
  void aFaultInTheWayRoundChangesWhatIsRead() {
    Imperfections broken = FLOATING.withFaults(Map.of(new Cell(0, 1, 1), new CellFault.Open()));
    RealCircuit circuit = circuit(Matrix.fill(2, 2, (k, j) -> 0), cell -> DEVICE, broken);

    close(circuit, only(circuit, 0, 0));
    circuit.setColumnVolts(0, new double[] {1, 0});

    assertThat(circuit.rowAmperes(0)[0]).isCloseTo(2, within(1e-15));
  }
}
