package dev.fluxbar.dynamics.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connected graph whose edges are memristors with sources in series, and ideal sources that form
 * no loop. Immutable.
 */
public final class MemristiveCircuit {

  /** Sparse matrices of more nodes than these take too long to put in order. */
  public static final int MOST_NODES = 20_000;

  private final List<Edge> edges;
  private final List<String> nodes;
  private final int[] from;
  private final int[] to;
  private final IdealSources ideal;

  /**
   * @throws IllegalArgumentException if there is no memristor, a node is cut off or ideal sources
   *     form a loop
   */
  public MemristiveCircuit(List<Edge> edges) {
    this.edges = List.copyOf(edges);
    Map<String, Integer> numbers = new LinkedHashMap<>();
    from = new int[edges.size()];
    to = new int[edges.size()];
    for (int k = 0; k < from.length; k++) {
      from[k] = number(numbers, edges.get(k).from());
      to[k] = number(numbers, edges.get(k).to());
    }
    nodes = List.copyOf(numbers.keySet());
    if (edges.stream().allMatch(edge -> edge.kind() == Edge.Kind.IDEAL)) {
      throw new IllegalArgumentException(
          "circuit: edges=%d, memristors=0; give at least one memristor".formatted(edges.size()));
    }
    if (nodes.size() > MOST_NODES) {
      throw new IllegalArgumentException(
          "circuit: nodes=%d; at most %d can be solved".formatted(nodes.size(), MOST_NODES));
    }
    checkConnected();
    ideal = new IdealSources(this.edges, nodes, from, to);
  }

  private static int number(Map<String, Integer> numbers, String name) {
    Integer known = numbers.putIfAbsent(name, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  private void checkConnected() {
    List<List<Integer>> neighbours = new ArrayList<>();
    nodes.forEach(node -> neighbours.add(new ArrayList<>()));
    for (int k = 0; k < from.length; k++) {
      neighbours.get(from[k]).add(to[k]);
      neighbours.get(to[k]).add(from[k]);
    }
    boolean[] reached = new boolean[nodes.size()];
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
    reached[0] = true;
    while (!queue.isEmpty()) {
      for (int next : neighbours.get(queue.remove())) {
        if (!reached[next]) {
          reached[next] = true;
          queue.add(next);
        }
      }
    }
    for (int n = 0; n < reached.length; n++) {
      if (!reached[n]) {
        throw new IllegalArgumentException(
            "circuit: node=%s; no edges lead there from node %s, connect it or give each part its"
                    .formatted(nodes.get(n), nodes.get(0))
                + " own circuit");
      }
    }
  }

  /** All edges, as given. */
  public List<Edge> edges() {
    return edges;
  }

  /** The names of all nodes in the order in which edges name them. */
  public List<String> nodes() {
    return nodes;
  }

  /** How many memristors there are. */
  public int memristors() {
    return ideal.graph().edges();
  }

  /** The memristors alone. */
  MemristorGraph graph() {
    return ideal.graph();
  }

  IdealSources ideal() {
    return ideal;
  }

  /** The memristors' places in the list of edges. */
  public int[] memristorEdges() {
    return ideal.memristors();
  }

  /** The memory of every memristor at the start; a new array. */
  public double[] w0() {
    int[] places = memristorEdges();
    double[] w0 = new double[places.length];
    for (int m = 0; m < w0.length; m++) {
      w0[m] = edges.get(places[m]).w0();
    }
    return w0;
  }

  /**
   * Effective memory, Caravelli (20): the share of memristors that are chords of a spanning tree. A
   * circuit without loops has 0, memristors that do not see each other have 1.
   */
  public double effectiveMemory() {
    return (memristors() - (graph().nodes() - 1.0)) / memristors();
  }

  /**
   * How many memories can be chosen freely. Under current control the chords', as (14) and (20)
   * say; under voltage control the tree's, since every loop ties its voltages, Caravelli (16).
   */
  public int independentMemories(Control control) {
    int tree = graph().nodes() - 1;
    return control == Control.CURRENT ? memristors() - tree : tree;
  }
}
