package dev.fluxbar.dynamics.network;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Circuits of passive memristors made by rule, nodes numbered from 1. Random numbers come from the
 * caller's generator, in the order of the edges.
 */
public final class GeneratedCircuit {

  /** The source and w0 of the next edge. */
  public interface Fill {
    Source source();

    double w0();
  }

  private GeneratedCircuit() {}

  /** A ring of memristors: Caravelli Section 2.2.1. */
  public static List<Edge> series(int memristors, Fill fill) {
    check("series", "memristors", memristors, 2);
    List<Edge> edges = new ArrayList<>();
    for (int k = 1; k <= memristors; k++) {
      edges.add(edge(k, k % memristors + 1, fill));
    }
    return edges;
  }

  /** Every node joined to every other. */
  public static List<Edge> complete(int nodes, Fill fill) {
    check("complete", "nodes", nodes, 2);
    List<Edge> edges = new ArrayList<>();
    for (int a = 1; a <= nodes; a++) {
      for (int b = a + 1; b <= nodes; b++) {
        edges.add(edge(a, b, fill));
      }
    }
    return edges;
  }

  /** A rectangle of nodes, each joined to its right and lower neighbour. */
  public static List<Edge> grid(int rows, int columns, Fill fill) {
    check("grid", "rows", rows, 2);
    check("grid", "columns", columns, 2);
    List<Edge> edges = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int node = row * columns + column + 1;
        if (column + 1 < columns) {
          edges.add(edge(node, node + 1, fill));
        }
        if (row + 1 < rows) {
          edges.add(edge(node, node + columns, fill));
        }
      }
    }
    return edges;
  }

  /**
   * A random connected graph: each node joined to a random earlier one, the rest of the edges
   * between random different nodes, no pair twice.
   */
  public static List<Edge> random(int nodes, int memristors, Random random, Fill fill) {
    check("random", "nodes", nodes, 2);
    long most = (long) nodes * (nodes - 1) / 2;
    if (memristors < nodes - 1 || memristors > most) {
      throw new IllegalArgumentException(
          "random circuit: nodes=%d, memristors=%d; a connected one has %d to %d"
              .formatted(nodes, memristors, nodes - 1, most));
    }
    List<Edge> edges = new ArrayList<>();
    Set<Long> joined = new HashSet<>();
    for (int b = 2; b <= nodes; b++) {
      int a = 1 + random.nextInt(b - 1);
      joined.add((long) a * (nodes + 1) + b);
      edges.add(edge(a, b, fill));
    }
    while (edges.size() < memristors) {
      int a = 1 + random.nextInt(nodes);
      int b = 1 + random.nextInt(nodes);
      if (a < b && joined.add((long) a * (nodes + 1) + b)) {
        edges.add(edge(a, b, fill));
      }
    }
    return edges;
  }

  /**
   * A passive crossbar, a memristor at every crosspoint from its column to its row and no switches:
   * column 1 is driven, row 1 grounded, all others float. The edges of the cells come first, row by
   * row.
   *
   * @param driver of column 1
   */
  public static List<Edge> crossbar(int rows, int columns, Source driver, Fill fill) {
    check("crossbar", "rows", rows, 1);
    check("crossbar", "columns", columns, 1);
    List<Edge> edges = new ArrayList<>();
    for (int row = 1; row <= rows; row++) {
      for (int column = 1; column <= columns; column++) {
        edges.add(
            new Edge(
                "column-" + column, "row-" + row, Source.NONE, fill.w0(), 1, Edge.Kind.PASSIVE));
      }
    }
    edges.add(new Edge("ground", "column-1", driver, 0, 1, Edge.Kind.IDEAL));
    edges.add(Edge.ideal("row-1", "ground", 0));
    return edges;
  }

  private static Edge edge(int from, int to, Fill fill) {
    Source source = fill.source();
    return new Edge(
        String.valueOf(from), String.valueOf(to), source, fill.w0(), 1, Edge.Kind.PASSIVE);
  }

  private static void check(String circuit, String what, int number, int least) {
    if (number < least) {
      throw new IllegalArgumentException(
          "%s circuit: %s=%d; at least %d".formatted(circuit, what, number, least));
    }
  }
}
