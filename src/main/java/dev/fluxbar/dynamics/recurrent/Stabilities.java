package dev.fluxbar.dynamics.recurrent;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.exception.MaxCountExceededException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Eigenvalues of the whole Jacobian of activations and fluxes.
 *
 * <p>Fluxes act on activations through n sums alone, one a neuron: with {@code v} a deviation of
 * the activations and {@code r} the sums {@code B psi} that the deviations of fluxes bring, {@code
 * dv/dt = A v + r} and {@code dr/dt = B D v - lambda r}. So 2 n numbers have all eigenvalues of the
 * {@code n + cells}, save {@code -lambda}, which is left over for every other direction.
 */
final class Stabilities {

  /** Of the largest eigenvalue: real parts below it are rounding. */
  private static final double ROUNDING = 1e-9;

  private static final int MOST_ATTEMPTS = 20;

  private Stabilities() {}

  static List<Eigenvalue> of(RecurrentNetwork network, Mode mode, Balance.Place place) {
    double lambda = network.learning().lambdaPerSecond();
    List<Eigenvalue> values = new ArrayList<>();
    if (mode != Mode.WEIGHTS) {
      boolean follows = mode == Mode.BOTH && lambda > 0;
      double[][] slopes = follows ? whole(network, place) : held(network, place);
      EigenDecomposition found = decomposed(slopes);
      for (int k = 0; k < slopes.length; k++) {
        values.add(new Eigenvalue(found.getRealEigenvalue(k), found.getImagEigenvalue(k)));
      }
    }
    if ((mode != Mode.ACTIVATION && lambda > 0) || values.isEmpty()) {
      values.add(new Eigenvalue(lambda == 0 ? 0 : -lambda, 0));
    }
    values.sort(
        Comparator.comparingDouble(Eigenvalue::realPerSecond)
            .thenComparingDouble(Eigenvalue::imaginaryPerSecond)
            .reversed());
    return values;
  }

  /**
   * The library gives up on some matrices with many equal eigenvalues; seen from another side,
   * mirrored in a drawn plane, the same matrix goes well.
   */
  private static EigenDecomposition decomposed(double[][] slopes) {
    RealMatrix matrix = new Array2DRowRealMatrix(slopes, false);
    SplittableRandom random = new SplittableRandom(1);
    for (int attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
      try {
        return new EigenDecomposition(matrix);
      } catch (MaxCountExceededException e) {
        RealVector normal = new ArrayRealVector(slopes.length);
        for (int k = 0; k < slopes.length; k++) {
          normal.setEntry(k, 2 * random.nextDouble() - 1);
        }
        normal.unitize();
        RealMatrix mirror =
            MatrixUtils.createRealIdentityMatrix(slopes.length)
                .subtract(normal.outerProduct(normal).scalarMultiply(2));
        matrix = mirror.multiply(matrix).multiply(mirror);
      }
    }
    throw new IllegalArgumentException(
        "equilibrium: neurons=%d; its eigenvalues cannot be computed, change a weight a little"
            .formatted(slopes.length));
  }

  private static double[][] held(RecurrentNetwork network, Balance.Place place) {
    double[][] slopes = place.heldSlopes();
    for (int i = 0; i < slopes.length; i++) {
      scale(slopes[i], 1 / network.neurons().farads(i));
    }
    return slopes;
  }

  private static double[][] whole(RecurrentNetwork network, Balance.Place place) {
    double[][] held = held(network, place);
    double[][] learned = place.learnedSlopes();
    double lambda = network.learning().lambdaPerSecond();
    int n = held.length;
    double[][] slopes = new double[2 * n][2 * n];
    for (int i = 0; i < n; i++) {
      scale(learned[i], lambda / network.neurons().farads(i));
      System.arraycopy(held[i], 0, slopes[i], 0, n);
      // In units of lambda, so that the two halves are of one size.
      for (int j = 0; j < n; j++) {
        slopes[n + i][j] = learned[i][j] / lambda;
      }
      slopes[i][n + i] = lambda;
      slopes[n + i][n + i] = -lambda;
    }
    return slopes;
  }

  private static void scale(double[] row, double factor) {
    for (int j = 0; j < row.length; j++) {
      row[j] *= factor;
    }
  }

  /** From the eigenvalues, the largest real part first. */
  static Equilibrium.Stability verdict(List<Eigenvalue> values) {
    double largest = 0;
    for (Eigenvalue value : values) {
      largest = Math.max(largest, Math.hypot(value.realPerSecond(), value.imaginaryPerSecond()));
    }
    double most = values.get(0).realPerSecond();
    double least = values.get(values.size() - 1).realPerSecond();
    double nothing = ROUNDING * largest;
    if (!(Math.abs(most) > nothing)) {
      return Equilibrium.Stability.MARGINAL;
    }
    if (most < 0) {
      return Equilibrium.Stability.STABLE;
    }
    return least > nothing ? Equilibrium.Stability.UNSTABLE : Equilibrium.Stability.SADDLE;
  }
}
