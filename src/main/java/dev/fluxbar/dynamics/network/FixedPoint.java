package dev.fluxbar.dynamics.network;

import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * A state between the bounds at which a circuit with constant sources and decay stays: Caravelli
 * (38) and (39).
 *
 * <p>With J = I, current control and resistances of one sign, every eigenvalue there is {@code
 * alpha (2 - lambda)} with lambda from 1/(1 + xi) to 1, since D = alpha beta w: a positive alpha
 * makes the point repel in all directions, a negative one makes it attract.
 */
public final class FixedPoint {
  private static final int MOST_STEPS = 60;

  /** Of alpha: where dw/dt counts as 0. */
  private static final double RATE = 1e-11;

  private final double[] w;
  private final LyapunovMatrix lyapunov;

  private FixedPoint(double[] w, LyapunovMatrix lyapunov) {
    this.w = w;
    this.lyapunov = lyapunov;
  }

  /**
   * Searches with Newton's method, steps halved while they lead out of the bounds or make the rates
   * larger.
   *
   * @param start where to begin, one entry a memristor
   * @return nothing if there is none or it was not found
   * @throws IllegalArgumentException if alpha is 0 or there are too many memristors
   */
  public static Optional<FixedPoint> near(CircuitEquations equations, double[] start) {
    double alpha = equations.law().alphaPerSecond();
    if (alpha == 0) {
      throw new IllegalArgumentException(
          "fixed point: alpha=0; without decay only a circuit without current stays, give an alpha");
    }
    double[] w = start.clone();
    double[] sources = equations.sourceVolts(0);
    double[] rates = new double[w.length];
    try {
      equations.rates(w, sources, rates);
      for (int step = 0; step < MOST_STEPS; step++) {
        LyapunovMatrix slope = LyapunovMatrix.at(equations, w, sources);
        if (ConservationLaws.largest(rates) <= RATE * Math.abs(alpha)) {
          return isInside(w) ? Optional.of(new FixedPoint(w, slope)) : Optional.empty();
        }
        double[] move =
            new LUDecomposition(new Array2DRowRealMatrix(slope.entries(), false))
                .getSolver()
                .solve(new ArrayRealVector(rates, false))
                .toArray();
        if (!follow(equations, sources, w, move, rates)) {
          return Optional.empty();
        }
      }
    } catch (SingularMatrixException | SingularCircuit e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** Goes back along {@code move}; whether the rates became smaller. */
  private static boolean follow(
      CircuitEquations equations, double[] sources, double[] w, double[] move, double[] rates) {
    double before = norm(rates);
    double[] next = new double[w.length];
    double[] nextRates = new double[w.length];
    for (double length = 1; length > 1e-6; length /= 2) {
      for (int k = 0; k < w.length; k++) {
        next[k] = w[k] - length * move[k];
      }
      if (isWithin(next)) {
        equations.rates(next, sources, nextRates);
        if (norm(nextRates) < before) {
          System.arraycopy(next, 0, w, 0, w.length);
          System.arraycopy(nextRates, 0, rates, 0, w.length);
          return true;
        }
      }
    }
    return false;
  }

  private static double norm(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return sum;
  }

  private static boolean isWithin(double[] w) {
    for (double value : w) {
      if (!(value >= 0 && value <= 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isInside(double[] w) {
    for (double value : w) {
      if (!(value > 0 && value < 1)) {
        return false;
      }
    }
    return true;
  }

  /** The memories there; a new array. */
  public double[] w() {
    return w.clone();
  }

  public LyapunovMatrix lyapunov() {
    return lyapunov;
  }
}
