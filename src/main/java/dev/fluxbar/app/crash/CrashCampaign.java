package dev.fluxbar.app.crash;

import dev.fluxbar.app.Audience;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Hosts in this process that die at drawn moments of a sequence of writes, inferences and a
 * reading, up to three times before one lives to its end. Each has the log, the bench and the link
 * of a real one; its disk and its line die with it. Kinds of moments are drawn evenly, so that the
 * rare ones are met as often as bytes on the line. One use each.
 */
public final class CrashCampaign {
  private static final int MOST_DEATHS = 3;

  /** A machine that is too busy may break a bench; that it always does is no accident. */
  private static final int MOST_FAULTS = 20;

  private final CrashSettings settings;
  private final CrashTally tally;

  public CrashCampaign(CrashSettings settings) {
    this.settings = settings;
    this.tally = new CrashTally(settings.points());
  }

  /** Runs until so many hosts have died, or something is found. */
  public CrashResult run(Audience audience) {
    long start = System.nanoTime();
    // Hosts and boards wait for each other most of the time.
    int workers = 2 * Runtime.getRuntime().availableProcessors();
    ExecutorService pool = Executors.newFixedThreadPool(workers);
    try (Audience.Meter meter = audience.meter("crashes", settings.points())) {
      Map<Moment, Long> usual = undisturbed();
      List<Future<?>> work = new ArrayList<>();
      for (int i = 0; i < workers; i++) {
        work.add(pool.submit(() -> cases(usual, meter)));
      }
      for (Future<?> one : work) {
        one.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new IllegalStateException("crashes: seed=%d".formatted(settings.seed()), e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return tally.result((System.nanoTime() - start) / 1e9);
  }

  private void cases(Map<Moment, Long> usual, Audience.Meter meter) {
    for (Optional<Long> next = tally.next(); next.isPresent(); next = tally.next()) {
      one(next.get(), usual);
      synchronized (meter) {
        meter.at(
            Math.min(tally.points(), settings.points()),
            "case %,d, %,d lives".formatted(next.get(), tally.lives()));
      }
    }
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
    // Neighbours are mixed before anything is drawn from them.
    return new SplittableRandom(
        new SplittableRandom(settings.seed()).nextLong() ^ new SplittableRandom(number).nextLong());
  }

  private void one(long number, Map<Moment, Long> usual) {
    SplittableRandom random = random(number);
    try (CrashCase story = new CrashCase(random.split())) {
      int mortals = 1 + random.nextInt(MOST_DEATHS);
      for (int i = 0; i < mortals; i++) {
        if (!live(story, new Mortality(end(random, usual), random.split()), random)) {
          break; // it had done everything before its moment came
        }
      }
      live(story, story.immortal(), random);
      tally.ended(story.closing(), story.readings());
    } catch (CrashFound found) {
      tally.found(found.in(number));
    }
  }

  /** Lets a host live, another one in its place where its bench broke; whether it died. */
  private boolean live(CrashCase story, Mortality mortality, SplittableRandom random) {
    Mortality mine = mortality;
    for (int faults = 0; !new CrashLife(story, mine).live(); faults++) {
      if (faults == MOST_FAULTS) {
        throw new CrashFound("broke", "life: faults=%d; its bench breaks".formatted(faults));
      }
      tally.broke();
      mine = story.immortal();
    }
    Optional<Mortality.End> end = Optional.ofNullable(mine.ended());
    tally.lived(end);
    if (end.isPresent() && end.get().death() == Death.POWER_LOST) {
      story.platter().losePower(random);
    }
    return end.isPresent();
  }

  private static Mortality.End end(SplittableRandom random, Map<Moment, Long> usual) {
    Moment moment = Moment.values()[random.nextInt(Moment.values().length)];
    Death death = Death.values()[random.nextInt(Death.values().length)];
    long most = usual.getOrDefault(moment, 1L);
    return new Mortality.End(moment, random.nextLong(most), death);
  }
}
