package dev.fluxbar.app.sequence;

import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.array.Matrix;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the steps of a sequence came to. Of a long one only the last {@value #STEPS} steps stay
 * here, and only so many results that they have {@value #NUMBERS} numbers together; all are in the
 * folders of the steps.
 */
final class SequenceAccount {
  static final int STEPS = 1_000;
  static final long NUMBERS = 1_000_000;

  private record Entry(
      String place, String word, OperationResult result, boolean whole, long numbers) {

    Entry withoutResult() {
      return new Entry(place, word, result, false, 0);
    }

    Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("step", place);
      values.put("word", word);
      values.put("reached", result.reached());
      values.put("message", result.message());
      if (whole) {
        values.put("result", result.values());
      }
      return values;
    }
  }

  private final String name;
  private final Deque<Entry> bare = new ArrayDeque<>();
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long numbers;
  private long ended;
  private long pulses;
  private double benchSeconds;
  private double waitSeconds;
  private String firstFailure = "";

  SequenceAccount(String name) {
    this.name = name;
  }

  void ended(String place, String word, OperationResult result) {
    ended++;
    pulses += (long) number(result, "pulses");
    benchSeconds += number(result, "bench-seconds");
    waitSeconds += number(result, "wait-seconds");
    if (!result.reached() && firstFailure.isEmpty()) {
      firstFailure = sentence(place, word, result.message());
    }
    keep(new Entry(place, word, result, true, count(result.values())));
  }

  /** {@code step 3, until: value=...}: many messages begin with the word already. */
  static String sentence(String place, String word, String message) {
    return message.startsWith(word + ": ")
        ? "step %s, %s".formatted(place, message)
        : "step %s, %s: %s".formatted(place, word, message);
  }

  private void keep(Entry entry) {
    entries.add(entry);
    numbers += entry.numbers();
    // The last result stays, however large it is.
    while (numbers > NUMBERS && entries.size() > 1) {
      numbers -= entries.element().numbers();
      bare.add(entries.remove().withoutResult());
    }
    if (bare.size() + entries.size() > STEPS) {
      if (bare.isEmpty()) {
        numbers -= entries.remove().numbers();
      } else {
        bare.remove();
      }
    }
  }

  private static double number(OperationResult result, String key) {
    return result.values().get(key) instanceof Number number ? number.doubleValue() : 0;
  }

  /** How many numbers and texts a value has. */
  private static long count(Object value) {
    if (value instanceof Map<?, ?> map) {
      return count(map.values());
    }
    if (value instanceof Collection<?> many) {
      return many.stream().mapToLong(SequenceAccount::count).sum();
    }
    if (value instanceof Matrix matrix) {
      return (long) matrix.rows() * matrix.columns();
    }
    return value instanceof double[] numbers ? numbers.length : 1;
  }

  /** Reached where every step was. */
  OperationResult result() {
    List<Map<String, Object>> told = new ArrayList<>();
    bare.forEach(entry -> told.add(entry.values()));
    entries.forEach(entry -> told.add(entry.values()));
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", name);
    values.put("steps-ended", ended);
    values.put("pulses", pulses);
    values.put("bench-seconds", benchSeconds);
    values.put("wait-seconds", waitSeconds);
    values.put("steps", told);
    return firstFailure.isEmpty()
        ? OperationResult.done(values)
        : OperationResult.notReached(values, firstFailure);
  }
}
