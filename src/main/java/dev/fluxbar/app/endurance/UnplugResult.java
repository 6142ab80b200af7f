package dev.fluxbar.app.endurance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a campaign of unplugging came to.
 *
 * @param cycles pulls of the cable, and as many returns
 * @param idle of them, while nothing was under way
 * @param twice of them, while the bench was being opened again after the one before
 * @param runsFailed because the board was away for longer than the lab waits
 * @param programs that were sent, by the journals
 * @param unknown of them, nobody knows how far they came
 * @param strangers how often another board stood in the place of the first
 * @param strangerCodeTicks what was driven on that one, all cells together
 * @param backSeconds from the return of the cable until the bench was open again; in order of size
 * @param before what the process held after the first cycles
 * @param after what it held after the last one
 * @param violation what is wrong, in a sentence
 */
record UnplugResult(
    int cycles,
    int idle,
    int twice,
    int powerLosses,
    int strangers,
    int runs,
    int runsFailed,
    long programs,
    long unknown,
    long strangerCodeTicks,
    List<Double> backSeconds,
    Footprint before,
    Footprint after,
    double seconds,
    Optional<String> violation) {

  /**
   * @param share of the returns that were as fast
   */
  double backWithin(double share) {
    int last = backSeconds.size() - 1;
    return last < 0 ? 0 : backSeconds.get((int) Math.ceil(share * last));
  }

  Map<String, Object> values(long seed) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("seed", seed);
    values.put("cycles", cycles);
    values.put("idle", idle);
    values.put("twice", twice);
    values.put("power-losses", powerLosses);
    values.put("strangers", strangers);
    values.put("runs", runs);
    values.put("runs-failed", runsFailed);
    values.put("programs", programs);
    values.put("programs-unknown", unknown);
    values.put("stranger-code-ticks", strangerCodeTicks);
    values.put("back-seconds-median", backWithin(0.5));
    values.put("back-seconds-99-percent", backWithin(0.99));
    values.put("back-seconds-largest", backWithin(1));
    values.put("threads-before", before.threads());
    values.put("threads-after", after.threads());
    values.put("handles-before", before.handles());
    values.put("handles-after", after.handles());
    values.put("seconds", seconds);
    violation.ifPresent(what -> values.put("violation", what));
    return values;
  }

  /** With the times sorted. */
  UnplugResult {
    backSeconds = backSeconds.stream().sorted().toList();
  }
}
