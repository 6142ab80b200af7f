package dev.fluxbar.dynamics.network;

import java.util.Arrays;

/**
 * The triangular factors L D L^t of a graph's matrix B^t G B, without its node 0, nodes put in an
 * order that keeps L sparse. The pattern is found once, the numbers as often as the conductances
 * change (rows of L from the elimination tree: T. A. Davis, Direct Methods for Sparse Linear
 * Systems, 2006, chapter 4).
 */
final class SparseFactor {
  private final MemristorGraph graph;
  private final int size;
  private final int[] order;

  /** Where each unknown stands in the order. */
  private final int[] place;

  /** Row k of the lower triangle of the ordered matrix: columns below k, and their edges. */
  private final int[] rowStart;

  private final int[] rowColumn;
  private final int[] rowEdge;

  private final int[] parent;
  private final int[] columnStart;
  private final int[] index;
  private final double[] value;
  private final double[] diagonal;
  private final double[] work;

  SparseFactor(MemristorGraph graph) {
    this.graph = graph;
    size = graph.nodes() - 1;
    order = EliminationOrder.of(graph);
    place = new int[size];
    for (int i = 0; i < size; i++) {
      place[order[i]] = i;
    }
    rowStart = new int[size + 1];
    int entries = 0;
    for (int k = 0; k < graph.edges(); k++) {
      if (row(k) > 0) {
        rowStart[row(k) + 1]++;
        entries++;
      }
    }
    for (int i = 0; i < size; i++) {
      rowStart[i + 1] += rowStart[i];
    }
    rowColumn = new int[entries];
    rowEdge = new int[entries];
    int[] next = Arrays.copyOf(rowStart, size + 1);
    for (int k = 0; k < graph.edges(); k++) {
      int row = row(k);
      if (row > 0) {
        rowColumn[next[row]] = Math.min(from(k), to(k));
        rowEdge[next[row]++] = k;
      }
    }
    parent = new int[size];
    columnStart = new int[size + 1];
    countColumns();
    index = new int[columnStart[size]];
    value = new double[columnStart[size]];
    diagonal = new double[size];
    work = new double[size];
  }

  /** The place of an edge's end, -1 at node 0. */
  private int from(int edge) {
    return graph.from(edge) == 0 ? -1 : place[graph.from(edge) - 1];
  }

  private int to(int edge) {
    return graph.to(edge) == 0 ? -1 : place[graph.to(edge) - 1];
  }

  /** The row of an edge's entry in the lower triangle, or 0: it has none. */
  private int row(int edge) {
    int a = from(edge);
    int b = to(edge);
    return a < 0 || b < 0 || a == b ? 0 : Math.max(a, b);
  }

  private void countColumns() {
    int[] flag = new int[size];
    int[] count = new int[size];
    for (int k = 0; k < size; k++) {
      parent[k] = -1;
      flag[k] = k;
      for (int p = rowStart[k]; p < rowStart[k + 1]; p++) {
        for (int i = rowColumn[p]; flag[i] != k; i = parent[i]) {
          if (parent[i] < 0) {
            parent[i] = k;
          }
          count[i]++;
          flag[i] = k;
        }
      }
    }
    for (int i = 0; i < size; i++) {
      columnStart[i + 1] = columnStart[i] + count[i];
    }
  }

  /** Entries of L below its diagonal. */
  int entries() {
    return index.length;
  }

  /**
   * Factors anew.
   *
   * @param siemens of every edge, positive
   */
  void factor(double[] siemens) {
    Arrays.fill(diagonal, 0);
    for (int k = 0; k < siemens.length; k++) {
      int a = from(k);
      int b = to(k);
      if (a != b) {
        if (a >= 0) {
          diagonal[a] += siemens[k];
        }
        if (b >= 0) {
          diagonal[b] += siemens[k];
        }
      }
    }
    int[] filled = new int[size];
    int[] flag = new int[size];
    int[] pattern = new int[size];
    int[] path = new int[size];
    Arrays.fill(work, 0);
    for (int k = 0; k < size; k++) {
      int top = size;
      flag[k] = k;
      for (int p = rowStart[k]; p < rowStart[k + 1]; p++) {
        int i = rowColumn[p];
        work[i] -= siemens[rowEdge[p]];
        int length = 0;
        for (; flag[i] != k; i = parent[i]) {
          path[length++] = i;
          flag[i] = k;
        }
        while (length > 0) {
          pattern[--top] = path[--length];
        }
      }
      row(k, top, pattern, filled);
    }
  }

  /** Row k of L by a triangular solution; its columns get one entry more each. */
  private void row(int k, int top, int[] pattern, int[] filled) {
    for (int t = top; t < size; t++) {
      int i = pattern[t];
      double y = work[i];
      work[i] = 0;
      int end = columnStart[i] + filled[i];
      for (int p = columnStart[i]; p < end; p++) {
        work[index[p]] -= value[p] * y;
      }
      double l = y / diagonal[i];
      diagonal[k] -= l * y;
      index[end] = k;
      value[end] = l;
      filled[i]++;
    }
  }

  /**
   * Solves for the potentials that give a flow into the nodes.
   *
   * @param inflow one entry a node; that of node 0 is not read
   * @param potentials written, 0 at node 0
   */
  void solve(double[] inflow, double[] potentials) {
    for (int i = 0; i < size; i++) {
      work[i] = inflow[order[i] + 1];
    }
    for (int i = 0; i < size; i++) {
      double y = work[i];
      for (int p = columnStart[i]; p < columnStart[i + 1]; p++) {
        work[index[p]] -= value[p] * y;
      }
    }
    for (int i = size - 1; i >= 0; i--) {
      double y = work[i] / diagonal[i];
      for (int p = columnStart[i]; p < columnStart[i + 1]; p++) {
        y -= value[p] * work[index[p]];
      }
      work[i] = y;
    }
    potentials[0] = 0;
    for (int i = 0; i < size; i++) {
      potentials[order[i] + 1] = work[i];
    }
    Arrays.fill(work, 0);
  }
}
