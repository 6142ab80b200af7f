package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.physics.lines.CrossbarLines;
import dev.fluxbar.physics.lines.Ends;
import dev.fluxbar.physics.lines.FactoredLines;
import dev.fluxbar.physics.lines.LineResistances;
import dev.fluxbar.signal.BlockSignal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RealCircuitLinesTest {
  private static final FluxControlled DEVICE = ArctanMemristor.PAPER;

  private static RealCircuit circuit(Matrix fluxes, Imperfections imperfections) {
    NetworkShape shape = NetworkShape.of(ArrayShape.single(fluxes.rows(), fluxes.columns()));
    return new RealCircuit(
        shape,
        Topology.INDEPENDENT,
        Activation.TANH,
        cell -> DEVICE,
        List.of(fluxes),
        imperfections);
  }

  private static Matrix fluxes(Random random, int rows, int columns) {
    return Matrix.fill(rows, columns, (k, j) -> 4 * random.nextDouble() - 2);
  }

  private static ArraySwitches switches(Random random, ArrayShape shape) {
    ArraySwitches switches = ArraySwitches.closed(shape);
    for (int i = 0; i < shape.cells() / 3; i++) {
      int row = random.nextInt(shape.rows());
      switches = switches.with(row, random.nextInt(shape.columns()), false);
    }
    return switches;
  }

  /** What an array conducts at each cell with its switch, row-major. */
  private static double[] branches(
      double[] fluxes, ArraySwitches switches, Imperfections imperfections) {
    double[] siemens = new double[fluxes.length];
    int columns = switches.shape().columns();
    for (int i = 0; i < siemens.length; i++) {
      boolean closed = switches.isClosed(i / columns, i % columns);
      double ohms = closed ? imperfections.switchOhms() : 1 / imperfections.leakageSiemens();
      siemens[i] = 1 / (1 / DEVICE.memductanceSiemens(fluxes[i]) + ohms);
    }
    return siemens;
  }

  /** Rounds against the direct method, from lines that take nothing to lines that take all. */
  @Test
  void sensesWhatTheDirectMethodFinds() {
    for (long seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      int rows = 1 + random.nextInt(9);
      int columns = 1 + random.nextInt(9);
      double columnOhms = random.nextInt(4) == 0 ? 0 : Math.pow(10, 8 * random.nextDouble() - 4);
      double rowOhms = random.nextInt(4) == 0 ? 0 : Math.pow(10, 8 * random.nextDouble() - 4);
      LineResistances lines =
          new LineResistances(
              columnOhms,
              rowOhms,
              Ends.values()[random.nextInt(3)],
              Ends.values()[random.nextInt(3)]);
      Imperfections imperfections =
          Imperfections.NONE
              .withLines(lines)
              .withSwitches(0.1 * random.nextInt(2), 1e-3 * random.nextInt(2));
      Matrix fluxes = fluxes(random, rows, columns);
      RealCircuit circuit = circuit(fluxes, imperfections);
      ArraySwitches switches = switches(random, circuit.shape().array(0));
      circuit.setSwitches(SwitchSetting.open(circuit.shape()).with(0, switches));
      double[] volts = random.doubles(columns, -1, 1).toArray();
      circuit.setColumnVolts(0, volts);
      double[] flat = new double[rows * columns];
      for (int i = 0; i < flat.length; i++) {
        flat[i] = fluxes.at(i / columns, i % columns);
      }
      double[] amperes = new double[rows];
      CrossbarLines.of(rows, columns, lines)
          .factor(branches(flat, switches, imperfections))
          .solve(volts, amperes, new double[flat.length]);
      // What is left is 1e-13 of the drive in the norm weighted with memductances up to 3.6 S; a
      // row sums up to nine of them.
      for (int k = 0; k < rows; k++) {
        assertThat(circuit.rowAmperes(0)[k])
            .as("seed %s, row %s, %s, %s", seed, k, imperfections, switches)
            .isCloseTo(amperes[k], within(1e-11));
      }
    }
  }

  /** Every cell by the classical rule of Runge and Kutta, lines by the direct method. */
  @Test
  void movesFluxesAsAnIndependentIntegrationDoes() {
    for (long seed = 0; seed < 8; seed++) {
      Random random = new Random(seed);
      LineResistances lines = LineResistances.of(0.1 * random.nextDouble(), 0.05);
      Imperfections imperfections = Imperfections.NONE.withLines(lines).withSwitches(0.02, 1e-3);
      Matrix start = fluxes(random, 3, 4);
      RealCircuit circuit = circuit(start, imperfections);
      ArraySwitches switches = switches(random, circuit.shape().array(0));
      circuit.setSwitches(SwitchSetting.open(circuit.shape()).with(0, switches));
      double[] volts = random.doubles(4, -1, 1).toArray();
      circuit.setColumnVolts(0, volts);
      circuit.advance(2);

      double[] fluxes = new double[12];
      for (int i = 0; i < 12; i++) {
        fluxes[i] = start.at(i / 4, i % 4);
      }
      FactoredLines factored = CrossbarLines.of(3, 4, lines).factor(new double[12]);
      int steps = 400;
      for (int n = 0; n < steps; n++) {
        fluxes = rungeKutta(fluxes, volts, 2.0 / steps, switches, imperfections, factored);
      }
      for (int i = 0; i < 12; i++) {
        // Stated: 1e-9 of the flux of the stretch, here at most 2 V s; the reference, with h =
        // 0.005 and derivatives of order 1, is far better.
        assertThat(circuit.fluxesVoltSeconds().get(0).at(i / 4, i % 4))
            .as("seed %s, cell %s", seed, i)
            .isCloseTo(fluxes[i], within(2e-9));
      }
    }
  }

  private static double[] rungeKutta(
      double[] fluxes,
      double[] volts,
      double h,
      ArraySwitches switches,
      Imperfections imperfections,
      FactoredLines lines) {
    double[][] slopes = new double[4][];
    double[] at = fluxes;
    for (int s = 0; s < 4; s++) {
      double[] siemens = branches(at, switches, imperfections);
      double[] branchVolts = new double[fluxes.length];
      lines.refactor(siemens);
      lines.solve(volts, new double[lines.lines().rows()], branchVolts);
      slopes[s] = new double[fluxes.length];
      double part = s == 2 ? h : h / 2;
      double[] next = new double[fluxes.length];
      for (int i = 0; i < fluxes.length; i++) {
        slopes[s][i] = branchVolts[i] * siemens[i] / DEVICE.memductanceSiemens(at[i]);
        next[i] = fluxes[i] + part * slopes[s][i];
      }
      at = next;
    }
    double[] sum = fluxes.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += h / 6 * (slopes[0][i] + 2 * slopes[1][i] + 2 * slopes[2][i] + slopes[3][i]);
    }
    return sum;
  }

  /** In the units of real devices: reads of 0.1 V and 100 us at an array of 16 by 17. */
  @Test
  void aThousandReadsOfAnArrayInRealUnitsBalance() {
    long seed = 9;
    Random random = new Random(seed);
    NetworkShape shape = NetworkShape.of(ArrayShape.single(16, 17));
    Matrix start = Matrix.fill(16, 17, (k, j) -> 0.04 * random.nextDouble() - 0.02);
    RealCircuit circuit =
        new RealCircuit(
            shape,
            Topology.INDEPENDENT,
            Activation.TANH,
            new DeviceSpread(0.05, 0.05, seed).over(new ArctanMemristor(30e-6, 14e-6, 0.02)),
            List.of(start),
            Imperfections.NONE
                .withSwitches(2.5, 1e-9)
                .withLines(LineResistances.of(0.05, 0.05))
                .withCycleSigma(0.02, seed));
    for (int i = 0; i < 1000; i++) {
      int column = random.nextInt(17);
      circuit.setSwitches(
          SwitchSetting.open(shape)
              .with(0, ArraySwitches.lines(shape.array(0), k -> true, j -> j == column)));
      double[] volts = new double[17];
      volts[column] = 0.1;
      for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
        circuit.setColumnVolts(0, RandomNetwork.times(BlockSignal.sign(p), volts));
        circuit.advance(1e-4);
      }
    }
    // Each read brings 1e-5 V s forth and back; a share of 1e-9 of it a thousand times would be
    // 1e-11. The rule is symmetric and loses roundings only.
    assertThat(circuit.fluxesVoltSeconds().get(0).largestDifference(start)).isLessThan(1e-15);
  }
}
