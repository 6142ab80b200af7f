package dev.fluxbar.dynamics.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten memristors, six nodes: memories and currents against an independent circuit simulator. */
class CircuitAgainstNgspiceTest {
  private static final MemristorLaw LAW = new MemristorLaw(100, 1600, 0.5, 0.05, Control.CURRENT);
  private static final double SECONDS = 0.2;

  @Test
  void tenMemristorsEvolveAsInNgspice(@TempDir Path folder) throws Exception {
    MemristiveCircuit circuit =
        new MemristiveCircuit(
            GeneratedCircuit.random(
                6, 10, new Random(12), CircuitEquationsTest.fill(new Random(13))));
    CircuitEquations equations = new CircuitEquations(circuit, LAW);
    Trajectory trajectory = Evolution.run(equations, new Evolution.Wanted(SECONDS, 1e-10, 2));
    double[] amperes = equations.edgeAmperes(trajectory.wEnd(), SECONDS);

    double[] theirs = lastLine(folder, netlist(circuit, folder));

    assertThat(trajectory.boundEvents()).isZero();
    double moved = 0;
    for (int k = 0; k < 10; k++) {
      // ngspice is asked for 1e-7 a step; what its trapezoids leave over 200 steps is below 1e-5.
      assertThat(trajectory.wEnd()[k]).isCloseTo(theirs[1 + k], within(1e-5));
      assertThat(amperes[k])
          .isCloseTo(-theirs[11 + k], within(1e-5 * ConservationLaws.largest(amperes)));
      moved = Math.max(moved, Math.abs(trajectory.wEnd()[k] - circuit.w0()[k]));
    }
    assertThat(moved).isGreaterThan(0.05);
  }

  private static String netlist(MemristiveCircuit circuit, Path folder) {
    StringBuilder text = new StringBuilder("ten memristors\n");
    StringBuilder watched = new StringBuilder();
    for (int k = 0; k < 10; k++) {
      Edge edge = circuit.edges().get(k);
      String from = edge.from().equals("1") ? "0" : "n" + edge.from();
      String to = edge.to().equals("1") ? "0" : "n" + edge.to();
      // The source lifts the far side of itself; its current counts into its positive end.
      line(text, "V%d m%d %s %s", k, k, from, Double.toString(edge.source().volts()));
      line(text, "B%d m%d %s I=V(m%d,%s)/(100*(1+15*V(w%d)))", k, k, to, k, to, k);
      line(text, "C%d w%d 0 1 IC=%s", k, k, Double.toString(edge.w0()));
      line(text, "BW%d 0 w%d I=0.5*V(w%d)-2000*(-I(V%d))", k, k, k, k);
      watched.append(" v(w").append(k).append(')');
    }
    for (int k = 0; k < 10; k++) {
      watched.append(" i(v").append(k).append(')');
    }
    return text
        + ".options reltol=1e-7 abstol=1e-15 vntol=1e-12\n.control\nset numdgt=15\n"
        + "set wr_singlescale\ntran 0.0005 %s 0 0.0005 uic\n".formatted(SECONDS)
        + "wrdata %s%s\nquit\n.endc\n.end\n".formatted(folder.resolve("waves.data"), watched);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static double[] lastLine(Path folder, String netlist) throws Exception {
    Path file = Files.writeString(folder.resolve("ten.cir"), netlist);
    Path log = folder.resolve("ngspice.log");
    Process process = start(file, log);
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("ngspice ends within a minute").isTrue();
    assertThat(folder.resolve("waves.data")).as(Files.readString(log)).exists();
    List<String> lines = Files.readAllLines(folder.resolve("waves.data"));
    String[] fields = lines.get(lines.size() - 1).trim().split("\\s+", -1);
    double[] values = new double[fields.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Double.parseDouble(fields[i]);
    }
    return values;
  }

  private static Process start(Path file, Path log) {
    try {
      return new ProcessBuilder("ngspice", "-b", file.toString())
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException e) {
      return abort("ngspice is not installed: " + e.getMessage());
    }
  }
}
