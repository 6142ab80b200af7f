package dev.fluxbar.app.lab;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.RunCatalogue;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.app.sequence.RunSequence;
import dev.fluxbar.app.sequence.StepDiary;
import dev.fluxbar.app.wiring.FarEnd;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.app.wiring.Reconnection;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.bench.Attendant;
import dev.fluxbar.bench.board.BenchWatcher;
import dev.fluxbar.bench.board.JobFault;
import dev.fluxbar.fault.BenchFault;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A bench of a lab: one thread owns it, keeps it open, and does one run after the other. A bench
 * that was aborted or lost is opened anew, and the same board must answer. All other methods may be
 * called from any thread.
 */
final class LabBench implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(LabBench.class);

  /**
   * Between two attempts to open a bench that is not there. A port that is missing says so at once
   * and costs nothing: whoever puts its cable back has the bench within a second.
   */
  private static final long LEAST_PAUSE_MILLIS = 250;

  private static final long LARGEST_PAUSE_MILLIS = 30_000;

  /** Between two looks at a full disk. */
  private static final int DISK_SECONDS = 5;

  private final BenchSlot slot;
  private final LabSettings settings;
  private final LabEvents events;
  private final RunCatalogue catalogue;
  private final Consumer<LabBench> readFirst;
  private final RunQueue queue = new RunQueue();
  private final BenchMemory memory = new BenchMemory();
  private final BenchCounts counts = new BenchCounts();
  private final Reconnection reconnection;
  private final FarEnd far;
  private final Thread owner;
  private final CountDownLatch tried = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);

  private volatile @Nullable OpenBench open;
  private volatile @Nullable LabRun current;
  private volatile @Nullable BadInput refused;

  /** Whether it was told to go safe at once: it does nothing until it is opened anew. */
  private volatile boolean aborted;

  private BenchView.State state = BenchView.State.OPENING;
  private String message = "";
  private Instant since;
  private long revision;

  /** Whether the bench must be opened anew; the owner's. */
  private boolean broken;

  LabBench(
      BenchSlot slot,
      LabSettings settings,
      LabEvents events,
      RunCatalogue catalogue,
      Consumer<LabBench> readFirst) {
    this.slot = slot;
    this.settings = settings;
    this.events = events;
    this.catalogue = catalogue;
    this.readFirst = readFirst;
    this.since = settings.clock().instant();
    this.reconnection = new Reconnection(settings.patience(), new Watcher());
    this.far =
        FarEnd.turnOn(slot.file(), Optional.empty(), slot.line(), slot.seed(), settings.home());
    this.owner = new Thread(this::work, "bench-" + slot.name());
  }

  /** Tells people that the board was lost and found. */
  private final class Watcher implements BenchWatcher {
    @Override
    public void lost(JobFault fault) {
      counts.lost();
      events.tell("bench-lost", slot.name(), run(), Map.of("message", words(fault)));
    }

    @Override
    public void found(long job, JobFault.Fate fate) {
      counts.found();
      String fateWord = fate.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      events.tell("bench-found", slot.name(), run(), Map.of("job-was", fateWord));
    }
  }

  String name() {
    return slot.name();
  }

  BenchSlot slot() {
    return slot;
  }

  BenchMemory memory() {
    return memory;
  }

  /** Its thread begins. */
  void begin() {
    owner.start();
  }

  /**
   * Waits until it was tried to open it for the first time.
   *
   * @throws BadInput if what is configured does not fit what answers
   */
  void awaitFirstAttempt() {
    try {
      tried.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    BadInput why = refused;
    if (why != null) {
      throw why;
    }
  }

  // What clients ask.

  /** What a plan says of an order; empty while the bench is not there to ask. */
  Map<String, Object> estimate(RunOrder order) {
    OpenBench bench = open;
    if (bench == null || bare(order, bench)) {
      return Map.of();
    }
    RunSequence sequence =
        new RunSequence(
            order.sequence(), StepDiary.NONE, new RunControl(), dev.fluxbar.app.Audience.NOBODY);
    sequence.check(bench);
    return sequence.plan(bench).values();
  }

  /**
   * Whether an order measures the board as it is, on a bench where a profile stands before it.
   *
   * @throws BadInput if it also does other things
   */
  private boolean bare(RunOrder order, OpenBench bench) {
    if (bench.profile().isEmpty() || !RunSequence.measuresTheBoard(order.sequence())) {
      return false;
    }
    if (!RunSequence.onlyMeasuresTheBoard(order.sequence())) {
      throw new BadInput(
          "run: steps=mixed; calibrate and check measure the board without its profile, order them"
              + " apart from other steps");
    }
    return true;
  }

  void enqueue(LabRun run) {
    queue.add(run);
    changed();
  }

  /** Takes a run that waits out of the queue. */
  boolean dequeue(LabRun run) {
    boolean was = queue.remove(run);
    changed();
    return was;
  }

  /** Whether new runs wait; what runs goes on. */
  void hold(boolean hold, Optional<Long> seen) {
    synchronized (this) {
      if (seen.isPresent() && seen.get() != revision) {
        throw Collision.stale("bench " + slot.name(), seen.get(), revision);
      }
    }
    queue.hold(hold);
    changed();
  }

  /** Drivers to 0 V and switches open, now, whatever it does. */
  void abortNow() {
    OpenBench bench = open;
    if (bench == null) {
      return;
    }
    aborted = true;
    try {
      bench.bench().abort();
    } catch (BenchFault e) {
      log.warn("Abort of bench {} failed: {}", slot.name(), e.getMessage());
    }
  }

  synchronized BenchView view() {
    return new BenchView(
        slot.name(),
        slot.file().bench().toString(),
        state,
        queue.isHeld(),
        message,
        revision,
        since,
        run(),
        queue.names(),
        Optional.ofNullable(open).map(LabBench::about),
        counts.view(Optional.ofNullable(open).flatMap(BenchView.Link::of)));
  }

  private String run() {
    LabRun run = current;
    return run == null ? "" : run.id();
  }

  private static BenchView.About about(OpenBench open) {
    List<Map<String, Object>> arrays = new ArrayList<>();
    for (ArrayShape array : open.bench().description().shape().arrays()) {
      Map<String, Object> shape = new LinkedHashMap<>();
      shape.put("rows", array.rows());
      shape.put("columns", array.columns());
      arrays.add(shape);
    }
    return new BenchView.About(
        open.board().description().boardId(),
        open.transport(),
        open.bench().description().cascade() ? "cascade" : "independent",
        arrays,
        open.profile().map(profile -> "found " + profile.date()).orElse(""));
  }

  // The owner's thread.

  private void work() {
    MDC.put("bench", slot.name());
    try {
      while (opened()) {
        Optional<LabRun> next = queue.take();
        if (next.isEmpty()) {
          return;
        }
        if (aborted) {
          queue.add(next.get()); // while it waited the bench went safe: it is opened anew first
        } else if (roomy()) {
          perform(next.get());
        } else {
          queue.add(next.get());
          closing.await(DISK_SECONDS, TimeUnit.SECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      tried.countDown();
      letGo();
    }
  }

  /** Opens the bench if it is not open, however long it takes; false: the lab ends. */
  private boolean opened() throws InterruptedException {
    while (open == null || broken || aborted) {
      if (closing.getCount() == 0) {
        return false;
      }
      long began = System.nanoTime();
      try {
        aborted = false;
        broken = true;
        attempt();
        broken = false;
      } catch (BadInput e) {
        if (tried.getCount() > 0) {
          refused = e;
          return false;
        }
        state(BenchView.State.LOST, words(e));
      } catch (BenchFault e) {
        state(BenchView.State.LOST, words(e));
      } finally {
        tried.countDown();
      }
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      if (broken && closing.await(pauseMillis(millis), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    state(BenchView.State.IDLE, "");
    return true;
  }

  /** One that took long, since nobody answered, is followed by a pause as long. */
  private static long pauseMillis(long attemptMillis) {
    return Math.min(LARGEST_PAUSE_MILLIS, Math.max(LEAST_PAUSE_MILLIS, attemptMillis));
  }

  /** A run that fills the disk would end in its middle: it does not begin. */
  private boolean roomy() {
    try {
      long free = Files.getFileStore(settings.data()).getUsableSpace();
      if (free >= settings.leastFreeBytes()) {
        return true;
      }
      state(
          BenchView.State.IDLE,
          "disk: free-bytes=%d, needed=%d; runs wait, make space on %s"
              .formatted(free, settings.leastFreeBytes(), settings.data()));
    } catch (IOException e) {
      state(
          BenchView.State.IDLE,
          "disk: folder=%s; it does not answer, runs wait".formatted(settings.data()));
    }
    return false;
  }

  private void attempt() {
    OpenBench before = open;
    OpenBench bench =
        before == null
            ? OpenBench.open(slot.file(), far, settings.data(), reconnection)
            : before.anew(slot.file(), reconnection);
    replace(bench);
    memory.ledger(bench.booked().ledger().voltSeconds());
  }

  /** At once for whoever looks, so that no count ever runs backwards. */
  private synchronized void replace(OpenBench next) {
    Optional.ofNullable(open).flatMap(BenchView.Link::of).ifPresent(counts::ended);
    open = next;
  }

  private void perform(LabRun run) {
    OpenBench bench = open;
    if (bench == null) {
      throw new IllegalStateException("bench: name=%s; it is not open".formatted(slot.name()));
    }
    current = run;
    catalogue.tell(run.folder());
    MDC.put("run", run.id());
    state(BenchView.State.RUNNING, "");
    Optional<Performance> performed = Optional.empty();
    try (LabAudience audience = new LabAudience(run, events)) {
      boolean bare = bare(run.order(), bench);
      if (bare) {
        broken = true; // until it is open again with its profile
        bench = bench.anew(slot.file().withCalibration(Optional.empty()), reconnection);
        replace(bench);
      }
      Performance performance =
          new Performance(
              run, bench, memory, counts, audience, events, settings, () -> readFirst.accept(this));
      performed = Optional.of(performance);
      broken = performance.perform() || bare;
      bench.attend(Attendant.NOBODY);
      memory.ledger(bench.booked().ledger().voltSeconds());
    } catch (BenchFault | BadInput e) {
      log.warn("Bench {}: {}", slot.name(), words(e));
      broken = true;
    } finally {
      current = null;
      catalogue.tell(run.folder());
      MDC.remove("run");
      if (performed.isEmpty()) {
        queue.add(run); // nothing of it has begun
      }
      state(broken ? BenchView.State.OPENING : BenchView.State.IDLE, "");
      performed.ifPresent(Performance::tellEnd);
      performed.ifPresent(performance -> run.tellEnd());
    }
  }

  private void letGo() {
    OpenBench bench = open;
    try {
      if (bench != null) {
        bench.close();
      }
    } catch (BenchFault | BadInput e) {
      log.warn("Bench {} did not close well: {}", slot.name(), e.getMessage());
    } finally {
      far.close();
      state(BenchView.State.CLOSED, "");
    }
  }

  private void state(BenchView.State next, String why) {
    synchronized (this) {
      if (state == next && message.equals(why)) {
        return;
      }
      state = next;
      message = why;
      since = settings.clock().instant();
    }
    if (!why.isEmpty()) {
      log.warn("Bench {}: {}", slot.name(), why);
    }
    changed();
  }

  /** Told under the lock, so that what is told later is later. */
  private synchronized void changed() {
    revision++;
    BenchView view = view();
    events.tell("bench", slot.name(), view.run(), view.toMap());
  }

  static String words(Throwable why) {
    return String.valueOf(why.getMessage());
  }

  /** What runs ends before its next program; if that takes too long, at once. */
  void close(Duration patience) {
    closing.countDown();
    queue.close();
    LabRun run = current;
    if (run != null) {
      run.endAs(RunState.INTERRUPTED);
      run.control().stop("the lab ends");
    }
    try {
      owner.join(patience.toMillis());
      if (owner.isAlive()) {
        abortNow();
        owner.join(patience.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      abortNow();
    }
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(5));
  }
}
