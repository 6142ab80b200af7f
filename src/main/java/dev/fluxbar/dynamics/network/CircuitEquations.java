package dev.fluxbar.dynamics.network;

/**
 * The equations of motion of a circuit's memories, {@code dw/dt = alpha w - (J / beta) (I + xi
 * Omega W)^-1 Omega P S}: Caravelli (4), and (61) with {@code (I + xi W)} in front of the inverse.
 * They are evaluated by nodal analysis, which is the same and needs no matrix of edges by edges:
 * {@code (I + xi Omega W)^-1 Omega P S = Ron i}.
 *
 * <p>Vectors have one entry a memristor, in the order of the circuit's edges. Not for use by
 * several threads: it remembers its last solution, where the next one starts.
 */
public final class CircuitEquations {
  private final MemristiveCircuit circuit;
  private final MemristorLaw law;
  private final NodalAnalysis analysis;
  private final double[] polarity;
  private final double[] siemens;
  private final double[] amperes;

  public CircuitEquations(MemristiveCircuit circuit, MemristorLaw law) {
    this.circuit = circuit;
    this.law = law;
    analysis = NodalAnalysis.of(circuit.graph());
    int[] places = circuit.memristorEdges();
    polarity = new double[places.length];
    for (int m = 0; m < places.length; m++) {
      polarity[m] = circuit.edges().get(places[m]).polarity();
    }
    siemens = new double[places.length];
    amperes = new double[places.length];
  }

  public MemristiveCircuit circuit() {
    return circuit;
  }

  public MemristorLaw law() {
    return law;
  }

  double polarity(int memristor) {
    return polarity[memristor];
  }

  /** S at an instant, with ideal sources moved into it; a new array. */
  public double[] sourceVolts(double seconds) {
    double[] own = new double[circuit.edges().size()];
    for (int k = 0; k < own.length; k++) {
      own[k] = circuit.edges().get(k).source().voltsAt(seconds);
    }
    return circuit.ideal().moved(own);
  }

  /** The integral of S from 0 to an instant; a new array. */
  double[] sourceVoltSeconds(double seconds) {
    double[] own = new double[circuit.edges().size()];
    for (int k = 0; k < own.length; k++) {
      own[k] = circuit.edges().get(k).source().voltSecondsUntil(seconds);
    }
    return circuit.ideal().moved(own);
  }

  /**
   * The currents of the memristors, Caravelli (3).
   *
   * @param w memories; a little beyond 0 and 1 is allowed
   * @param sourceVolts S
   * @param into written
   */
  public void amperes(double[] w, double[] sourceVolts, double[] into) {
    for (int k = 0; k < siemens.length; k++) {
      siemens[k] = 1 / law.ohms(w[k]);
    }
    analysis.solve(siemens, sourceVolts, into);
  }

  /** The currents of all edges at an instant, ideal sources included; a new array. */
  public double[] edgeAmperes(double[] w, double seconds) {
    amperes(w, sourceVolts(seconds), amperes);
    return circuit.ideal().allAmperes(amperes);
  }

  /**
   * dw/dt of (4) or (61) at an instant, bounds not regarded.
   *
   * @param rates written, per second
   */
  public void rates(double seconds, double[] w, double[] rates) {
    rates(w, sourceVolts(seconds), rates);
  }

  /** As {@link #rates(double, double[], double[])}, for sources of one's own. */
  void rates(double[] w, double[] sourceVolts, double[] rates) {
    amperes(w, sourceVolts, amperes);
    for (int k = 0; k < rates.length; k++) {
      double drive =
          law.control() == Control.CURRENT ? law.onOhms() * amperes[k] : amperes[k] / siemens[k];
      rates[k] = law.alphaPerSecond() * w[k] - polarity[k] * drive / law.betaVoltSeconds();
    }
  }
}
