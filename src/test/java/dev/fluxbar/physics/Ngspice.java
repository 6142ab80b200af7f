package dev.fluxbar.physics;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A netlist of behavioural memristors for ngspice, and the waves that it computes.
 *
 * <p>A memristor is a capacitor of 1 F whose voltage is the flux, charged by a current equal to the
 * memristor's voltage, and a current source of W(flux) times that voltage.
 */
public final class Ngspice {
  private final StringBuilder netlist = new StringBuilder("memristor crossbar\n");
  private final List<String> waves = new ArrayList<>();

  /** Times and values of every watched quantity, at the solver's own instants. */
  public static final class Waves {
    private final double[] seconds;
    private final double[][] values;

    private Waves(double[] seconds, double[][] values) {
      this.seconds = seconds;
      this.values = values;
    }

    /** Between two instants by a straight line. */
    public double at(int wave, double instant) {
      int i = 1;
      while (i < seconds.length - 1 && seconds[i] < instant) {
        i++;
      }
      double share = (instant - seconds[i - 1]) / (seconds[i] - seconds[i - 1]);
      return values[wave][i - 1] + share * (values[wave][i] - values[wave][i - 1]);
    }
  }

  public Ngspice line(String line) {
    netlist.append(line).append('\n');
    return this;
  }

  /** A memristor with {@code W = atan(flux) + 2} between a column node and a row node. */
  public Ngspice memristor(String name, String column, String row, double fluxVoltSeconds) {
    line("G%s 0 x%s cur='V(%s,%s)'".formatted(name, name, column, row));
    line("C%s x%s 0 1 IC=%s".formatted(name, name, fluxVoltSeconds));
    line("R%s x%s 0 1e15".formatted(name, name));
    return line(
        "B%s %s %s I=(atan(V(x%s))+2)*V(%s,%s)".formatted(name, column, row, name, column, row));
  }

  /**
   * A one-port between a column node and a row node.
   *
   * @param rate of its state; {@code %1$s} stands for the node of the state, {@code %2$s} for the
   *     two nodes of the device
   * @param siemens its conductance, likewise
   */
  public Ngspice onePort(
      String name, String column, String row, double state, String rate, String siemens) {
    String nodes = column + "," + row;
    line("B%s_x 0 x%s I=%s".formatted(name, name, rate.formatted("x" + name, nodes)));
    line("C%s x%s 0 1 IC=%s".formatted(name, name, state));
    line("R%s x%s 0 1e15".formatted(name, name));
    String conductance = siemens.formatted("x" + name, nodes);
    return line("B%s %s %s I=%s*V(%s)".formatted(name, column, row, conductance, nodes));
  }

  /**
   * A block signal whose first plateau begins at 0 without a slope. Each later slope is centred on
   * its instant; those that reverse the voltage leave the flux on both sides as if they had none.
   */
  public Ngspice blockSource(String column, double volts, double tau, double slope) {
    double half = slope / 2;
    double[] corners = {
      0,
      -volts,
      tau - half,
      -volts,
      tau + half,
      volts,
      3 * tau - half,
      volts,
      3 * tau + half,
      -volts,
      4 * tau,
      -volts
    };
    String list = Arrays.stream(corners).mapToObj(Double::toString).collect(joining(" "));
    return line("V%s %s 0 PWL(%s)".formatted(column, column, list));
  }

  /** Holds a row at 0 V and watches the current out of it. */
  public Ngspice virtualGround(String row) {
    return line("V%s %s 0 0".formatted(row, row)).watch("i(V" + row + ")");
  }

  public Ngspice watch(String wave) {
    waves.add(wave);
    return this;
  }

  /** Runs the netlist; the test is skipped where ngspice is not installed. */
  public Waves run(Path directory, double seconds, double largestStep) throws Exception {
    Path data = directory.resolve("waves.data");
    Path file = directory.resolve("crossbar.cir");
    line(".options reltol=1e-6 abstol=1e-14 vntol=1e-12 chgtol=1e-18");
    line(".control").line("set numdgt=15").line("set wr_singlescale");
    line("tran %s %s 0 %s uic".formatted(largestStep, seconds, largestStep));
    line("wrdata %s %s".formatted(data, String.join(" ", waves)));
    line("quit").line(".endc").line(".end");
    Files.writeString(file, netlist);
    Path log = directory.resolve("ngspice.log");
    Process process = start(file, log);
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertThat(ended).as("ngspice ends within a minute").isTrue();
    assertThat(data).as(Files.readString(log)).exists();
    return read(data);
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

  private Waves read(Path data) throws IOException {
    List<String> lines = Files.readAllLines(data);
    double[] seconds = new double[lines.size()];
    double[][] values = new double[waves.size()][lines.size()];
    for (int i = 0; i < seconds.length; i++) {
      String[] fields = lines.get(i).trim().split("\\s+", -1);
      seconds[i] = Double.parseDouble(fields[0]);
      for (int w = 0; w < values.length; w++) {
        values[w][i] = Double.parseDouble(fields[1 + w]);
      }
    }
    return new Waves(seconds, values);
  }
}
