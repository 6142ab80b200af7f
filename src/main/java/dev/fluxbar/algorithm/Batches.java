package dev.fluxbar.algorithm;

import java.util.ArrayList;
import java.util.List;

/** Splits a list of equally long things into programs. */
final class Batches {
  private Batches() {}

  /** As many as fit into the longest program, at most {@code cap}, at least one. */
  static int size(int cap, double eachSeconds, double programSeconds) {
    // A quotient that rounding put just below a whole number is that number.
    double fit = Math.floor(programSeconds / eachSeconds * (1 + 1e-12));
    return (int) Math.max(1, Math.min(cap, fit));
  }

  static <T> List<List<T>> of(List<T> all, int size) {
    List<List<T>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += size) {
      batches.add(all.subList(from, Math.min(all.size(), from + size)));
    }
    return batches;
  }
}
