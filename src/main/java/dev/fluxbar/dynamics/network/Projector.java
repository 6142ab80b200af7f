package dev.fluxbar.dynamics.network;

import dev.fluxbar.array.Matrix;
import java.util.Arrays;

/**
 * The projector on the space of cycles, {@code Omega = A^t (A P A^t)^-1 A P}, without the cycle
 * matrix A: {@code Omega = I - P B (B^t P B)^-1 B^t}, which for P = I is Caravelli (5). It is
 * applied by a nodal analysis with unit resistances; {@link #dense} forms it. Symmetric unless
 * passive and active elements are mixed. Not for use by several threads.
 */
public final class Projector {
  private final MemristorGraph graph;
  private final NodalAnalysis analysis;
  private final double[] ones;

  /**
   * @throws SingularCircuit if passive and active elements cancel: then there is no such projector
   */
  public Projector(MemristiveCircuit circuit) {
    graph = circuit.graph();
    analysis = NodalAnalysis.of(graph);
    ones = new double[graph.edges()];
    Arrays.fill(ones, 1);
    times(new double[ones.length]);
  }

  /** Omega times a vector of one entry a memristor; a new array. */
  public double[] times(double[] vector) {
    double[] volts = new double[ones.length];
    for (int k = 0; k < volts.length; k++) {
      volts[k] = graph.sign(k) * vector[k];
    }
    double[] projected = new double[volts.length];
    analysis.solve(ones, volts, projected);
    return projected;
  }

  /** Omega itself, {@code [memristors][memristors]}. */
  public Matrix dense() {
    double[][] columns = new double[ones.length][];
    for (int k = 0; k < columns.length; k++) {
      double[] unit = new double[ones.length];
      unit[k] = 1;
      columns[k] = times(unit);
    }
    return Matrix.fill(ones.length, ones.length, (i, k) -> columns[k][i]);
  }

  /** Whether Omega is symmetric: the first condition of Caravelli, Section 3.2. */
  public boolean isSymmetric() {
    return !graph.isMixed();
  }
}
