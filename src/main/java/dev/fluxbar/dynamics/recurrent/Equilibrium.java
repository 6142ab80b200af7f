package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.array.Matrix;
import java.util.List;

/** A state that does not change, and what happens next to it. Immutable; copies out. */
public final class Equilibrium {

  /** What happens to small deviations. */
  public enum Stability {
    /** All decay. */
    STABLE,
    /** The linear equation does not tell: a real part is 0 within rounding. */
    MARGINAL,
    /** Some grow and some decay. */
    SADDLE,
    /** All grow. */
    UNSTABLE
  }

  private final double[] activations;
  private final Matrix weights;
  private final List<Eigenvalue> eigenvalues;
  private final Stability stability;

  Equilibrium(
      double[] activations, Matrix weights, List<Eigenvalue> eigenvalues, Stability stability) {
    this.activations = activations;
    this.weights = weights;
    this.eigenvalues = List.copyOf(eigenvalues);
    this.stability = stability;
  }

  /** x, in volts; a new array. */
  public double[] activations() {
    return activations.clone();
  }

  /** w in siemens, {@code [to][from]}. */
  public Matrix weights() {
    return weights;
  }

  /**
   * Of the Jacobian of everything that evolves, the largest real part first. Where fluxes evolve,
   * {@code -lambda} stands there once for all of its many times.
   */
  public List<Eigenvalue> eigenvalues() {
    return eigenvalues;
  }

  public Stability stability() {
    return stability;
  }

  public boolean stable() {
    return stability == Stability.STABLE;
  }

  /** The growth of the deviation that grows most, or decays least. */
  public double largestRealPerSecond() {
    return eigenvalues.get(0).realPerSecond();
  }

  /** The largest difference of an activation, in volts. */
  double distanceVolts(double[] x) {
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(activations[i] - x[i]));
    }
    return largest;
  }
}
