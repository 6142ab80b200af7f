package dev.fluxbar.app.crash;

import dev.fluxbar.app.Audience;
import dev.fluxbar.journal.Fate;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Hosts in this process that die at drawn moments of a sequence of writes, inferences and a
 * reading, up to three times before one lives to its end. Each has the log, the bench and the link
 * of a real one; its disk and its line die with it. Kinds of moments are drawn evenly, so that the
 * rare ones are met as often as bytes on the line. One use each; one thread.
 */
public final class CrashCampaign {
  private static final int MOST_DEATHS = 3;

  private final CrashSettings settings;
  private final Map<Moment, Long> moments = CrashResult.none(Moment.class);
  private final Map<Death, Long> deaths = CrashResult.none(Death.class);
  private final Map<Fate, Long> fates = CrashResult.none(Fate.class);
  private long points;
  private long cases;
  private long lives;
  private long readings;

  public CrashCampaign(CrashSettings settings) {
    this.settings = settings;
  }

  /** Runs until so many hosts have died, or something is found. */
  public CrashResult run(Audience audience) {
    long start = System.nanoTime();
    Optional<Finding> finding = Optional.empty();
    try (Audience.Meter meter = audience.meter("crashes", settings.points())) {
      Map<Moment, Long> usual = undisturbed();
      while (points < settings.points() && finding.isEmpty()) {
        finding = one(cases++, usual);
        meter.at(points, "case %,d, %,d lives".formatted(cases, lives));
      }
    }
    return new CrashResult(
        points,
        cases,
        lives,
        moments,
        deaths,
        fates,
        readings,
        (System.nanoTime() - start) / 1e9,
        finding);
  }

  /** How many moments of each kind a life has that nothing ends. */
  private Map<Moment, Long> undisturbed() {
    try (CrashCase story = new CrashCase(random(-1))) {
      Mortality none = story.immortal();
      new CrashLife(story, none).live();
      return none.passed();
    }
  }

  /** A case is drawn from its number, whatever the ones before it have drawn. */
  private SplittableRandom random(long number) {
    // Far apart, so that neighbours draw nothing alike.
    return new SplittableRandom(settings.seed() * 0x9e3779b97f4a7c15L + number).split();
  }

  private Optional<Finding> one(long number, Map<Moment, Long> usual) {
    SplittableRandom random = random(number);
    try (CrashCase story = new CrashCase(random.split())) {
      int most = 1 + random.nextInt(MOST_DEATHS);
      boolean mortal = true;
      for (int life = 0; mortal; life++) {
        mortal = life < most;
        Mortality mortality =
            mortal ? new Mortality(end(random, usual), random.split()) : story.immortal();
        new CrashLife(story, mortality).live();
        lives++;
        Mortality.End end = mortality.ended();
        if (end == null) {
          break; // it had done everything before its moment came
        }
        points++;
        moments.merge(end.moment(), 1L, Long::sum);
        deaths.merge(end.death(), 1L, Long::sum);
        if (end.death() == Death.POWER_LOST) {
          story.platter().losePower(random);
        }
      }
      story.closing().forEach((fate, count) -> fates.merge(fate, count, Long::sum));
      readings += story.readings();
      return Optional.empty();
    } catch (CrashFound found) {
      return Optional.of(found.in(number));
    }
  }

  private static Mortality.End end(SplittableRandom random, Map<Moment, Long> usual) {
    Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
    Death death = Death.values()[random.nextInt(Death.values().length)];
    return new Mortality.End(
        moment, random.nextLong(usual.getOrDefault(moment, 1L)), death);
  }
}
