package dev.fluxbar.dynamics.network;

import dev.fluxbar.array.Matrix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A spanning tree of the memristors, breadth first from node 0, its chords, and the fundamental
 * loop of each chord: one row of the cycle matrix A, Caravelli Section 2.2.
 */
public final class SpanningTree {
  private final MemristorGraph graph;

  /** The edge to the node nearer to the root; -1 at the root. */
  private final int[] up;

  private final int[] depth;
  private final List<Integer> tree = new ArrayList<>();
  private final List<Integer> chords = new ArrayList<>();

  public SpanningTree(MemristiveCircuit circuit) {
    graph = circuit.graph();
    up = new int[graph.nodes()];
    depth = new int[graph.nodes()];
    List<List<Integer>> touching = new ArrayList<>();
    for (int n = 0; n < up.length; n++) {
      touching.add(new ArrayList<>());
      up[n] = -1;
      depth[n] = -1;
    }
    for (int k = 0; k < graph.edges(); k++) {
      touching.get(graph.from(k)).add(k);
      touching.get(graph.to(k)).add(k);
    }
    depth[0] = 0;
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(0));
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (int k : touching.get(node)) {
        int other = graph.from(k) + graph.to(k) - node;
        if (depth[other] < 0) {
          depth[other] = depth[node] + 1;
          up[other] = k;
          tree.add(k);
          queue.add(other);
        }
      }
    }
    tree.sort(null);
    for (int k = 0; k < graph.edges(); k++) {
      if (Collections.binarySearch(tree, k) < 0) {
        chords.add(k);
      }
    }
  }

  /** The tree's memristors in order, by their places among the memristors. */
  public List<Integer> tree() {
    return List.copyOf(tree);
  }

  /** The other memristors. */
  public List<Integer> chords() {
    return List.copyOf(chords);
  }

  /**
   * The loop that a chord closes: along the chord, and back through the tree.
   *
   * @return 1, -1 or 0 for every memristor: the direction in which the loop passes it
   */
  public int[] loop(int chord) {
    int[] loop = new int[graph.edges()];
    loop[chord] = 1;
    int a = graph.to(chord);
    int b = graph.from(chord);
    while (a != b) {
      if (depth[a] >= depth[b]) {
        int k = up[a];
        loop[k] = graph.from(k) == a ? 1 : -1;
        a = graph.from(k) + graph.to(k) - a;
      } else {
        int k = up[b];
        loop[k] = graph.to(k) == b ? 1 : -1;
        b = graph.from(k) + graph.to(k) - b;
      }
    }
    return loop;
  }

  /**
   * The cycle matrix A, {@code [chords][memristors]}.
   *
   * @throws IllegalArgumentException if there is no loop
   */
  public Matrix cycles() {
    int[][] loops = chords.stream().map(this::loop).toArray(int[][]::new);
    return Matrix.fill(loops.length, graph.edges(), (c, k) -> loops[c][k]);
  }

  /**
   * What changes of the chords' memory make of the tree's under current control: Q = -B_T^-1
   * B_chords of Caravelli (14) and (18), {@code [tree][chords]}. Currents of loops add up, so that
   * Q is the tree's part of A^t, and no matrix need be inverted. Rows and columns stand for changes
   * times polarity.
   *
   * @throws IllegalArgumentException if there is no loop or no tree
   */
  public Matrix chordsToTree() {
    int[][] loops = chords.stream().map(this::loop).toArray(int[][]::new);
    return Matrix.fill(tree.size(), loops.length, (t, c) -> loops[c][tree.get(t)]);
  }
}
