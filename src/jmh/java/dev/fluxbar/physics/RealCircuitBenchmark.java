package dev.fluxbar.physics;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.physics.lines.LineResistances;
import dev.fluxbar.signal.BlockSignal;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One plateau of a block signal of 0.1 V and 100 us through an array in the units of real devices,
 * sampled at its end.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class RealCircuitBenchmark {

  /** Rows and columns, whether one column is driven or all, and with lines or switches alone. */
  @Param({"16x17 one switches", "16x17 one lines", "16x17 all lines", "785x21 all lines"})
  String array = "16x17 one switches";

  private @org.jspecify.annotations.Nullable RealCircuit circuit;
  private final double[][] plateaus = new double[BlockSignal.PLATEAUS][];
  private int next;

  private RealCircuit make() {
    String[] words = array.split(" ", -1);
    String[] size = words[0].split("x", -1);
    int rows = Integer.parseInt(size[0]);
    int columns = Integer.parseInt(size[1]);
    boolean all = words[1].equals("all");
    NetworkShape shape = NetworkShape.of(ArrayShape.single(rows, columns));
    Random random = new Random(1);
    Imperfections switches = Imperfections.NONE.withSwitches(2.5, 0).withCycleSigma(0.02, 1);
    LineResistances lines = LineResistances.of(0.05, 0.05);
    RealCircuit made =
        new RealCircuit(
            shape,
            Topology.INDEPENDENT,
            Activation.TANH,
            new DeviceSpread(0.05, 0.05, 1).over(new ArctanMemristor(30e-6, 14e-6, 0.02)),
            List.of(Matrix.fill(rows, columns, (k, j) -> 0.04 * random.nextDouble() - 0.02)),
            words[2].equals("lines") ? switches.withLines(lines) : switches);
    made.setSwitches(
        SwitchSetting.open(shape)
            .with(0, ArraySwitches.lines(shape.array(0), k -> true, j -> all || j == 3)));
    for (int p = 0; p < plateaus.length; p++) {
      plateaus[p] = new double[columns];
      for (int j = 0; j < columns; j++) {
        plateaus[p][j] = all || j == 3 ? BlockSignal.sign(p) * 0.1 * (j + 1) / columns : 0;
      }
    }
    return made;
  }

  @Benchmark
  public double[] plateau() {
    RealCircuit driven = circuit == null ? make() : circuit;
    circuit = driven;
    driven.setColumnVolts(0, plateaus[next]);
    next = (next + 1) % plateaus.length;
    driven.advance(1e-4);
    return driven.rowAmperes(0);
  }
}
