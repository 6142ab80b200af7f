package dev.fluxbar.memristor;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One memductance, or one slope, of many: in bulk, and as the library function gives it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MemductanceBenchmark {
  private static final int COUNT = 2048;
  private static final int CELLS = 32;

  @Param({"arctan", "tanh"})
  String device = "arctan";

  private final double[] fluxes = new double[COUNT];
  private final double[] siemens = new double[COUNT];
  private final double[] volts = new double[CELLS];
  private final double[] seconds = new double[COUNT / CELLS];
  private final double[] sums = new double[COUNT / CELLS];
  private FluxControlled memristor = ArctanMemristor.PAPER;

  @Setup
  public void draw() {
    Random random = new Random(1);
    for (int i = 0; i < COUNT; i++) {
      fluxes[i] = 3 * random.nextGaussian();
    }
    for (int i = 0; i < CELLS; i++) {
      volts[i] = random.nextDouble();
    }
    for (int q = 0; q < seconds.length; q++) {
      seconds[q] = 5.0 * q / seconds.length;
    }
    memristor = device.equals("tanh") ? new TanhMemristor(2, 1.5, 1) : ArctanMemristor.PAPER;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double[] bulk() {
    memristor.memductancesSiemens(fluxes, siemens, COUNT);
    return siemens;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double[] slopes() {
    Arrays.fill(sums, 0);
    memristor.addSlopes(fluxes, volts, volts, 0, CELLS, seconds, sums, seconds.length);
    return sums;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public double[] library() {
    boolean tanh = device.equals("tanh");
    for (int i = 0; i < COUNT; i++) {
      siemens[i] = 2 + (tanh ? StrictMath.tanh(fluxes[i]) : Math.atan(fluxes[i]));
    }
    return siemens;
  }
}
