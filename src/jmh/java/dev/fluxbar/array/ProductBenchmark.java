package dev.fluxbar.array;

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

/** One product of a matrix with a vector: an ideal inference without time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProductBenchmark {
  @Param({"10x784", "256x256", "1024x1024"})
  String size = "10x784";

  private Matrix matrix = Matrix.fill(1, 1, (k, j) -> 0);
  private double[] vector = {};

  @Setup
  public void draw() {
    Random random = new Random(1);
    String[] sides = size.split("x", 2);
    int columns = Integer.parseInt(sides[1]);
    matrix = Matrix.fill(Integer.parseInt(sides[0]), columns, (k, j) -> random.nextGaussian());
    vector = random.doubles(columns).toArray();
  }

  @Benchmark
  public double[] product() {
    return matrix.times(vector);
  }
}
