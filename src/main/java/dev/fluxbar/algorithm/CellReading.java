package dev.fluxbar.algorithm;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cell read on its own (Heidema Algorithm 1).
 *
 * @param measurement of it
 * @param benchSeconds bench time that it took
 * @param evidence null unless the cell has a driver and its block signal was sampled for it
 */
public record CellReading(
    CellMeasurement measurement, double benchSeconds, @Nullable ReadCertificate evidence) {

  /** What the reading left, if it was sampled. */
  public Optional<ReadCertificate> certificate() {
    return Optional.ofNullable(evidence);
  }
}
