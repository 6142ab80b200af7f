package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.HpMemristor;
import dev.fluxbar.memristor.LeakyMemristor;
import dev.fluxbar.memristor.OnePort;
import dev.fluxbar.memristor.VteamMemristor;
import dev.fluxbar.memristor.Window;
import dev.fluxbar.physics.lines.LineResistances;
import dev.fluxbar.signal.BlockSignal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same lines, switches and devices, here and in an independent simulator. */
class RealCircuitAgainstNgspiceTest {
  /** As in {@link CircuitAgainstNgspiceTest}: slopes of the sources as shares of a plateau. */
  private static final double SLOPE = 1e-6;

  private static RealCircuit closed(OnePort device, Matrix states, Imperfections imperfections) {
    NetworkShape shape = NetworkShape.sizes(states.columns(), states.rows());
    RealCircuit circuit =
        new RealCircuit(
            shape,
            Topology.INDEPENDENT,
            Activation.TANH,
            cell -> device,
            List.of(states),
            imperfections);
    circuit.setSwitches(SwitchSetting.closed(shape));
    return circuit;
  }

  /** Lines that take up to half the voltage: 0.02 ohm a segment, up to 3.5 S a cell. */
  @Test
  void agreesOnFourRowsAndColumnsWithResistiveLines(@TempDir Path directory) throws Exception {
    double ohms = 0.02;
    double[] volts = {0.7, -0.3, 0.9, 0.5};
    Matrix fluxes = Matrix.fill(4, 4, (k, j) -> 0.7 * k - 0.9 * j + 0.2 * k * j);
    Ngspice ngspice = new Ngspice();
    for (int j = 0; j < 4; j++) {
      ngspice.blockSource("c0" + j, volts[j], 1, SLOPE);
      ngspice.line("Rc0%d c0%d n0%d %s".formatted(j, j, j, ohms));
    }
    for (int k = 0; k < 4; k++) {
      for (int j = 0; j < 4; j++) {
        String at = "" + k + j;
        ngspice.memristor("m" + at, "n" + at, "p" + at, fluxes.at(k, j));
        if (k > 0) {
          ngspice.line("Rn%s n%d%d n%s %s".formatted(at, k - 1, j, at, ohms));
        }
        String next = j < 3 ? "p" + k + (j + 1) : "r" + k;
        ngspice.line("Rp%s p%s %s %s".formatted(at, at, next, ohms));
      }
      ngspice.virtualGround("r" + k);
    }
    for (int i = 0; i < 16; i++) {
      ngspice.watch("v(xm" + i / 4 + i % 4 + ")");
    }
    Ngspice.Waves waves = ngspice.run(directory, 4, 1e-3);

    RealCircuit circuit =
        closed(
            ArctanMemristor.PAPER,
            fluxes,
            Imperfections.NONE.withLines(LineResistances.of(ohms, ohms)));
    circuit.observe(
        10,
        (seconds, at) -> {
          boolean reversal = Math.abs(seconds - Math.rint(seconds)) < 1e-9;
          for (int k = 0; k < 4 && (!reversal || Math.abs(seconds - 2) < 1e-9); k++) {
            double amperes = at.rowAmperes(0)[k];
            // reltol 1e-6 on every node, and straight lines over 1e-3 of a plateau: as without
            // lines, where the same bound holds.
            assertThat(waves.at(k, seconds))
                .as("row %d, %s s", k, seconds)
                .isCloseTo(amperes, within(1e-5 * Math.abs(amperes)));
          }
        });
    for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
      circuit.setColumnVolts(0, RandomNetwork.times(BlockSignal.sign(p), volts));
      circuit.advance(1);
      if (p == 0) {
        // Fluxes in the middle of a slope are the source's own to 2.5e-7 V s; trapezoids of 1e-3
        // add h^2 / 12 of a second derivative below 1.
        compareStates(circuit, waves, 4, 1, 1e-6);
      }
    }
    compareStates(circuit, waves, 4, 4, 1e-6);
    assertThat(circuit.fluxesVoltSeconds().get(0).largestDifference(fluxes)).isLessThan(1e-10);
  }

  private static void compareStates(
      Circuit circuit, Ngspice.Waves waves, int wave, double seconds, double bound) {
    int columns = circuit.shape().array(0).columns();
    for (int i = 0; i < circuit.shape().cells(); i++) {
      double state = circuit.fluxVoltSeconds(new Cell(0, i / columns, i % columns));
      assertThat(waves.at(wave + i, seconds))
          .as("cell %d, %s s", i, seconds)
          .isCloseTo(state, within(bound));
    }
  }

  /** Two devices behind switches under one block signal; states at the ends of all plateaus. */
  private static void compareDevice(
      Path directory,
      OnePort device,
      String rate,
      String siemens,
      double volts,
      double tau,
      double switchOhms)
      throws Exception {
    Matrix states = Matrix.of(new double[] {0.3}, new double[] {0.6});
    Ngspice ngspice = new Ngspice();
    ngspice.blockSource("c00", volts, tau, SLOPE * tau);
    for (int k = 0; k < 2; k++) {
      ngspice.line("Rs%d c00 n%d %s".formatted(k, k, switchOhms));
      ngspice.onePort("m" + k, "n" + k, "r" + k, states.at(k, 0), rate, siemens);
      ngspice.virtualGround("r" + k);
    }
    ngspice.watch("v(xm0)").watch("v(xm1)");
    Ngspice.Waves waves = ngspice.run(directory, 4 * tau, tau / 2000);
    RealCircuit circuit = closed(device, states, Imperfections.NONE.withSwitches(switchOhms, 0));
    for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
      circuit.setColumnVolts(0, new double[] {BlockSignal.sign(p) * volts});
      circuit.advance(tau);
      // A state moves by less than 1 a plateau: over a slope by 1e-6, over one of ngspice's steps
      // by
      // 5e-4, of which trapezoids are off by a square; a current's error of 1e-6 adds as much.
      compareStates(circuit, waves, 2, (p + 1) * tau, 5e-6);
    }
  }

  @Test
  void agreesOnAnHpMemristorWithJoglekarsWindow(@TempDir Path directory) throws Exception {
    HpMemristor device = new HpMemristor(100, 16_000, 1e-14, 1e-8, new Window.Joglekar(2));
    String ohms = "(100*V(%1$s)+16000*(1-V(%1$s)))";
    String window = "(1-(2*V(%1$s)-1)*(2*V(%1$s)-1)*(2*V(%1$s)-1)*(2*V(%1$s)-1))";
    compareDevice(
        directory, device, "1e4*V(%2$s)/" + ohms + "*" + window, "1/" + ohms, 0.5, 0.5, 50);
  }

  @Test
  void agreesOnPulsesAtAVteamMemristor(@TempDir Path directory) throws Exception {
    VteamMemristor device = new VteamMemristor(1e3, 1e5, -0.6, 0.5, -40, 30, 3, 2, Window.NONE);
    String rate =
        "(V(%2$s)>0.5 ? 30*(V(%2$s)/0.5-1)*(V(%2$s)/0.5-1) : (V(%2$s)<-0.6 ?"
            + " -40*(V(%2$s)/-0.6-1)*(V(%2$s)/-0.6-1)*(V(%2$s)/-0.6-1) : 0))";
    compareDevice(directory, device, rate, "1/(1e3+99e3*V(%1$s))", 1.1, 0.004, 2000);
  }

  @Test
  void agreesOnALeakyFlux(@TempDir Path directory) throws Exception {
    LeakyMemristor device = new LeakyMemristor(ArctanMemristor.PAPER, 0.5);
    compareDevice(directory, device, "V(%2$s)-2*V(%1$s)", "(atan(V(%1$s))+2)", 0.7, 0.5, 0.05);
  }
}
