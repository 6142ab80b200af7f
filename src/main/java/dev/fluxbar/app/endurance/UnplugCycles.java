package dev.fluxbar.app.endurance;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.campaign.RunAudit;
import dev.fluxbar.app.lab.AfterCrash;
import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabEvent;
import dev.fluxbar.app.lab.LabEvents;
import dev.fluxbar.app.lab.RunOrder;
import dev.fluxbar.app.lab.RunView;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.emulator.CodeTicks;
import dev.fluxbar.journal.RunHistory;
import dev.fluxbar.journal.RunLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Cycle after cycle of one campaign, each with a run whose journal is held against the board. */
final class UnplugCycles {

  /** What has not happened by then does not happen; a loaded machine needs a tenth of it. */
  private static final long MOST_WAIT_MILLIS = 60_000;

  /** Session, classes and the serial library have what they need after so many cycles. */
  private static final int WARM_UP = 8;

  /**
   * Threads and handles that may be there at one instant and not at another: readers and writers of
   * a session, the port and its terminal, the files of a run. A leak of one a cycle is beyond it.
   */
  private static final int TRANSIENT = 10;

  private final Lab lab;
  private final Socket board;
  private final Socket stranger;
  private final RunAudit audit;
  private final SplittableRandom random;
  private final List<Double> backSeconds = new ArrayList<>();
  private int cycles;
  private int idle;
  private int twice;
  private int powerLosses;
  private int strangers;
  private int runs;
  private int failed;
  private @Nullable Footprint before;

  UnplugCycles(Lab lab, Socket board, Socket stranger, RunAudit audit, long seed) {
    this.lab = lab;
    this.board = board;
    this.stranger = stranger;
    this.audit = audit;
    this.random = new SplittableRandom(seed);
  }

