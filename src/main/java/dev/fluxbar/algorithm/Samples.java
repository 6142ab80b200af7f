package dev.fluxbar.algorithm;

import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import java.util.HashMap;
import java.util.Map;

/** The samples of a recording by where in the program they were taken. */
final class Samples {
  private final Map<Key, Sample> byPlace = new HashMap<>();

  private record Key(int step, int turn, int instant, int array) {}

  Samples(Recording recording) {
    for (Sample sample : recording.samples()) {
      Sample.Place place = sample.place();
      byPlace.put(new Key(place.step(), place.turn(), place.instant(), place.array()), sample);
    }
  }

  Sample at(int step, int turn, int instant, int array) {
    Sample sample = byPlace.get(new Key(step, turn, instant, array));
    if (sample == null) {
      throw new BenchFault(
          ("recording: step=%d, turn=%d, instant=%d, array=%d, samples=%d; the bench did not return"
                  + " a sample that the program asked for")
              .formatted(step, turn, instant, array + 1, byPlace.size()));
    }
    return sample;
  }
}
