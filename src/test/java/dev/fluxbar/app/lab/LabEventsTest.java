package dev.fluxbar.app.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Events on a clock that stands until it is moved. */
class LabEventsTest {
  private static final String BENCH = "a";
  private static final String RUN = "r";

  /** What a bench may tell at once after a long silence. */
  private static final int BURST = 100;

  private long nowNanos = -1_000_000_007L; // clocks begin anywhere
  private final Waiting later = new Waiting();
  private final LabEvents events = new LabEvents(Clock.systemUTC(), () -> nowNanos, later);

  /** Done when its time has come. */
  private final class Waiting implements Later {
    private final List<Long> at = new ArrayList<>();
    private final List<Runnable> what = new ArrayList<>();
    private boolean closed;

    @Override
    public void after(long nanos, Runnable what) {
      at.add(nowNanos + nanos);
      this.what.add(what);
    }

    @Override
    public void close() {
      closed = true;
    }

    /** Moves the clock; in between everything is done that is due. */
    void pass(long nanos) {
      long end = nowNanos + nanos;
      while (!at.isEmpty() && at.get(0) - end <= 0) {
        nowNanos = at.remove(0);
        what.remove(0).run();
      }
      nowNanos = end;
    }
  }

  private void said(int number) {
    events.progress("said", BENCH, RUN, () -> Map.of("line", number));
  }

  private static List<LabEvent> heard(LabEvents.Listener listener) throws InterruptedException {
    List<LabEvent> heard = new ArrayList<>();
    for (LabEvent next = listener.next(0); next != null; next = listener.next(0)) {
      heard.add(next);
    }
    return heard;
  }

  private static List<Object> lines(List<LabEvent> events) {
    return events.stream().map(event -> event.data().get("line")).toList();
  }

  private static int number(LabEvent event) {
    return (Integer) Objects.requireNonNull(event.data().get("line"));
  }

  private static long leftOut(LabEvent event) {
    return (Long) event.data().getOrDefault("left-out", 0L);
  }

  @Test
  void whoWatchesASlowRunSeesEachStep() throws InterruptedException {
    LabEvents.Listener listener = events.listen();
    for (int i = 0; i < 1000; i++) {
      said(i);
      assertThat(lines(heard(listener))).as("at once").containsExactly(i);
      later.pass(TimeUnit.MILLISECONDS.toNanos(40)); // 25 a second
    }
    assertThat(later.what).isEmpty();
  }

  @Test
  void aTableIsToldWhole() throws InterruptedException {
    LabEvents.Listener listener = events.listen();
    for (int i = 0; i < BURST; i++) {
      said(i);
    }
    assertThat(heard(listener)).hasSize(BURST).allMatch(event -> leftOut(event) == 0);
  }

  @Test
  void ofAFastRunTheNewestOfEachKindIsToldAndTheRestIsCounted() throws InterruptedException {
    LabEvents.Listener listener = events.listen();
    int steps = 10_000;
    for (int i = 0; i < steps; i++) { // a thousand steps a second, for ten seconds
      int step = i;
      said(i);
      events.progress("step", BENCH, RUN, () -> Map.of("line", step));
      later.pass(TimeUnit.MILLISECONDS.toNanos(1));
    }
    later.pass(Gathering.MOMENT_NANOS);
    List<LabEvent> heard = heard(listener);
    // A burst, and 25 a second for what ten seconds and a moment have; one more for where it ends.
    assertThat(heard).hasSizeBetween(50, BURST + 256);
    for (String type : List.of("said", "step")) {
      List<LabEvent> ofType = heard.stream().filter(event -> event.type().equals(type)).toList();
      long told = ofType.size();
      long leftOut = ofType.stream().mapToLong(LabEventsTest::leftOut).sum();
      assertThat(told + leftOut).as(type).isEqualTo(steps);
      assertThat(lines(ofType).get(ofType.size() - 1)).as("the newest").isEqualTo(steps - 1);
      // Nobody waits for longer than a moment.
      for (int i = 1; i < told; i++) {
        assertThat(leftOut(ofType.get(i))).isLessThanOrEqualTo(200);
      }
    }
    assertThat(later.what).isEmpty();
  }

  @Test
  void whatIsOfConsequenceIsToldAtOnceBehindWhatWasBeforeIt() throws InterruptedException {
    LabEvents.Listener listener = events.listen();
    for (int i = 0; i < BURST + 50; i++) {
      said(i);
    }
    assertThat(heard(listener)).hasSize(BURST);
    for (int i = 0; i < 1000; i++) {
      events.tell("run", BENCH, RUN, Map.of("line", -1));
    }
    List<LabEvent> heard = heard(listener);
    assertThat(heard).hasSize(1001);
    assertThat(heard.get(0).type()).isEqualTo("said");
    assertThat(lines(heard).get(0)).isEqualTo(BURST + 49);
    assertThat(leftOut(heard.get(0))).isEqualTo(49);
    later.pass(Gathering.MOMENT_NANOS);
    assertThat(heard(listener)).isEmpty();
  }

