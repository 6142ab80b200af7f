package dev.fluxbar.app.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The known word that a misspelt one most likely meant, by the number of slips of the hand between
 * them.
 */
public final class NearestWord {

  private NearestWord() {}

  /** The nearest of {@code known}, if it is nearer than a wild guess would be. */
  public static Optional<String> to(String word, Collection<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(best -> 2 * distance(word, best) < Math.max(word.length(), best.length()));
  }

  /**
   * Insertions, deletions and replacements of one letter, and swaps of two neighbours, that turn
   * {@code a} into {@code b}.
   */
  static int distance(String a, String b) {
    int[] twoAbove = new int[b.length() + 1];
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        row[j] = swapped ? Math.min(row[j], twoAbove[j - 2] + 1) : row[j];
      }
      twoAbove = above;
      above = row;
    }
    return above[b.length()];
  }
}
