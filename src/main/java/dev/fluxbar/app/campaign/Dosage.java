package dev.fluxbar.app.campaign;

import java.util.Arrays;
import java.util.List;

/**
 * What a program puts on cells, dose after dose, in code ticks: a pulse is one dose, a block signal
 * four. A pattern of doses comes several times over.
 *
 * @param pattern one entry a dose, each with one entry a cell; not copied, not changed
 * @param times how often the pattern comes, at least 1
 */
record Dosage(List<long[]> pattern, int times) {

  /** No part of a dosage explains it. */
  static final long NEVER = -1;

  /** Nothing at all. */
  static final Dosage NOTHING = new Dosage(List.of(), 1);

  Dosage {
    pattern = List.copyOf(pattern);
  }

  /** Whether it moves no cell. */
  boolean isNothing() {
    return pattern.stream().flatMapToLong(Arrays::stream).allMatch(ticks -> ticks == 0);
  }

  /** How many doses there are. */
  long count() {
    return (long) pattern.size() * times;
  }

  /** All doses together. */
  long[] total(int cells) {
    long[] sum = new long[cells];
    for (long[] dose : pattern) {
      add(sum, dose, times);
    }
    return sum;
  }

  /**
   * How many of the doses, counted from the first, were given whole if {@code received} came of
   * them, the next one perhaps in part; {@link #NEVER} if it cannot have come of them.
   */
  long given(long[] received) {
    long[] sum = new long[received.length];
    for (long given = 0; given < count(); given++) {
      long[] next = pattern.get((int) (given % pattern.size()));
      boolean part = between(sum, received, next);
      add(sum, next, 1);
      if (part && !Arrays.equals(sum, received)) {
        return given;
      }
    }
    return Arrays.equals(sum, received) ? count() : NEVER;
  }

  /**
   * Whether what each cell has received lies within what beginnings of several dosages can give it;
   * which beginnings they were is not asked.
   */
  static boolean couldGive(List<Dosage> several, long[] received) {
    for (int i = 0; i < received.length; i++) {
      long least = 0;
      long most = 0;
      for (Dosage one : several) {
        long sum = 0;
        long low = 0;
        long high = 0;
        for (long given = 0; given < one.count(); given++) {
          sum += one.pattern.get((int) (given % one.pattern.size()))[i];
          low = Math.min(low, sum);
          high = Math.max(high, sum);
        }
        least += low;
        most += high;
      }
      if (received[i] < least || received[i] > most) {
        return false;
      }
    }
    return true;
  }

  private static boolean between(long[] sum, long[] received, long[] next) {
    for (int i = 0; i < sum.length; i++) {
      long part = received[i] - sum[i];
      if (part != 0 && (Long.signum(part) != Long.signum(next[i]) || beyond(part, next[i]))) {
        return false;
      }
    }
    return true;
  }

  private static boolean beyond(long part, long whole) {
    return Math.abs(part) > Math.abs(whole);
  }

  static void add(long[] sum, long[] dose, long times) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += times * dose[i];
    }
  }
}
