package dev.fluxbar.physics;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.physics.lines.CrossbarLines;
import dev.fluxbar.physics.lines.FactoredLines;
import dev.fluxbar.physics.lines.LineResistances;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One crossbar with resistive lines: solved from nothing, solved again, and its transfer matrix.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LineResistanceBenchmark {
  @Param({"8x8", "128x128", "256x256", "785x21", "21x785"})
  String size = "8x8";

  private CrossbarLines lines = CrossbarLines.of(1, 1, LineResistances.NONE);
  private FactoredLines factored = lines.factor(new double[1]);
  private double[] siemens = {};
  private double[] columnVolts = {};
  private double[] rowAmperes = {};
  private double[] cellVolts = {};

  @Setup
  public void draw() {
    Random random = new Random(1);
    String[] sides = size.split("x", 2);
    int rows = Integer.parseInt(sides[0]);
    int columns = Integer.parseInt(sides[1]);
    int cells = Math.multiplyExact(rows, columns);
    siemens = new double[cells];
    for (int i = 0; i < cells; i++) {
      siemens[i] = 8e-6 + random.nextDouble() * 44e-6;
    }
    columnVolts = random.doubles(columns, -0.1, 0.1).toArray();
    rowAmperes = new double[rows];
    cellVolts = new double[cells];
    lines = CrossbarLines.of(rows, columns, LineResistances.of(1, 2));
    factored = lines.factor(siemens);
  }

  @Benchmark
  public double[] first() {
    lines.factor(siemens).solve(columnVolts, rowAmperes, cellVolts);
    return rowAmperes;
  }

  @Benchmark
  public double[] again() {
    factored.solve(columnVolts, rowAmperes, cellVolts);
    return rowAmperes;
  }

  @Benchmark
  public Matrix transfer() {
    factored.refactor(siemens);
    return factored.transfer();
  }
}
