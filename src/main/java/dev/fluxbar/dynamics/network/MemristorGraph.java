package dev.fluxbar.dynamics.network;

import java.util.Arrays;
import java.util.List;

/**
 * The memristors of a circuit as edges between numbered nodes, node 0 grounded: the reduced
 * incidence matrix B by its two entries an edge. Nodes that ideal sources join are one.
 */
final class MemristorGraph {
  private final List<String> nodes;
  private final int[] from;
  private final int[] to;
  private final double[] sign;

  /**
   * @param nodes their names, node 0 first
   * @param sign of the resistance of each edge, 1 or -1: the diagonal of P
   */
  MemristorGraph(List<String> nodes, int[] from, int[] to, double[] sign) {
    this.nodes = List.copyOf(nodes);
    this.from = from.clone();
    this.to = to.clone();
    this.sign = sign.clone();
  }

  int nodes() {
    return nodes.size();
  }

  int edges() {
    return from.length;
  }

  String name(int node) {
    return nodes.get(node);
  }

  int from(int edge) {
    return from[edge];
  }

  int to(int edge) {
    return to[edge];
  }

  /** The entry of P: 1 passive, -1 active. */
  double sign(int edge) {
    return sign[edge];
  }

  /** Whether passive and active elements are mixed, so that Omega is not symmetric. */
  boolean isMixed() {
    for (double s : sign) {
      if (s != sign[0]) {
        return true;
      }
    }
    return false;
  }

  /** {@code drops[k] = potential(from) - potential(to)}: minus B times the potentials. */
  void drops(double[] potentials, double[] drops) {
    for (int k = 0; k < from.length; k++) {
      drops[k] = potentials[from[k]] - potentials[to[k]];
    }
  }

  /** What the edges carry out of every node, less what they carry in; node 0 included. */
  void outflow(double[] carried, double[] outflow) {
    Arrays.fill(outflow, 0);
    for (int k = 0; k < from.length; k++) {
      outflow[from[k]] += carried[k];
      outflow[to[k]] -= carried[k];
    }
  }
}
