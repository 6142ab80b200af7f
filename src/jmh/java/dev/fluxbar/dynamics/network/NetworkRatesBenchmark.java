package dev.fluxbar.dynamics.network;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The right-hand side of Caravelli (4) for memories that moved a little since the last one, as in
 * an integration; and the same formula with its dense matrices, written down as it is printed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class NetworkRatesBenchmark {
  @Param({"50x200", "125x500"})
  String size = "50x200";

  private final Random random = new Random(1);
  private CircuitEquations equations = equations(2, 1);
  private double[] w = {};
  private double[] rates = {};
  private double[][] omega = {};

  private CircuitEquations equations(int nodes, int memristors) {
    GeneratedCircuit.Fill fill =
        new GeneratedCircuit.Fill() {
          @Override
          public Source source() {
            return Source.constant(2 * random.nextDouble() - 1);
          }

          @Override
          public double w0() {
            return 0.5;
          }
        };
    return new CircuitEquations(
        new MemristiveCircuit(GeneratedCircuit.random(nodes, memristors, random, fill)),
        new MemristorLaw(100, 16_000, 0, 0.01, Control.CURRENT));
  }

  @Setup
  public void draw() {
    String[] numbers = size.split("x", 2);
    equations = equations(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    w = equations.circuit().w0();
    rates = new double[w.length];
    omega = new Projector(equations.circuit()).dense().toArrays();
  }

  @Setup(Level.Invocation)
  public void move() {
    for (int k = 0; k < w.length; k++) {
      w[k] = Math.max(0, Math.min(1, w[k] + 0.002 * (random.nextDouble() - 0.5)));
    }
  }

  @Benchmark
  public double[] nodal() {
    equations.rates(0, w, rates);
    return rates;
  }

  @Benchmark
  public double[] dense() {
    double[] sources = equations.sourceVolts(0);
    Array2DRowRealMatrix projector = new Array2DRowRealMatrix(omega, false);
    double[][] inner = new double[w.length][];
    for (int i = 0; i < inner.length; i++) {
      inner[i] = Arrays.copyOf(omega[i], w.length);
      for (int k = 0; k < w.length; k++) {
        inner[i][k] *= equations.law().xi() * w[k];
      }
      inner[i][i] += 1;
    }
    return new LUDecomposition(new Array2DRowRealMatrix(inner, false))
        .getSolver()
        .solve(projector.operate(new ArrayRealVector(sources, false)))
        .mapMultiplyToSelf(-1 / equations.law().betaVoltSeconds())
        .toArray();
  }
}
