package dev.fluxbar.dynamics.network;

/**
 * The currents of a graph of resistors with sources in series: Caravelli (3), {@code i = A^t (A R
 * A^t)^-1 A S}, with nodes in place of cycles: {@code i = G (S + drops of p)} where {@code B^t G B
 * p = -B^t G S}. The print has a minus before (3) that (2) and (4) do not have; here, as there, a
 * source drives current forwards.
 *
 * <p>Keeps what it learnt in one solution for the next. Not for use by several threads.
 */
sealed interface NodalAnalysis permits PassiveAnalysis, MixedAnalysis {

  /** The solver that suits the signs of the graph's resistances. */
  static NodalAnalysis of(MemristorGraph graph) {
    return graph.isMixed() ? new MixedAnalysis(graph) : new PassiveAnalysis(graph);
  }

  /**
   * Solves for the currents, to about 1e-13 of the largest.
   *
   * @param siemens of every edge without its sign, positive
   * @param volts of every source
   * @param amperes written
   * @throws SingularCircuit if no or many currents fit
   */
  void solve(double[] siemens, double[] volts, double[] amperes);
}
