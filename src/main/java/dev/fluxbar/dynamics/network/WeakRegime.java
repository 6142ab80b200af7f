package dev.fluxbar.dynamics.network;

/**
 * The weak regime of small xi at one state, Caravelli Section 4, under current control without
 * decay, J = I and P = I; what the print says of it and what follows from (4).
 *
 * <p>The print passes over the identity (46), {@code Omega diag(Omega S) = diag(Omega S)}, which
 * holds for no circuit but the trivial one, to (47) and (48). Without it (4) is to first order
 * {@code dw/dt = -(1/beta) Omega grad F} with {@code F(w) = S . w - (xi/2) sum (Omega S)_i w_i^2}:
 * a projected gradient descent too, of another functional.
 */
public final class WeakRegime {
  private final double[] w;
  private final double[] sourceVolts;
  private final double[] projected;
  private final Projector projector;
  private final MemristorLaw law;
  private final CircuitEquations equations;

  /**
   * @param w the state
   * @param sourceVolts S
   */
  public WeakRegime(CircuitEquations equations, double[] w, double[] sourceVolts) {
    this.w = w.clone();
    this.sourceVolts = sourceVolts.clone();
    this.equations = equations;
    MemristorLaw given = equations.law();
    law =
        new MemristorLaw(
            given.onOhms(), given.offOhms(), 0, given.betaVoltSeconds(), Control.CURRENT);
    projector = new Projector(equations.circuit());
    double[] signed = new double[w.length];
    for (int k = 0; k < w.length; k++) {
      signed[k] = equations.circuit().graph().sign(k) * sourceVolts[k];
    }
    projected = projector.times(signed);
  }

  /** {@code f(w) = (1/2) sum (Omega S)_i w_i^2}, Caravelli (49) and below (60), in volts. */
  public double printedFunctional() {
    double sum = 0;
    for (int k = 0; k < w.length; k++) {
      sum += projected[k] * w[k] * w[k] / 2;
    }
    return sum;
  }

  /** {@code F(w) = S . w - xi f(w)}, in volts: what falls along (4) to first order in xi. */
  public double functional() {
    double sum = -law.xi() * printedFunctional();
    for (int k = 0; k < w.length; k++) {
      sum += sourceVolts[k] * w[k];
    }
    return sum;
  }

  /** The rates of (48), {@code ((xi - 1) / beta) Omega diag(Omega S) w}; a new array. */
  public double[] printedRates() {
    double[] rates = gradientOfPrinted();
    for (int k = 0; k < rates.length; k++) {
      rates[k] *= (law.xi() - 1) / law.betaVoltSeconds();
    }
    return rates;
  }

  /** The rates {@code -(1/beta) (I - xi Omega W) Omega S}, (23) in (21); a new array. */
  public double[] firstOrderRates() {
    double[] gradient = gradientOfPrinted();
    double[] rates = new double[w.length];
    for (int k = 0; k < rates.length; k++) {
      rates[k] = -(projected[k] - law.xi() * gradient[k]) / law.betaVoltSeconds();
    }
    return rates;
  }

  private double[] gradientOfPrinted() {
    double[] gradient = new double[w.length];
    for (int k = 0; k < w.length; k++) {
      gradient[k] = projected[k] * w[k];
    }
    return projector.times(gradient);
  }

  /** The rates of (4); a new array. */
  public double[] exactRates() {
    double[] rates = new double[w.length];
    equations.amperes(w, sourceVolts, rates);
    for (int k = 0; k < rates.length; k++) {
      rates[k] *= -law.onOhms() / law.betaVoltSeconds();
    }
    return rates;
  }

  /** How far (48) is from (4), as a share of (4) in the Euclidean norm; 0 if nothing moves. */
  public double printedDistance() {
    return Symmetries.distance(printedRates(), exactRates());
  }

  /** How far the first order is from (4), likewise. */
  public double firstOrderDistance() {
    return Symmetries.distance(firstOrderRates(), exactRates());
  }
}
