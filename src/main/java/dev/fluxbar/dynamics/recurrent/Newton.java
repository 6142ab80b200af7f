package dev.fluxbar.dynamics.recurrent;

import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * Newton's method on the activations, the fluxes put in; steps are halved while they do not bring
 * the currents nearer to 0. Any thread may call.
 */
final class Newton {

  /** What may be left, see {@link Balance.Place#largest}. */
  private static final double ZERO = 1e-12;

  /** Of a neuron's scale: activations below it are rounding. */
  private static final double NOTHING = 1e-14;

  private static final int MOST_STEPS = 80;
  private static final double SHORTEST = 1e-4;

  private final Balance balance;

  Newton(Balance balance) {
    this.balance = balance;
  }

  /** An equilibrium from a place to begin, or nothing if the method stops before. */
  Optional<double[]> solve(double[] from) {
    double[] x = from.clone();
    Balance.Place place = balance.at(x);
    double left = place.largest();
    for (int step = 0; step < MOST_STEPS && left > 0; step++) {
      Optional<double[]> move = move(place);
      if (move.isEmpty()) {
        break;
      }
      double before = left;
      for (double length = 1; left >= before && length > SHORTEST; length /= 2) {
        double[] next = x.clone();
        for (int i = 0; i < next.length; i++) {
          next[i] -= length * move.get()[i];
        }
        Balance.Place there = balance.at(next);
        if (there.largest() < before) {
          x = next;
          place = there;
          left = there.largest();
        }
      }
      if (left >= before) {
        break;
      }
    }
    return left <= ZERO ? Optional.of(cleaned(x)) : Optional.empty();
  }

  /** What is 0 but for rounding becomes 0. */
  private double[] cleaned(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.abs(x[i]) < NOTHING * balance.scaleVolts() ? 0 : x[i];
    }
    return x;
  }

  private static Optional<double[]> move(Balance.Place place) {
    double[][] slopes = place.heldSlopes();
    double[][] learned = place.learnedSlopes();
    for (int i = 0; i < slopes.length; i++) {
      for (int j = 0; j < slopes.length; j++) {
        slopes[i][j] += learned[i][j];
      }
    }
    try {
      return Optional.of(
          new LUDecomposition(new Array2DRowRealMatrix(slopes, false), 0)
              .getSolver()
              .solve(new ArrayRealVector(place.amperes(), false))
              .toArray());
    } catch (SingularMatrixException e) {
      return Optional.empty();
    }
  }
}
