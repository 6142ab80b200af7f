package dev.fluxbar.app.crash;

import dev.fluxbar.journal.Fate;
import java.util.Map;
import java.util.Optional;

/**
 * What killing a lab again and again has come to.
 *
 * @param kills of its process
 * @param inPrograms of them while a program was under way
 * @param inRuns of them while a run was, and no program
 * @param runs that were ordered and came to their end
 * @param failed runs that a fault of the bench ended, as on a machine that is too busy
 * @param readings of every cell, after a kill
 * @param fates of all programs of all logs
 * @param seconds on the wall
 * @param finding what must not be
 */
public record KillResult(
    int kills,
    int inPrograms,
    int inRuns,
    long runs,
    long failed,
    long readings,
    Map<Fate, Long> fates,
    double seconds,
    Optional<Finding> finding) {

  public KillResult {
    fates = Map.copyOf(fates);
  }
}
