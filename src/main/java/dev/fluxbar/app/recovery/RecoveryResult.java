package dev.fluxbar.app.recovery;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How boards were recovered.
 *
 * @param quantities one entry a quantity
 * @param notFound reasons that calibrations gave, each with the number of boards it was given of
 * @param residualRms of all fits, in their standard deviations
 * @param reads one entry an array, where boards were read
 * @param redrawn how often a board went safe on the way and was drawn again, the same
 */
public record RecoveryResult(
    List<Recovered> quantities,
    Map<String, Integer> notFound,
    double residualRms,
    List<ReadErrors.Found> reads,
    int redrawn) {

  public RecoveryResult {
    reads = List.copyOf(reads);
    quantities = List.copyOf(quantities);
    notFound = Collections.unmodifiableMap(new TreeMap<>(notFound));
  }

  /** Whether of every quantity at least {@code share} is within three standard deviations. */
  public boolean reaches(double share) {
    return quantities.stream().allMatch(one -> one.shareWithin() >= share);
  }
}