  @Test
  void benchesDoNotQuietenEachOther() throws InterruptedException {
    for (int i = 0; i < 1000; i++) {
      said(i);
    }
    LabEvents.Listener listener = events.listen();
    events.progress("said", "b", "q", () -> Map.of("line", 7));
    assertThat(heard(listener)).extracting(LabEvent::bench).containsExactly("b");
  }

  @Test
  void whatIsToldKeepsItsOrderAndNothingOfConsequenceIsMissing() throws InterruptedException {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      LabEvents.Listener listener = events.listen();
      List<Integer> due = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        int number = i;
        switch (random.nextInt(4)) {
          case 0 -> said(number);
          case 1 -> events.progress("step", BENCH, RUN, () -> Map.of("line", number));
          case 2 -> later.pass(random.nextLong(30_000_000));
          default -> {
            if (random.nextInt(20) == 0) {
              due.add(number);
              events.tell("run", BENCH, RUN, Map.of("line", number));
            }
          }
        }
      }
      later.pass(Gathering.MOMENT_NANOS);
      List<LabEvent> heard = heard(listener);
      assertThat(heard)
          .as("seed %d", seed)
          .isSortedAccordingTo(Comparator.comparingInt(LabEventsTest::number));
      assertThat(lines(heard.stream().filter(event -> event.type().equals("run")).toList()))
          .as("seed %d", seed)
          .isEqualTo(due);
      listener.close();
    }
  }

  @Test
  void whoComesAgainGoesOnWhereHeLeft() throws InterruptedException {
    for (int i = 0; i < 3 * LabEvents.KEPT; i++) {
      events.tell("run", BENCH, RUN, Map.of("line", i));
    }
    long last = 3L * LabEvents.KEPT;
    assertThat(heard(events.listen(last - 2)))
        .extracting(LabEvent::number)
        .containsExactly(last - 1, last);
    assertThat(heard(events.listen())).isEmpty();
    assertThat(heard(events.listen(0))).hasSize(LabEvents.KEPT);
    // Of an earlier life, when more had happened.
    assertThat(heard(events.listen(last + 1))).hasSize(LabEvents.KEPT);
    assertThat(events.newest(3))
        .extracting(LabEvent::number)
        .containsExactly(last - 2, last - 1, last);
  }

  @Test
  void whoDoesNotKeepUpIsDroppedAndNobodyElse() throws InterruptedException {
    LabEvents.Listener slow = events.listen();
    LabEvents.Listener quick = events.listen();
    int places = LabEvents.KEPT + LabEvents.SPARE;
    for (int i = 0; i < places; i++) {
      events.tell("run", BENCH, RUN, Map.of("line", i));
      quick.next(0);
    }
    assertThat(slow.dropped()).isFalse();
    assertThat(events.listeners()).isEqualTo(2);
    events.tell("run", BENCH, RUN, Map.of());
    assertThat(slow.dropped()).isTrue();
    assertThat(slow.next(0)).isNull();
    assertThat(events.listeners()).isEqualTo(1);
    assertThat(heard(quick)).hasSize(1);
  }

  @Test
  void whoComesAgainAfterLongIsNotDroppedByTheNextEvent() throws InterruptedException {
    for (int i = 0; i < 2 * LabEvents.KEPT; i++) {
      events.tell("run", BENCH, RUN, Map.of());
    }
    LabEvents.Listener back = events.listen(0);
    for (int i = 0; i < LabEvents.SPARE; i++) {
      events.tell("run", BENCH, RUN, Map.of());
    }
    assertThat(heard(back)).hasSize(LabEvents.KEPT + LabEvents.SPARE);
  }

  @Test
  void whatWaitsIsToldBeforeTheEnd() throws InterruptedException {
    LabEvents.Listener listener = events.listen();
    for (int i = 0; i <= BURST; i++) {
      said(i);
    }
    events.close();
    assertThat(later.closed).isTrue();
    assertThat(lines(heard(listener))).hasSize(BURST + 1).endsWith(BURST);
  }

  @Test
  void whoWaitsHearsOfItFromAnotherThread() throws InterruptedException {
    try (LabEvents real = new LabEvents(Clock.systemUTC())) {
      LabEvents.Listener listener = real.listen();
      Thread tells =
          new Thread(
              () -> {
                for (int i = 0; i < 3 * BURST; i++) {
                  int line = i;
                  real.progress("said", BENCH, RUN, () -> Map.of("line", line));
                }
              });
      tells.start();
      long told = 0;
      long leftOut = 0;
      LabEvent event;
      do {
        // Far beyond what a loaded machine needs.
        event = Objects.requireNonNull(listener.next(60_000), "nothing was heard");
        told++;
        leftOut += leftOut(event);
      } while (number(event) < 3 * BURST - 1);
      assertThat(told + leftOut).isEqualTo(3 * BURST);
      tells.join();
    }
  }
}
