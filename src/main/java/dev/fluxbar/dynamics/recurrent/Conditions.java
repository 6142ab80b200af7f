package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.array.Matrix;
import java.util.List;
import java.util.Optional;

/**
 * Which conditions of the theorems of convergence a network meets at its start.
 *
 * <p>Under fixed weights the Jacobian is {@code (-1/R + w s') / C} with s' > 0: its signs are those
 * of w. Where fluxes evolve too its other entries are {@code sign W'(phi) s_j / C} and {@code gain
 * sign s'(x_i) s_j}: their signs are those of outputs, so that it has one sign structure only while
 * no activation changes its sign, and then only if these signs fit the connections.
 */
public final class Conditions {

  /** What follows from them. */
  public enum Convergence {
    /** Every solution converges to an equilibrium: there is an energy, and all is analytic. */
    EVERY,
    /** The activations of every solution come to rest, while memductances creep to bounds. */
    ACTIVATIONS,
    /** All solutions but those from a set of starts of measure zero (Hirsch). */
    ALMOST_EVERY,
    /** As ALMOST_EVERY, of the starts in orthants that no solution leaves. */
    ALMOST_EVERY_IN_ORTHANTS,
    /** None of the theorems holds; such networks may oscillate. */
    NOTHING
  }

  private final RecurrentNetwork network;
  private final Mode mode;
  private final Connections connections;
  private final SignGraph graph;

  private Conditions(RecurrentNetwork network, Mode mode) {
    this.network = network;
    this.mode = mode;
    this.connections = network.connections();
    Matrix weights = connections.weights();
    this.graph =
        new SignGraph(
            network.size(),
            mode == Mode.BOTH
                ? (to, from) -> kinds(to, from) == 0 ? 0 : nonZero(weights.at(to, from))
                : (to, from) -> (int) Math.signum(weights.at(to, from)));
  }

  /** Of a network whose fluxes are those of its start. */
  public static Conditions of(RecurrentNetwork network, Mode mode) {
    return new Conditions(network, mode);
  }

  /** A pair whose weight is 0 at the start is a connection that learns. */
  private static int nonZero(double weight) {
    return weight < 0 ? -1 : 1;
  }

  /** How many memristors a connection has. */
  private int kinds(int to, int from) {
    int count = 0;
    for (int block = 0; block < connections.blocks(); block++) {
      count += connections.sign(connections.cell(block, to, from)) != 0 ? 1 : 0;
    }
    return count;
  }

  /** Whether {@code w_ij = w_ji} for all, at the start and then for ever. */
  public boolean symmetric() {
    double[] fluxes = connections.fluxesVoltSeconds();
    int n = network.size();
    for (int cell = 0; cell < fluxes.length; cell++) {
      int across = connections.cell(cell / (n * n), cell / n % n, cell % n);
      if (connections.sign(cell) != connections.sign(across) || fluxes[cell] != fluxes[across]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether no off-diagonal entry of the whole Jacobian can be negative. Where fluxes and
   * activations evolve together some always can: see {@link #invariantOrthants}.
   */
  public boolean cooperative() {
    return switch (mode) {
      case ACTIVATION -> graph.excitesOnly();
      case WEIGHTS -> true;
      case BOTH -> connections.memristors() == 0;
    };
  }

  /** Whether no connection inhibits at the start: {@code w_ij >= 0} for all i, j that differ. */
  public boolean excitesOnly() {
    return graph.excitesOnly();
  }

  /**
   * Signs d of the neurons after whose change no connection inhibits at the start: {@code d_i w_ij
   * d_j >= 0} for all i, j that differ. The first neuron of each connected part has 1; nothing if
   * there are none.
   */
  public Optional<List<Integer>> signature() {
    return graph.colouring().map(SignGraph.Colouring::signs);
  }

  /** Whether every neuron reaches every other one along connections, held activations aside. */
  public boolean irreducible() {
    return mode != Mode.WEIGHTS && graph.stronglyConnected();
  }

  /**
   * How many orthants of the activations have one sign structure of the whole Jacobian and are
   * never left: those whose signs fit all connections of one memristor, {@code d_i sign_ij d_j >=
   * 0}, and all currents, {@code d_i I_i >= 0}. Pairs fit any orthant, with fluxes whose weight has
   * the orthant's sign. Only where fluxes and activations evolve; else 0.
   */
  public double invariantOrthants() {
    if (mode != Mode.BOTH) {
      return 0;
    }
    SignGraph single =
        new SignGraph(
            network.size(),
            (to, from) ->
                kinds(to, from) != 1
                    ? 0
                    : (int)
                        (connections.sign(connections.cell(0, to, from))
                            + (connections.blocks() < 2
                                ? 0
                                : connections.sign(connections.cell(1, to, from)))));
    return single.colouring().map(this::orthants).orElse(0.0);
  }

  /** Each part may have its signs or the opposite ones, as far as currents allow. */
  private double orthants(SignGraph.Colouring colouring) {
    int n = network.size();
    boolean[] plus = new boolean[n];
    boolean[] minus = new boolean[n];
    int parts = 0;
    for (int i = 0; i < n; i++) {
      double push = colouring.signs().get(i) * network.neurons().amperes(i);
      plus[colouring.parts().get(i)] |= push > 0;
      minus[colouring.parts().get(i)] |= push < 0;
      parts = Math.max(parts, colouring.parts().get(i) + 1);
    }
    double orthants = 1;
    for (int part = 0; part < parts; part++) {
      orthants *= plus[part] && minus[part] ? 0 : plus[part] || minus[part] ? 1 : 2;
    }
    return orthants;
  }

  /** What is proved of solutions that start at the start's fluxes, or at symmetric ones. */
  public Convergence convergence() {
    boolean forgets = network.learning().forgets();
    return switch (mode) {
      case WEIGHTS -> forgets ? Convergence.EVERY : Convergence.NOTHING;
      case ACTIVATION ->
          symmetric()
              ? Convergence.EVERY
              : irreducible() && signature().isPresent()
                  ? Convergence.ALMOST_EVERY
                  : Convergence.NOTHING;
      case BOTH ->
          symmetric()
              ? forgets ? Convergence.EVERY : Convergence.ACTIVATIONS
              : forgets && irreducible() && invariantOrthants() > 0
                  ? Convergence.ALMOST_EVERY_IN_ORTHANTS
                  : Convergence.NOTHING;
    };
  }
}
