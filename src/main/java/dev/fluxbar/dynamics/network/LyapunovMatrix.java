package dev.fluxbar.dynamics.network;

import dev.fluxbar.array.Matrix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The derivative of dw/dt by w, {@code [memristors][memristors]}, per second. Under current control
 * it is {@code alpha I + (xi / beta) J M D} with {@code M = (I + xi Omega W)^-1 Omega P} and D the
 * diagonal of Ron i: Caravelli (35) leaves out alpha and the factor -1/beta. Under voltage control
 * it is {@code alpha I - (xi / beta) J (I - (I + xi W) M P) D}.
 *
 * <p>Where all resistances have one sign M is symmetric and does not change sign, so that {@code J
 * M D} has the eigenvalues of {@code M^(1/2) D J M^(1/2)}: they are real whatever the signs of D.
 * Caravelli's second condition, D > 0, is not needed.
 */
public final class LyapunovMatrix {

  /** Dense matrices of more rows take too long. */
  public static final int MOST_MEMRISTORS = 500;

  private final double[][] entries;
  private final boolean drivePositive;

  private LyapunovMatrix(double[][] entries, boolean drivePositive) {
    this.entries = entries;
    this.drivePositive = drivePositive;
  }

  /**
   * At a state, bounds not regarded.
   *
   * @throws IllegalArgumentException if there are more than {@link #MOST_MEMRISTORS}
   */
  public static LyapunovMatrix at(CircuitEquations equations, double[] w, double[] sourceVolts) {
    int size = w.length;
    if (size > MOST_MEMRISTORS) {
      throw new IllegalArgumentException(
          "lyapunov matrix: memristors=%d; at most %d".formatted(size, MOST_MEMRISTORS));
    }
    MemristorLaw law = equations.law();
    double[] amperes = new double[size];
    equations.amperes(w, sourceVolts, amperes);
    boolean positive = true;
    double[][] entries = new double[size][size];
    double[] unit = new double[size];
    double[] response = new double[size];
    for (int i = 0; i < size; i++) {
      // Raising w of memristor i is a source against its current.
      double drive = law.onOhms() * amperes[i];
      positive &= drive > 0;
      unit[i] = equations.circuit().graph().sign(i);
      equations.amperes(w, unit, response);
      unit[i] = 0;
      for (int j = 0; j < size; j++) {
        double m = law.onOhms() * response[j] * drive;
        if (law.control() == Control.VOLTAGE) {
          m = m * (1 + law.xi() * w[j]) - (i == j ? drive : 0);
        }
        entries[j][i] = law.xi() / law.betaVoltSeconds() * equations.polarity(j) * m;
      }
      entries[i][i] += law.alphaPerSecond();
    }
    return new LyapunovMatrix(entries, positive);
  }

  public Matrix matrix() {
    return Matrix.of(entries);
  }

  double[][] entries() {
    return entries;
  }

  /** Whether all currents are positive: Caravelli's second condition of Section 3.2. */
  public boolean drivePositive() {
    return drivePositive;
  }

  /** Per second, by their real parts, the largest first. */
  public List<Eigenvalue> eigenvalues() {
    EigenDecomposition found = new EigenDecomposition(new Array2DRowRealMatrix(entries, true));
    double[] real = found.getRealEigenvalues();
    double[] imaginary = found.getImagEigenvalues();
    List<Eigenvalue> values = new ArrayList<>();
    for (int i = 0; i < real.length; i++) {
      values.add(new Eigenvalue(real[i], imaginary[i]));
    }
    values.sort(
        Comparator.comparingDouble(Eigenvalue::realPerSecond)
            .thenComparingDouble(Eigenvalue::imaginaryPerSecond)
            .reversed());
    return values;
  }

  /** Whether any eigenvalue turns, beyond the rounding of the decomposition. */
  public boolean oscillates() {
    List<Eigenvalue> values = eigenvalues();
    double largest = values.stream().mapToDouble(Eigenvalue::absolute).max().orElse(0);
    // Close pairs of real eigenvalues split by about the root of the rounding.
    return values.stream().anyMatch(value -> Math.abs(value.imaginaryPerSecond()) > 1e-6 * largest);
  }
}
