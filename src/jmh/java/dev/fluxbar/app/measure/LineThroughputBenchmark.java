package dev.fluxbar.app.measure;

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
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One inference of 784 columns among many, streamed over a line of some speed to an emulated board
 * whose physics costs nothing: protocol, host and board.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 3, time = 10)
@State(Scope.Thread)
public class LineThroughputBenchmark {
  private static final int INFERENCES = 600;

  /** A serial line, and one faster than any machine. */
  @Param({"1000000", "100000000000"})
  long bitsPerSecond = 1_000_000;

  @Benchmark
  @OperationsPerInvocation(INFERENCES)
  public LineThroughput inference() {
    return LineThroughput.measure(784, INFERENCES, bitsPerSecond);
  }
}
