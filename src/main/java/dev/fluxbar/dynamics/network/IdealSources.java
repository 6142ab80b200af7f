package dev.fluxbar.dynamics.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes ideal sources out of a circuit: nodes that they join become one, and their voltages move
 * into the sources of the memristors, which changes no current. Gives their currents back
 * afterwards, by Kirchhoff's law from the leaves of their forest to its roots.
 */
final class IdealSources {
  private final List<Edge> edges;
  private final int[] from;
  private final int[] to;
  private final int[] memristors;
  private final int[] joined;

  /** Ideal edges, each after the one nearer to its root. */
  private final int[] order;

  /** The node of each ordered edge that is farther from the root. */
  private final int[] outer;

  private final MemristorGraph graph;

  IdealSources(List<Edge> edges, List<String> nodes, int[] from, int[] to) {
    this.edges = edges;
    this.from = from;
    this.to = to;
    memristors = places(edges, false);
    int[] ideals = places(edges, true);
    checkNoLoop(nodes.size(), ideals);
    joined = new int[nodes.size()];
    order = new int[ideals.length];
    outer = new int[ideals.length];
    List<String> names = walk(nodes, ideals);
    graph = graph(names);
  }

  private static int[] places(List<Edge> edges, boolean ideal) {
    List<Integer> places = new ArrayList<>();
    for (int k = 0; k < edges.size(); k++) {
      if ((edges.get(k).kind() == Edge.Kind.IDEAL) == ideal) {
        places.add(k);
      }
    }
    return places.stream().mapToInt(Integer::intValue).toArray();
  }

  private void checkNoLoop(int nodes, int[] ideals) {
    int[] parent = new int[nodes];
    Arrays.setAll(parent, n -> n);
    for (int k : ideals) {
      int a = root(parent, from[k]);
      int b = root(parent, to[k]);
      if (a == b) {
        throw new IllegalArgumentException(
            "circuit: edge=%d, from=%s, to=%s; it closes a loop of ideal sources, whose current"
                    .formatted(k + 1, edges.get(k).from(), edges.get(k).to())
                + " nothing bounds: take one out or put a memristor in");
      }
      parent[a] = b;
    }
  }

  private static int root(int[] parent, int node) {
    int n = node;
    while (parent[n] != n) {
      parent[n] = parent[parent[n]];
      n = parent[n];
    }
    return n;
  }

  /** Visits every group of joined nodes from its first node on; returns the groups' names. */
  private List<String> walk(List<String> nodes, int[] ideals) {
    List<List<Integer>> touching = new ArrayList<>();
    nodes.forEach(node -> touching.add(new ArrayList<>()));
    for (int k : ideals) {
      touching.get(from[k]).add(k);
      touching.get(to[k]).add(k);
    }
    Arrays.fill(joined, -1);
    List<String> names = new ArrayList<>();
    int found = 0;
    for (int root = 0; root < joined.length; root++) {
      if (joined[root] >= 0) {
        continue;
      }
      joined[root] = names.size();
      ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(root));
      while (!queue.isEmpty()) {
        int node = queue.remove();
        for (int k : touching.get(node)) {
          int other = from[k] + to[k] - node;
          if (joined[other] < 0) {
            joined[other] = names.size();
            order[found] = k;
            outer[found++] = other;
            queue.add(other);
          }
        }
      }
      names.add(nodes.get(root));
    }
    return names;
  }

  private MemristorGraph graph(List<String> names) {
    int[] a = new int[memristors.length];
    int[] b = new int[memristors.length];
    double[] sign = new double[memristors.length];
    for (int m = 0; m < a.length; m++) {
      a[m] = joined[from[memristors[m]]];
      b[m] = joined[to[memristors[m]]];
      sign[m] = edges.get(memristors[m]).kind() == Edge.Kind.ACTIVE ? -1 : 1;
    }
    return new MemristorGraph(names, a, b, sign);
  }

  MemristorGraph graph() {
    return graph;
  }

  int[] memristors() {
    return memristors.clone();
  }

  /**
   * The sources of the memristors once ideal sources are gone.
   *
   * @param ofEdges volts or volt-seconds of every edge's own source
   */
  double[] moved(double[] ofEdges) {
    double[] offset = new double[joined.length];
    for (int i = 0; i < order.length; i++) {
      int k = order[i];
      if (outer[i] == to[k]) {
        offset[to[k]] = offset[from[k]] + ofEdges[k];
      } else {
        offset[from[k]] = offset[to[k]] - ofEdges[k];
      }
    }
    double[] moved = new double[memristors.length];
    for (int m = 0; m < moved.length; m++) {
      int k = memristors[m];
      moved[m] = ofEdges[k] + offset[from[k]] - offset[to[k]];
    }
    return moved;
  }

  /** The currents of all edges from those of the memristors. */
  double[] allAmperes(double[] memristorAmperes) {
    double[] amperes = new double[edges.size()];
    double[] outflow = new double[joined.length];
    for (int m = 0; m < memristors.length; m++) {
      int k = memristors[m];
      amperes[k] = memristorAmperes[m];
      outflow[from[k]] += amperes[k];
      outflow[to[k]] -= amperes[k];
    }
    for (int i = order.length - 1; i >= 0; i--) {
      int k = order[i];
      // Into the outer node flows what leaves it elsewhere.
      amperes[k] = outer[i] == to[k] ? outflow[to[k]] : -outflow[from[k]];
      outflow[from[k]] += amperes[k];
      outflow[to[k]] -= amperes[k];
    }
    return amperes;
  }
}
