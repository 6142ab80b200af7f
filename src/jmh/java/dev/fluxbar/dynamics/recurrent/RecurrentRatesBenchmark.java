package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.memristor.ArctanMemristor;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The right-hand side of weights and activations that evolve together, on pairs; and the same
 * formula as it is printed, connection by connection.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class RecurrentRatesBenchmark {
  @Param({"20", "64"})
  int neurons = 20;

  private Rates rates = rates(1);
  private double[] y = {};
  private double[] slopes = {};

  private static Rates rates(int n) {
    Random random = new Random(1);
    Connections connections =
        Connections.pairs(
            ArctanMemristor.PAPER, Matrix.fill(n, n, (i, j) -> random.nextDouble() - 0.5));
    RecurrentNetwork network =
        new RecurrentNetwork(
            Neurons.alike(Neuron.TANH, n, 1, 1), connections, new Learning(1, 0.5));
    return new JointRates(network);
  }

  @Setup
  public void draw() {
    rates = rates(neurons);
    y =
        rates.pack(
            new Starts(2, 0.5, List.of(), 1)
                .at(rates.network(), dev.fluxbar.dynamics.recurrent.Mode.BOTH, 0));
    slopes = new double[y.length];
  }

  @Benchmark
  public double[] inBulk() {
    rates.rates(y, slopes);
    return slopes;
  }

  @Benchmark
  public double[] asPrinted() {
    int n = neurons;
    int x = 2 * n * n;
    for (int i = 0; i < n; i++) {
      slopes[x + i] = -y[x + i];
      for (int j = 0; j < n; j++) {
        int plus = j * n + i;
        int minus = plus + n * n;
        double product = Math.tanh(y[x + i]) * Math.tanh(y[x + j]);
        double weight = Math.atan(y[plus]) - Math.atan(y[minus]);
        slopes[x + i] += weight * Math.tanh(y[x + j]);
        slopes[plus] = product - 0.5 * y[plus];
        slopes[minus] = -product - 0.5 * y[minus];
      }
    }
    return slopes;
  }
}
