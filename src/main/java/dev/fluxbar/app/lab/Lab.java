package dev.fluxbar.app.lab;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.runs.KeptInputs;
import dev.fluxbar.app.runs.RunCatalogue;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.RunPlace;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.app.sequence.RunSequence;
import dev.fluxbar.app.sequence.SequenceFiles;
import dev.fluxbar.app.sequence.SequenceReader;
import dev.fluxbar.app.sequence.Step;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.fault.BenchFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Benches that are held open, what they do and what people ask of them. Runs on different benches
 * are parallel and know nothing of each other. Every order is on the disk before its asker hears of
 * it. Any thread may call.
 */
public final class Lab implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Lab.class);

  /** Runs that have ended are remembered up to this many; the others are on the disk. */
  private static final int REMEMBERED = 1000;

  private final LabSettings settings;
  private final LabEvents events;
  private final Map<String, LabBench> benches = new LinkedHashMap<>();
  private final Map<String, LabRun> runs = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final CellsFirst cellsFirst = new CellsFirst(this);
  private final Uploads uploads;
  private final RunCatalogue catalogue;
  private final Optional<Retention> retention;
  private @Nullable Schedules schedules;

  private Lab(LabSettings settings) {
    this.settings = settings;
    this.events = new LabEvents(settings.clock());
    this.uploads = new Uploads(settings.data().resolve("uploads"));
    this.catalogue = new RunCatalogue(settings.data());
    this.retention =
        settings.keepRuns().isPresent()
            ? Optional.of(
                new Retention(settings.data(), settings.keepRuns().getAsInt(), this::alive))
            : Optional.empty();
  }

  /**
   * Opens a lab: its benches, what was left in its queues, and what died under an earlier life of
   * it. A bench that does not answer is tried again and again.
   *
   * @throws BadInput if what is configured cannot be, or does not fit the board that answers
   */
  public static Lab open(LabSettings settings) {
    try {
      Files.createDirectories(settings.data().resolve("runs"));
    } catch (IOException e) {
      throw new BadInput(
          "%s: the folder cannot be made (%s); check its permissions or name another with --data"
              .formatted(settings.data(), e.getClass().getSimpleName()),
          e);
    }
    Lab lab = new Lab(settings);
    try {
      for (BenchSlot slot : settings.benches()) {
        lab.benches.put(
            slot.name(),
            new LabBench(
                slot,
                settings,
                lab.events,
                lab.catalogue,
                bench -> lab.cellsFirst.read(bench.name(), () -> {})));
      }
      new Recovery(lab).recover();
      lab.benches.values().forEach(LabBench::begin);
      lab.benches.values().forEach(LabBench::awaitFirstAttempt);
      lab.schedules = Schedules.open(lab, settings);
      return lab;
    } catch (RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  CellsFirst cellsFirst() {
    return cellsFirst;
  }

  LabSettings settings() {
    return settings;
  }

  // Benches.

  /** Every bench, in the order in which they were configured. */
  public List<BenchView> benches() {
    return benches.values().stream().map(LabBench::view).toList();
  }

  /**
   * One bench.
   *
   * @throws NoSuch if there is none of that name
   */
  public BenchView bench(String name) {
    return named(name).view();
  }

  /** What was last measured on a bench, if anything was. */
  public Optional<BenchMemory.Cells> cells(String bench) {
    return named(bench).memory().cells();
  }

  /** Net volt-seconds of every physical cell of a bench, an entry an array, as of its last run. */
  public List<Matrix> ledgerVoltSeconds(String bench) {
    return named(bench).memory().ledgerVoltSeconds();
  }

  /** The last certificate of a bench, as the result said it; empty for none. */
  public Map<String, Object> certificate(String bench) {
    return named(bench).memory().certificate();
  }

  /**
   * Holds a bench's queue: what runs goes on, nothing new begins.
   *
   * @param seen the revision that the asker has seen; empty: whatever it is
   * @throws Collision if it is another
   */
  public BenchView hold(String bench, Optional<Long> seen) {
    named(bench).hold(true, seen);
    return bench(bench);
  }

  /** Lets a bench's queue go on. */
  public BenchView release(String bench, Optional<Long> seen) {
    named(bench).hold(false, seen);
    return bench(bench);
  }

  /**
   * Safe, now: drivers at 0 V and switches open whatever the bench does; its run ends as aborted
   * and its queue is held.
   */
  public BenchView safe(String bench) {
    LabBench one = named(bench);
    one.hold(true, Optional.empty());
    for (LabRun run : runs.values()) {
      if (run.bench().equals(bench) && run.is("running", "paused", "stopping")) {
        abort(run, true);
      }
    }
    one.abortNow();
    return bench(bench);
  }

  private LabBench named(String name) {
    LabBench bench = benches.get(name);
    if (bench == null) {
      throw new NoSuch("bench", brief(name), "there are " + benches.keySet());
    }
    return bench;
  }

  private static String brief(String name) {
    return name.length() > 60 ? name.substring(0, 60) + "..." : name;
  }

  // Runs.

  /** Reads a sequence for a bench; files that it names are uploads. */
  public dev.fluxbar.app.sequence.Sequence sequence(String bench, String yaml) {
    return sequence(bench, yaml, uploads);
  }

  /**
   * Reads a sequence for a bench.
   *
   * @param files where those come from that it names
   */
  public dev.fluxbar.app.sequence.Sequence sequence(
      String bench, String yaml, SequenceFiles files) {
    return SequenceReader.read(yaml, files, named(bench).slot().file());
  }

  /**
   * Orders a run. It is on the disk, and in the queue, when this returns.
   *
   * @throws BadInput if the bench cannot or may not do it
   */
  public RunView submit(String bench, RunOrder order) {
    if (order.priority() > RunOrder.LARGEST_PRIORITY) {
      throw new BadInput("run: priority=%d; give at most 100".formatted(order.priority()));
    }
    return order(named(bench), order, view -> {});
  }

  /**
   * @param ended is told when it has ended, by the bench's thread
   */
  RunView order(LabBench bench, RunOrder order, Consumer<RunView> ended) {
    Map<String, Object> estimate = bench.estimate(order);
    // Any run is what the command line's run of the same sequence would be.
    RunFolder.Request request =
        new RunFolder.Request(
            "run",
            List.of(KeptInputs.FOLDER + "/" + RunSequence.TEXT),
            bench.slot().seed(),
            bench.slot().file().bench().toString());
    Path folder = RunFolder.queue(request, word(order), settings.data(), settings.clock());
    OrderFolder.write(folder, bench.name(), order);
    LabRun run = run(folder, bench.name(), order, false, "queued");
    run.estimated(estimate);
    run.whenEnded(ended);
    runs.put(run.id(), run);
    forget();
    catalogue.tell(folder);
    events.tell("run", bench.name(), run.id(), run.view().toMap());
    bench.enqueue(run);
    retention.ifPresent(kept -> kept.ordered().forEach(runs::remove));
    return run.view();
  }

  /** The only step's word, or {@code sequence}. */
  private static String word(RunOrder order) {
    List<Step> steps = order.sequence().steps();
    return steps.size() == 1 ? steps.get(0).word() : "sequence";
  }

  LabRun run(Path folder, String bench, RunOrder order, boolean goesOn, String state) {
    RunView view = RunView.first(folder, RunRecord.read(folder), bench, order, goesOn, state);
    return new LabRun(folder, order, numbers.incrementAndGet(), goesOn, view);
  }

  void remember(LabRun run) {
    runs.put(run.id(), run);
  }

  private void forget() {
    if (runs.size() <= REMEMBERED) {
      return;
    }
    runs.values().stream()
        .filter(run -> !run.live())
        .sorted(Comparator.comparingLong(LabRun::number))
        .limit(runs.size() - REMEMBERED)
        .forEach(run -> runs.remove(run.id()));
  }

  /** Runs of this life of the lab and what was left of earlier ones, the newest first. */
  public List<RunView> runs() {
    List<LabRun> all = new ArrayList<>(runs.values());
    all.sort(Comparator.comparingLong(LabRun::number).reversed());
    return all.stream().map(LabRun::view).toList();
  }

  /**
   * One run.
   *
   * @throws NoSuch if there is none of that name
   */
  public RunView run(String id) {
    return known(id).view();
  }

  /**
   * The folder of a run, of this or an earlier life of this lab.
   *
   * @throws NoSuch if there is none of that name
   */
  public Path folder(String id) {
    LabRun run = runs.get(id);
    if (run != null) {
      return run.folder();
    }
    // A name from outside is compared with what is there, and never made into a path.
    return RunPlace.all(settings.data()).stream()
        .filter(folder -> String.valueOf(folder.getFileName()).equals(id))
        .findFirst()
        .orElseThrow(() -> new NoSuch("run", brief(id), "the list of runs names them"));
  }

  /** Whether a run waits or runs. */
  boolean alive(String id) {
    LabRun run = runs.get(id);
    return run != null && run.live();
  }

  private LabRun known(String id) {
    LabRun run = runs.get(id);
    if (run == null) {
      throw new NoSuch("run", brief(id), "the list of runs names them");
    }
    return run;
  }

  /**
   * Holds a run at its next program; the bench is safe there.
   *
   * @param seen the revision that the asker has seen; empty: whatever it is
   * @throws Collision if it is another, or the run does not run
   */
  public RunView pause(String id, Optional<Long> seen) {
    LabRun run = known(id);
    synchronized (run) {
      run.expect(seen);
      if (!run.is("running")) {
        throw Collision.state("run " + id, run.view().state(), "only what runs can be paused");
      }
      run.control().hold();
      return tell(run, "paused", "");
    }
  }

  /** Lets a paused run go on; or one that waits since its program died under it. */
  public RunView resume(String id, Optional<Long> seen) {
    LabRun run = known(id);
    synchronized (run) {
      run.expect(seen);
      if (run.is("paused")) {
        RunView view = tell(run, "running", "");
        run.control().release();
        return view;
      }
      if (run.is("waiting")) {
        RunFolder.mark(run.folder(), RunState.QUEUED, "", settings.clock());
        RunView view = tell(run, "queued", "");
        named(run.bench()).enqueue(run);
        return view;
      }
      throw Collision.state("run " + id, run.view().state(), "it is neither paused nor waiting");
    }
  }

  /**
   * Ends a run before its time.
   *
   * @param now whether at once, in the middle of a program: its cells must then be read; else
   *     before its next program
   */
  public RunView abort(String id, boolean now, Optional<Long> seen) {
    LabRun run = known(id);
    synchronized (run) {
      run.expect(seen);
      return abort(run, now);
    }
  }

  private RunView abort(LabRun run, boolean now) {
    synchronized (run) {
      LabBench bench = named(run.bench());
      boolean waits = run.is("waiting") || (run.is("queued") && bench.dequeue(run));
      if (waits) {
        String message = "aborted before it began or went on; nothing was driven";
        RunFolder.mark(run.folder(), RunState.ABORTED, message, settings.clock());
        return tell(run, RunState.ABORTED.word(), message);
      }
      if (!run.live()) {
        throw Collision.state("run " + run.id(), run.view().state(), "it has ended");
      }
      run.endAs(RunState.ABORTED);
      RunView view = tell(run, "stopping", "");
      run.control().stop(now ? "aborted at once" : "aborted");
      if (now) {
        bench.abortNow();
      }
      return view;
    }
  }

  private RunView tell(LabRun run, String state, String message) {
    synchronized (run) { // so that what is told later is later
      RunView view = run.state(state, message, settings.clock().instant());
      events.tell("run", run.bench(), run.id(), view.toMap());
      return view;
    }
  }

  LabBench benchOf(String name) {
    return named(name);
  }

  boolean has(String bench) {
    return benches.containsKey(bench);
  }

  // What else there is.

  /** What happens here. */
  public LabEvents events() {
    return events;
  }

  /** Every run that is on the disk, also of earlier lives and of the command line. */
  public RunCatalogue catalogue() {
    return catalogue;
  }

  /** Files that clients have given. */
  public Uploads uploads() {
    return uploads;
  }

  /** Runs that are ordered again and again. */
  public Schedules schedules() {
    Schedules open = schedules;
    if (open == null) {
      throw new IllegalStateException("lab: schedules=none; it is not open");
    }
    return open;
  }

  /** Where everything is. */
  public Path data() {
    return settings.data();
  }

  /** Free space where the data is, in bytes; empty if the disk does not answer. */
  public OptionalLong freeBytes() {
    try {
      return OptionalLong.of(Files.getFileStore(settings.data()).getUsableSpace());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  /** Whether runs wait for space on the disk. */
  public boolean diskFull() {
    return freeBytes().orElse(0) < settings.leastFreeBytes();
  }

  /**
   * Every run ends before its next program, every bench goes safe; what waits stays on the disk.
   */
  @Override
  public void close() {
    Schedules open = schedules;
    if (open != null) {
      open.close();
    }
    List<Thread> closers = new ArrayList<>();
    for (LabBench bench : benches.values()) {
      Thread closer = new Thread(() -> close(bench), "close-" + bench.name());
      closer.start();
      closers.add(closer);
    }
    for (Thread closer : closers) {
      try {
        closer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    events.close();
  }

  private static void close(LabBench bench) {
    try {
      bench.close();
    } catch (BenchFault e) {
      log.warn("Bench {} did not close well: {}", bench.name(), e.getMessage());
    }
  }
}
