package dev.fluxbar.app.crash;

import dev.fluxbar.journal.Fate;
import java.util.Map;
import java.util.Optional;

/**
 * What a campaign in this process has done and found.
 *
 * @param points deaths
 * @param cases boards, each with a log and its hosts
 * @param lives of hosts
 * @param moments deaths, by what they fell on
 * @param deaths by how
 * @param fates of all programs, as the logs say at the end
 * @param faults benches that broke by themselves, as on a machine that is too busy
 * @param readings of every cell, after a death
 * @param seconds on the wall
 * @param finding what must not be; none: every program is accounted for, none ran twice, no result
 *     was lost
 */
public record CrashResult(
    long points,
    long cases,
    long lives,
    Map<Moment, Long> moments,
    Map<Death, Long> deaths,
    Map<Fate, Long> fates,
    long faults,
    long readings,
    double seconds,
    Optional<Finding> finding) {

  public CrashResult {
    moments = Map.copyOf(moments);
    deaths = Map.copyOf(deaths);
    fates = Map.copyOf(fates);
  }

  /** All programs of all logs. */
  public long programs() {
    return fates.values().stream().mapToLong(Long::longValue).sum();
  }
}
