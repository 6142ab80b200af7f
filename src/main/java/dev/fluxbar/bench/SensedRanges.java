package dev.fluxbar.bench;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which current range a program takes each of its samples. A first turn of a repeat may sense
 * what stands before it, later ones what its own end has left; so two turns of it are walked.
 */
public final class SensedRanges {
  private static final int NOT_SENSED = -1;

  private record Instant(int step, boolean laterTurn, int array) {}

  private final Map<Instant, Integer> ranges = new HashMap<>();
  private final Map<Integer, Integer> sensed = new HashMap<>();

  private SensedRanges() {}

  /** Of one program. */
  public static SensedRanges of(Program program) {
    SensedRanges ranges = new SensedRanges();
    ranges.walk(program.steps(), 0, false);
    return ranges;
  }

  /** Returns the index of the step behind the last. */
  private int walk(List<Step> steps, int first, boolean laterTurn) {
    int index = first;
    for (Step step : steps) {
      if (step instanceof Step.Repeat repeat) {
        int end = walk(repeat.body(), index + 1, false);
        if (repeat.times() > 1) {
          walk(repeat.body(), index + 1, true);
        }
        index = end;
        continue;
      }
      if (step instanceof Step.Sense sense) {
        sensed.put(sense.array(), sense.range());
      } else if (step instanceof Step.Safe) {
        sensed.clear();
      }
      int at = index;
      sensed.forEach((array, range) -> ranges.put(new Instant(at, laterTurn, array), range));
      index++;
    }
    return index;
  }

  /**
   * The index of the range, the smallest 0.
   *
   * @throws IllegalArgumentException if the program takes no sample there
   */
  public int range(Sample.Place place) {
    int range =
        ranges.getOrDefault(new Instant(place.step(), place.turn() > 0, place.array()), NOT_SENSED);
    if (range == NOT_SENSED) {
      throw new IllegalArgumentException(
          "sample: step=%d, turn=%d, array=%d; the program senses nothing there"
              .formatted(place.step(), place.turn(), place.array() + 1));
    }
    return range;
  }
}