  UnplugResult run(int wanted, Audience audience) {
    long start = System.nanoTime();
    Optional<String> wrong = Optional.empty();
    try (Audience.Meter meter = audience.meter("Pulling the cable", wanted)) {
      while (cycles < wanted && wrong.isEmpty()) {
        wrong = cycle(Pull.drawn(random));
        if (before == null && cycles >= WARM_UP) {
          before = Footprint.now();
        }
        meter.at(Math.min(cycles, wanted), "%d runs, %d lost".formatted(runs, failed));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      wrong = Optional.of("unplugs: interrupted=true; begin again");
    }
    Footprint after = Footprint.now();
    Footprint first = before == null ? after : before;
    return new UnplugResult(
        cycles,
        idle,
        twice,
        powerLosses,
        strangers,
        runs,
        failed,
        audit.programs(),
        audit.unknown(),
        sum(stranger.board().codeTicks()),
        backSeconds,
        first,
        after,
        (System.nanoTime() - start) / 1e9,
        wrong.or(() -> strangerDriven()).or(() -> leak(first, after)));
  }

  private Optional<String> strangerDriven() {
    long ticks = sum(stranger.board().codeTicks());
    return ticks == 0
        ? Optional.empty()
        : Optional.of(
            "unplugs: other-board-code-ticks=%d; another board was driven, report this"
                .formatted(ticks));
  }

  private static Optional<String> leak(Footprint first, Footprint after) {
    boolean grew =
        after.threads() > first.threads() + TRANSIENT
            || after.handles() > first.handles() + TRANSIENT;
    return grew
        ? Optional.of(
            "unplugs: threads=%d, were=%d, handles=%d, were=%d; something is not let go of, report this"
                .formatted(after.threads(), first.threads(), after.handles(), first.handles()))
        : Optional.empty();
  }

  /** A run with a pull in its course, or before it; and what came of it. */
  private Optional<String> cycle(Pull pull) throws InterruptedException {
    RunView run;
    CountDownLatch pulled = new CountDownLatch(1);
    if (pull.idle()) {
      board.cable().pull();
      idle++;
      run = null;
    } else {
      board.cable().pullAfter(pull.afterBytes(), pulled::countDown);
      run = order();
      String id = run.id();
      boolean caught = await(() -> pulled.getCount() == 0 || ended(id));
      if (!caught) {
        return Optional.of(stuck("neither pulled nor ended"));
      }
      idle += pulled.getCount() == 0 ? 0 : 1;
      board.cable().pull(); // where the run was over before
    }
    cycles++;
    whileItIsOut(pull);
    try (LabEvents.Listener listener = lab.events().listen()) {
      if (pull.twice()) {
        CountDownLatch again = new CountDownLatch(1);
        board.cable().plugIn();
        board.cable().pullAfter(pull.againAfterBytes(), again::countDown);
        run = run == null ? order() : run;
        again.await(2, TimeUnit.SECONDS); // a session that is shorter is pulled all the same
        board.cable().pull();
        cycles++;
        twice++;
        board.cable().plugIn();
      } else {
        board.cable().plugIn();
      }
      long plugged = System.nanoTime();
      run = run == null ? order() : run;
      if (!back(listener, run.id(), plugged)) {
        return Optional.of(stuck("not back"));
      }
    }
    return account(run);
  }

  private void whileItIsOut(Pull pull) throws InterruptedException {
    if (pull.powerLost()) {
      powerLosses++;
      board.board().reboot();
    }
    if (pull.stranger()) {
      strangers++;
      stranger.cable().plugIn();
    }
    TimeUnit.MILLISECONDS.sleep(pull.outMillis());
    stranger.cable().pull();
  }

  private RunView order() {
    runs++;
    String yaml = DrawnRun.cellsAndInputs(Socket.SHAPE, random);
    return lab.submit(
        UnplugCampaign.BENCH,
        new RunOrder(
            lab.sequence(UnplugCampaign.BENCH, yaml), 0, false, AfterCrash.WAIT, "unplugs"));
  }

  private boolean ended(String run) {
    return lab.run(run).ended().isPresent();
  }

  private BenchView.State state() {
    return lab.bench(UnplugCampaign.BENCH).state();
  }

  /** Waits until the lab has the bench again, and notes how long it took. */
  private boolean back(LabEvents.Listener listener, String run, long since)
      throws InterruptedException {
    long end = since + TimeUnit.MILLISECONDS.toNanos(MOST_WAIT_MILLIS);
    while (System.nanoTime() < end) {
      LabEvent event = listener.next(20);
      boolean found = event != null && event.type().equals("bench-found");
      boolean idleAgain = state() == BenchView.State.IDLE;
      if (found || idleAgain || ended(run)) {
        backSeconds.add((System.nanoTime() - since) / 1e9);
        return true;
      }
    }
    return false;
  }

  /** The run's end, and its journal against the board, at rest in an open session. */
  private Optional<String> account(RunView run) throws InterruptedException {
    boolean rests = await(() -> ended(run.id()) && state() == BenchView.State.IDLE);
    if (!rests) {
      return Optional.of(stuck("its run does not end"));
    }
    if (!lab.run(run.id()).state().equals("done")) {
      failed++;
    }
    Path log = lab.folder(run.id()).resolve(RunLog.FILE);
    RunHistory history = RunHistory.of(Files.exists(log) ? RunLog.read(log) : List.of());
    return audit.enter(run.id(), history.programs(), board.board().codeTicks());
  }

  private String stuck(String what) {
    BenchView bench = lab.bench(UnplugCampaign.BENCH);
    return "unplugs: cycle=%d, bench=%s (%s), %s; keep the folder and report this"
        .formatted(cycles, bench.state().word(), bench.message(), what);
  }

  private static boolean await(BooleanSupplier what) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(MOST_WAIT_MILLIS);
    while (!what.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return true;
  }

  private static long sum(CodeTicks ticks) {
    long sum = 0;
    for (int l = 0; l < ticks.shape().layers(); l++) {
      ArrayShape array = ticks.shape().array(l);
      for (int k = 0; k < array.rows(); k++) {
        for (int j = 0; j < array.columns(); j++) {
          sum += Math.abs(ticks.at(new Cell(l, k, j)));
        }
      }
    }
    return sum;
  }
}
