package dev.fluxbar.dynamics.network;

/**
 * Nodal analysis where all resistances have one sign: the matrix is positive definite. Conjugate
 * gradients (Hestenes and Stiefel, 1952) from the last potentials on, with the factors of an
 * earlier matrix in front; factored anew once the conductances have moved so far that it takes many
 * steps. The first solution is a direct one.
 */
final class PassiveAnalysis implements NodalAnalysis {
  /** Of the flow that sources drive: what rounding leaves. */
  private static final double RESIDUAL = 1e-14;

  /** Found by trial on 500 nodes and 2000 edges: new factors cost as much as 25 to 30 steps. */
  private static final int MOST_STEPS = 40;

  /** With fresh factors two steps are enough; the rest is for ill-conditioned ones. */
  private static final int LAST_STEPS = 8;

  private final MemristorGraph graph;
  private final SparseFactor factor;
  private final double[] potentials;
  private final double[] residual;
  private final double[] ahead;
  private final double[] direction;
  private final double[] moved;
  private final double[] carried;
  private boolean factored;
  private boolean stale;

  PassiveAnalysis(MemristorGraph graph) {
    this.graph = graph;
    factor = new SparseFactor(graph);
    potentials = new double[graph.nodes()];
    residual = new double[graph.nodes()];
    ahead = new double[graph.nodes()];
    direction = new double[graph.nodes()];
    moved = new double[graph.nodes()];
    carried = new double[graph.edges()];
  }

  @Override
  public void solve(double[] siemens, double[] volts, double[] amperes) {
    double target = RESIDUAL * driven(siemens, volts);
    if (!factored || stale) {
      refactor(siemens);
    }
    if (!converge(siemens, volts, target, MOST_STEPS)) {
      refactor(siemens);
      converge(siemens, volts, target, LAST_STEPS);
    }
    currents(siemens, volts, amperes);
    for (int k = 0; k < amperes.length; k++) {
      amperes[k] *= graph.sign(k);
    }
  }

  private void refactor(double[] siemens) {
    factor.factor(siemens);
    factored = true;
    stale = false;
  }

  /** The Euclidean norm of what the sources would drive through short circuits. */
  private double driven(double[] siemens, double[] volts) {
    double sum = 0;
    for (int k = 0; k < volts.length; k++) {
      sum += siemens[k] * volts[k] * siemens[k] * volts[k];
    }
    return Math.sqrt(sum);
  }

  private void currents(double[] siemens, double[] volts, double[] amperes) {
    for (int k = 0; k < amperes.length; k++) {
      double drop = potentials[graph.from(k)] - potentials[graph.to(k)];
      amperes[k] = siemens[k] * (volts[k] + drop);
    }
  }

  /** Whether the residual came below the target. */
  private boolean converge(double[] siemens, double[] volts, double target, int most) {
    currents(siemens, volts, carried);
    graph.outflow(carried, residual);
    for (int n = 0; n < residual.length; n++) {
      residual[n] = -residual[n];
    }
    double before = 1;
    for (int step = 0; ; step++) {
      residual[0] = 0;
      if (Math.sqrt(dot(residual, residual)) <= target) {
        stale = step > MOST_STEPS / 2;
        return true;
      }
      if (step == most) {
        return false;
      }
      factor.solve(residual, ahead);
      double now = dot(residual, ahead);
      double keep = step == 0 ? 0 : now / before;
      for (int n = 0; n < direction.length; n++) {
        direction[n] = ahead[n] + keep * direction[n];
      }
      graph.drops(direction, carried);
      for (int k = 0; k < carried.length; k++) {
        carried[k] *= siemens[k];
      }
      graph.outflow(carried, moved);
      moved[0] = 0;
      double length = now / dot(direction, moved);
      for (int n = 0; n < direction.length; n++) {
        potentials[n] += length * direction[n];
        residual[n] -= length * moved[n];
      }
      before = now;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int n = 0; n < a.length; n++) {
      sum += a[n] * b[n];
    }
    return sum;
  }
}
