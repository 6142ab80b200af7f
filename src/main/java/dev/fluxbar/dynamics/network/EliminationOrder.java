package dev.fluxbar.dynamics.network;

import java.util.BitSet;

/**
 * In which order to eliminate the nodes of a graph so that few entries fill in: always the node
 * with the fewest neighbours left (minimum degree; George and Liu, SIAM Review 31, 1989), the first
 * of equals.
 */
final class EliminationOrder {

  private EliminationOrder() {}

  /** Unknown n is node n + 1; entry i is the unknown to be eliminated i-th. */
  static int[] of(MemristorGraph graph) {
    int unknowns = graph.nodes() - 1;
    BitSet[] neighbours = new BitSet[unknowns];
    for (int n = 0; n < unknowns; n++) {
      neighbours[n] = new BitSet(unknowns);
    }
    for (int k = 0; k < graph.edges(); k++) {
      int a = graph.from(k) - 1;
      int b = graph.to(k) - 1;
      if (a >= 0 && b >= 0 && a != b) {
        neighbours[a].set(b);
        neighbours[b].set(a);
      }
    }
    int[] degree = new int[unknowns];
    for (int n = 0; n < unknowns; n++) {
      degree[n] = neighbours[n].cardinality();
    }
    BitSet left = new BitSet(unknowns);
    left.set(0, unknowns);
    int[] order = new int[unknowns];
    for (int i = 0; i < unknowns; i++) {
      int next = left.nextSetBit(0);
      for (int n = next; n >= 0; n = left.nextSetBit(n + 1)) {
        if (degree[n] < degree[next]) {
          next = n;
        }
      }
      order[i] = next;
      left.clear(next);
      BitSet clique = neighbours[next];
      for (int n = clique.nextSetBit(0); n >= 0; n = clique.nextSetBit(n + 1)) {
        neighbours[n].or(clique);
        neighbours[n].clear(n);
        neighbours[n].clear(next);
        degree[n] = neighbours[n].cardinality();
      }
      neighbours[next] = new BitSet(0);
    }
    return order;
  }
}
