package dev.fluxbar.dynamics.memrc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.physics.Ngspice;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The neuron of Forni Example 4, here and in an independent simulator. */
class MembraneAgainstNgspiceTest {

  /** A gate as a capacitor of 1 F whose voltage it is; rates in 1 a second. */
  private static void gate(Ngspice ngspice, String x, double start, String open, String close) {
    ngspice
        .line("B%s 0 %s I=(%s)*(1-V(%s))-(%s)*V(%s)".formatted(x, x, open, x, close, x))
        .line("C%s %s 0 1 IC=%s".formatted(x, x, start))
        .line("R%s %s 0 1e15".formatted(x, x));
  }

  @Test
  void theSpikeIsTheOneThatNgspiceComputes(@TempDir Path folder) throws Exception {
    Course course = HodgkinHuxley.example4(501);
    double[] gates = course.start().states();
    Ngspice ngspice =
        new Ngspice()
            .line("Cmembrane v 0 1e-6 IC=" + course.start().volts())
            .line("Isource 0 v PWL(0 0 0.02 0 0.02000001 1e-5 0.022 1e-5 0.02200001 0)")
            .line("Bsodium v 0 I=0.120*V(m)*V(m)*V(m)*V(h)*(V(v)-0.050)")
            .line("Bpotassium v 0 I=0.036*V(n)*V(n)*V(n)*V(n)*(V(v)+0.077)")
            .line("Bleak v 0 I=0.0003*(V(v)+0.054387)");
    gate(
        ngspice,
        "m",
        gates[0],
        "1e5*(V(v)+0.040)/(1-exp(-(V(v)+0.040)/0.010))",
        "4000*exp(-(V(v)+0.065)/0.018)");
    gate(
        ngspice, "h", gates[1], "70*exp(-(V(v)+0.065)/0.020)", "1000/(1+exp(-(V(v)+0.035)/0.010))");
    gate(
        ngspice,
        "n",
        gates[2],
        "1e4*(V(v)+0.055)/(1-exp(-(V(v)+0.055)/0.010))",
        "125*exp(-(V(v)+0.065)/0.080)");
    Ngspice.Waves waves = ngspice.watch("v(v)").run(folder, 0.05, 2e-6);

    Integration.Outcome ours = Integration.run(course);

    // Trapezoids of 2 us at a front of 0.4 V/ms that bends within 0.1 ms: h^2 / 12 of the third
    // derivative, some 1e-5 V, and reltol 1e-6 of 0.1 V a step. 0.1 mV is 0.3 us of the front.
    for (int n = 0; n < course.samples(); n++) {
      assertThat(waves.at(0, course.instant(n)))
          .as("at %s s", course.instant(n))
          .isCloseTo(ours.trajectory().volts(n), within(1e-4));
    }
  }
}
