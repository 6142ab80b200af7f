package dev.fluxbar.dynamics.recurrent;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Who acts on whom with which sign, and what follows for the neurons as a whole. */
final class SignGraph {

  /** 1: excites, -1: inhibits, 0: does not act. */
  @FunctionalInterface
  interface Sign {
    int at(int to, int from);
  }

  /**
   * Signs of neurons that fit all connections.
   *
   * @param signs 1 or -1, the first neuron of each part 1
   * @param parts which connected part a neuron is in, from 0
   */
  record Colouring(List<Integer> signs, List<Integer> parts) {
    Colouring {
      signs = List.copyOf(signs);
      parts = List.copyOf(parts);
    }
  }

  private final int n;
  private final Sign sign;

  SignGraph(int n, Sign sign) {
    this.n = n;
    this.sign = sign;
  }

  /** Two colours such that connections within one excite and those between two inhibit. */
  Optional<Colouring> colouring() {
    int[] colours = new int[n];
    int[] parts = new int[n];
    int part = 0;
    for (int first = 0; first < n; first++) {
      if (colours[first] == 0) {
        colours[first] = 1;
        if (!spread(first, part++, colours, parts)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        new Colouring(
            Arrays.stream(colours).boxed().toList(), Arrays.stream(parts).boxed().toList()));
  }

  private boolean spread(int first, int part, int[] colours, int[] parts) {
    Deque<Integer> reached = new ArrayDeque<>();
    reached.add(first);
    while (!reached.isEmpty()) {
      int from = reached.remove();
      parts[from] = part;
      for (int to = 0; to < n; to++) {
        for (int between : new int[] {sign.at(to, from), sign.at(from, to)}) {
          if (to != from && between != 0 && colours[to] == 0) {
            colours[to] = between * colours[from];
            reached.add(to);
          } else if (to != from && between * colours[from] * colours[to] < 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Whether every neuron reaches every other one. */
  boolean stronglyConnected() {
    return reachesAll(sign) && reachesAll((to, from) -> sign.at(from, to));
  }

  private boolean reachesAll(Sign forward) {
    boolean[] reached = new boolean[n];
    Deque<Integer> next = new ArrayDeque<>();
    reached[0] = true;
    next.add(0);
    int count = 0;
    while (!next.isEmpty()) {
      int from = next.remove();
      count++;
      for (int to = 0; to < n; to++) {
        if (!reached[to] && forward.at(to, from) != 0) {
          reached[to] = true;
          next.add(to);
        }
      }
    }
    return count == n;
  }

  /** Whether no neuron inhibits another one. */
  boolean excitesOnly() {
    return IntStream.range(0, n * n).allMatch(k -> k / n == k % n || sign.at(k / n, k % n) >= 0);
  }
}
