package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.signal.BlockSignal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same crossbars under the same block signal, here and in an independent simulator. */
class CircuitAgainstNgspiceTest {
  private static final double TAU = 1;

  /**
   * Length of the slope of ngspice's source about each reversal. Off the slope the flux of a driven
   * cell is that of a source without slope; within it, it differs by at most volts * slope / 4 =
   * 2.5e-7 V s, which moves a flux behind a neuron by at most as much again. No comparison is made
   * within a slope.
   */
  private static final double SLOPE = 1e-6;

  /** Steps of TAU / 1000: a straight line over one is off by h^2 J'' / 8, below 1e-6 of J. */
  private static final double STEP = TAU / 1000;

  private static Circuit circuit(NetworkShape shape, List<Matrix> fluxes) {
    Circuit circuit =
        new IdealCircuit(shape, Topology.CASCADE, Activation.TANH, ArctanMemristor.PAPER, fluxes);
    circuit.setSwitches(SwitchSetting.closed(shape));
    return circuit;
  }

  private static void addArray(Ngspice ngspice, int layer, Matrix fluxes) {
    for (int k = 0; k < fluxes.rows(); k++) {
      for (int j = 0; j < fluxes.columns(); j++) {
        String cell = "m" + layer + k + j;
        ngspice.memristor(cell, "c" + layer + j, "r" + layer + k, fluxes.at(k, j));
      }
    }
    for (int k = 0; k < fluxes.rows(); k++) {
      ngspice.virtualGround("r" + layer + k);
    }
  }

  private static void addSources(Ngspice ngspice, double[] volts) {
    for (int j = 0; j < volts.length; j++) {
      ngspice.blockSource("c0" + j, volts[j], TAU, SLOPE);
    }
  }

  /** Compares the currents of all arrays nine times a plateau, and at T/2. */
  private static void compare(Circuit circuit, double[] volts, Ngspice.Waves waves) {
    int points = 10;
    circuit.observe(
        points,
        (seconds, c) -> {
          // Ends of plateaus lie within slopes, and at 2 tau in the middle of a plateau.
          boolean reversal = Math.abs(seconds / TAU - Math.rint(seconds / TAU)) < 1e-9;
          if (!reversal || Math.abs(seconds - 2 * TAU) < 1e-9) {
            compareCurrents(c, seconds, waves);
          }
        });
    for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
      circuit.setColumnVolts(0, RandomNetwork.times(BlockSignal.sign(p), volts));
      circuit.advance(TAU);
    }
  }

  private static void compareCurrents(Circuit circuit, double seconds, Ngspice.Waves waves) {
    int wave = 0;
    for (int l = 0; l < circuit.shape().layers(); l++) {
      for (double amperes : circuit.rowAmperes(l)) {
        assertThat(waves.at(wave++, seconds))
            .as("layer %d, %s s", l + 1, seconds)
            .isCloseTo(amperes, within(1e-5 * Math.abs(amperes)));
      }
    }
  }

  private static void watchFluxes(Ngspice ngspice, int layer, Matrix fluxes) {
    for (int k = 0; k < fluxes.rows(); k++) {
      for (int j = 0; j < fluxes.columns(); j++) {
        ngspice.watch("v(xm" + layer + k + j + ")");
      }
    }
  }

  /** Checks that the fluxes watched from {@code wave} on end where they started. */
  private static void fluxesReturn(Ngspice.Waves waves, int wave, Matrix... starts) {
    int watched = wave;
    for (Matrix start : starts) {
      for (int i = 0; i < start.rows() * start.columns(); i++) {
        assertThat(waves.at(watched++, 4 * TAU))
            .isCloseTo(start.at(i / start.columns(), i % start.columns()), within(1e-6));
      }
    }
  }

  @Test
  void agreesOnTwoRowsAndThreeColumns(@TempDir Path directory) throws Exception {
    Matrix fluxes = Matrix.of(new double[] {0.4, -1.2, 0.1}, new double[] {-0.3, 0.8, 2.5});
    double[] volts = {0.7, -0.3, 0.9};
    Ngspice ngspice = new Ngspice();
    addSources(ngspice, volts);
    addArray(ngspice, 0, fluxes);
    watchFluxes(ngspice, 0, fluxes);
    Ngspice.Waves waves = ngspice.run(directory, 4 * TAU, STEP);

    Circuit circuit = circuit(NetworkShape.sizes(3, 2), List.of(fluxes));
    compare(circuit, volts, waves);
    fluxesReturn(waves, 2, fluxes);
    assertThat(circuit.fluxesVoltSeconds().get(0).largestDifference(fluxes)).isLessThan(1e-12);
  }

  @Test
  void agreesOnACascadeOfTwoArrays(@TempDir Path directory) throws Exception {
    Matrix first = Matrix.of(new double[] {0.4, -1.2}, new double[] {-0.3, 0.8});
    Matrix second = Matrix.of(new double[] {-0.6, 0.9});
    double[] volts = {0.7, -0.2};
    Ngspice ngspice = new Ngspice();
    addSources(ngspice, volts);
    addArray(ngspice, 0, first);
    ngspice.line("Bn0 c10 0 V=tanh(I(Vr00))").line("Bn1 c11 0 V=tanh(I(Vr01))");
    addArray(ngspice, 1, second);
    watchFluxes(ngspice, 0, first);
    watchFluxes(ngspice, 1, second);
    Ngspice.Waves waves = ngspice.run(directory, 4 * TAU, STEP);

    Circuit circuit = circuit(NetworkShape.sizes(2, 2, 1), List.of(first, second));
    compare(circuit, volts, waves);
    fluxesReturn(waves, 3, first, second);
  }
}
