package dev.fluxbar.app.crash;

import dev.fluxbar.journal.Fate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What the cases of a campaign have come to so far. Any thread may call. */
final class CrashTally {
  private final long wanted;
  private final Map<Moment, Long> moments = none(Moment.class);
  private final Map<Death, Long> deaths = none(Death.class);
  private final Map<Fate, Long> fates = none(Fate.class);
  private Optional<Finding> finding = Optional.empty();
  private long points;
  private long cases;
  private long lives;
  private long faults;
  private long readings;

  /**
   * @param wanted deaths
   */
  CrashTally(long wanted) {
    this.wanted = wanted;
  }

  private static <K extends Enum<K>> Map<K, Long> none(Class<K> kind) {
    Map<K, Long> none = new EnumMap<>(kind);
    for (K one : kind.getEnumConstants()) {
      none.put(one, 0L);
    }
    return none;
  }

  /** The number of the next case; none: enough have died, or something was found. */
  synchronized Optional<Long> next() {
    return points < wanted && finding.isEmpty() ? Optional.of(cases++) : Optional.empty();
  }

  synchronized void lived(Optional<Mortality.End> end) {
    lives++;
    end.ifPresent(
        died -> {
          points++;
          moments.merge(died.moment(), 1L, Long::sum);
          deaths.merge(died.death(), 1L, Long::sum);
        });
  }

  synchronized void broke() {
    faults++;
  }

  synchronized void ended(Map<Fate, Long> programs, long cellsRead) {
    programs.forEach((fate, count) -> fates.merge(fate, count, Long::sum));
    readings += cellsRead;
  }

  synchronized void found(Finding what) {
    finding = finding.or(() -> Optional.of(what));
  }

  synchronized long points() {
    return points;
  }

  synchronized long lives() {
    return lives;
  }

  synchronized CrashResult result(double seconds) {
    return new CrashResult(
        points, cases, lives, moments, deaths, fates, faults, readings, seconds, finding);
  }
}
