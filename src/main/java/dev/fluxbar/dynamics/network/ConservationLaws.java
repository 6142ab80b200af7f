package dev.fluxbar.dynamics.network;

/**
 * What every trajectory conserves, for every xi, decay, polarity and bound: charge at the nodes and
 * flux around the loops. Without decay and away from bounds, under current control, they are
 *
 * <pre>
 *   nodes:  (I - Omega) J (w - w0) = 0                                                (12), (15)
 *   loops:  Omega [ beta J (w - w0 + xi (w^2 - w0^2) / 2) + integral of P S dt ] = 0
 * </pre>
 *
 * <p>of which Caravelli (27) is the limit of large xi. Under voltage control w changes places with
 * {@code ln(1 + xi w) / xi}: loops are linear and nodes are not. What decay and bounds add is
 * integrated along ({@link MemoryState}).
 */
final class ConservationLaws {
  private final CircuitEquations equations;
  private final Projector projector;
  private final double[] w0;

  ConservationLaws(CircuitEquations equations, double[] w0) {
    this.equations = equations;
    this.projector = new Projector(equations.circuit());
    this.w0 = w0.clone();
  }

  /**
   * The largest violation at an instant, as a share of the charge or the flux that carries a
   * memristor from one bound to the other.
   */
  double error(double seconds, MemoryState state) {
    boolean byCurrent = equations.law().control() == Control.CURRENT;
    double charge = byCurrent ? 1 : logarithm(1);
    double flux = byCurrent ? square(1) : 1;
    return Math.max(nodeError(state) / charge, loopError(seconds, state) / flux);
  }

  private double nodeError(MemoryState state) {
    double[] charge = new double[w0.length];
    boolean byCurrent = equations.law().control() == Control.CURRENT;
    for (int k = 0; k < charge.length; k++) {
      charge[k] =
          equations.polarity(k)
              * (byCurrent
                  ? state.w(k) - w0[k] - state.gained(k)
                  : logarithm(state.w(k)) - logarithm(w0[k]) - state.weightedGain(k));
    }
    double[] projected = projector.times(charge);
    double largest = 0;
    for (int k = 0; k < charge.length; k++) {
      largest = Math.max(largest, Math.abs(charge[k] - projected[k]));
    }
    return largest;
  }

  private double loopError(double seconds, MemoryState state) {
    double[] sources = equations.sourceVoltSeconds(seconds);
    double[] flux = new double[w0.length];
    boolean byCurrent = equations.law().control() == Control.CURRENT;
    double beta = equations.law().betaVoltSeconds();
    for (int k = 0; k < flux.length; k++) {
      double moved =
          byCurrent
              ? square(state.w(k)) - square(w0[k]) - state.weightedGain(k)
              : state.w(k) - w0[k] - state.gained(k);
      double sign = equations.circuit().graph().sign(k);
      flux[k] = equations.polarity(k) * moved + sign * sources[k] / beta;
    }
    return largest(projector.times(flux));
  }

  private double square(double w) {
    return w + equations.law().xi() * w * w / 2;
  }

  private double logarithm(double w) {
    double xi = equations.law().xi();
    return xi == 0 ? w : Math.log1p(xi * w) / xi;
  }

  static double largest(double[] vector) {
    double largest = 0;
    for (double value : vector) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
