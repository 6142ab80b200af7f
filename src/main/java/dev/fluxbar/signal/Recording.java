package dev.fluxbar.signal;

import java.util.List;

/**
 * What a bench sampled while it carried out a program, in order of time.
 *
 * @param benchSeconds bench time that the program took
 * @param samples in order of time, arrays in order within one instant
 * @param leftovers what times that were measured left on cells; none of a board that keeps exact
 *     time
 */
public record Recording(double benchSeconds, List<Sample> samples, List<Leftover> leftovers) {

  public Recording {
    samples = List.copyOf(samples);
    leftovers = List.copyOf(leftovers);
  }

  /** Of a board that keeps exact time. */
  public Recording(double benchSeconds, List<Sample> samples) {
    this(benchSeconds, samples, List.of());
  }

  /** The samples of one array, in order of time. */
  public List<Sample> of(int array) {
    return samples.stream().filter(sample -> sample.place().array() == array).toList();
  }

  /** The only sample of one array. */
  public Sample only(int array) {
    List<Sample> found = of(array);
    if (found.size() != 1) {
      throw new IllegalStateException(
          "recording: array=%d, samples=%d; exactly one was expected"
              .formatted(array + 1, found.size()));
    }
    return found.get(0);
  }
}
