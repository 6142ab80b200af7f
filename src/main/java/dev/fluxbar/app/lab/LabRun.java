package dev.fluxbar.app.lab;

import dev.fluxbar.app.runs.RunState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run of this lab, from the order to its end. Any thread may call. */
final class LabRun {
  private final String id;
  private final String bench;
  private final Path folder;
  private final @Nullable RunOrder order;
  private final long number;
  private final boolean goesOn;
  private final RunControl control = new RunControl();
  private RunView view;
  private Consumer<RunView> whenEnded = ended -> {};

  /** How a person or the lab ends a run before its time. */
  private @Nullable RunState endsAs;

  /**
   * @param order absent of a run that ended in an earlier life of this lab
   * @param number in the order of asking
   * @param goesOn whether it was begun in an earlier life
   */
  LabRun(Path folder, @Nullable RunOrder order, long number, boolean goesOn, RunView view) {
    this.id = view.id();
    this.bench = view.bench();
    this.folder = folder;
    this.order = order;
    this.number = number;
    this.goesOn = goesOn;
    this.view = view;
  }

  String id() {
    return id;
  }

  String bench() {
    return bench;
  }

  Path folder() {
    return folder;
  }

  RunOrder order() {
    RunOrder given = order;
    if (given == null) {
      throw new IllegalStateException("run: name=%s; it has ended long ago".formatted(id));
    }
    return given;
  }

  long number() {
    return number;
  }

  boolean goesOn() {
    return goesOn;
  }

  RunControl control() {
    return control;
  }

  synchronized RunView view() {
    return view;
  }

  synchronized Optional<RunState> endsAs() {
    return Optional.ofNullable(endsAs);
  }

  /** From now on its end is this one's doing; only the first counts. */
  synchronized void endAs(RunState state) {
    if (endsAs == null) {
      endsAs = state;
    }
  }

  synchronized void whenEnded(Consumer<RunView> listener) {
    whenEnded = listener;
  }

  /** Tells who waits for its end. */
  void tellEnd() {
    Consumer<RunView> listener;
    synchronized (this) {
      listener = whenEnded;
    }
    listener.accept(view());
  }

  /**
   * @throws Collision if the asker has seen an earlier revision
   */
  void expect(Optional<Long> revision) {
    long now = view().revision();
    if (revision.isPresent() && revision.get() != now) {
      throw Collision.stale("run " + id, revision.get(), now);
    }
  }

  /** A change of state. */
  synchronized RunView state(String state, String message, Instant at) {
    boolean begins = state.equals("running") && view.began().isEmpty();
    boolean ends = !LIVE.contains(state);
    view =
        new RunView(
            id,
            bench,
            view.name(),
            view.words(),
            view.priority(),
            view.dryRun(),
            view.afterCrash(),
            view.by(),
            state,
            view.revision() + 1,
            view.submitted(),
            begins ? Optional.of(at) : view.began(),
            ends ? Optional.of(at) : view.ended(),
            message,
            view.step(),
            view.task(),
            view.note(),
            view.done(),
            view.ofSteps(),
            view.work(),
            view.estimate());
    return view;
  }

  private static final List<String> LIVE =
      List.of("queued", "waiting", "running", "paused", "stopping");

  synchronized boolean is(String... states) {
    return List.of(states).contains(view.state());
  }

  synchronized boolean live() {
    return LIVE.contains(view.state());
  }

  /** How far it has come; no change of state. */
  synchronized void progress(String step, String task, String note, long done, long ofSteps) {
    view = with(step, task, note, done, ofSteps, view.work(), view.estimate());
  }

  synchronized void step(String step, String word) {
    view = with(step, word, "", 0, 0, view.work(), view.estimate());
  }

  synchronized void drove(long pulses, double benchSeconds) {
    RunView.Work work = view.work().plus(pulses, benchSeconds);
    view =
        with(
            view.step(),
            view.task(),
            view.note(),
            view.done(),
            view.ofSteps(),
            work,
            view.estimate());
  }

  synchronized void estimated(Map<String, Object> estimate) {
    view =
        with(
            view.step(),
            view.task(),
            view.note(),
            view.done(),
            view.ofSteps(),
            view.work(),
            estimate);
  }

  private RunView with(
      String step,
      String task,
      String note,
      long done,
      long ofSteps,
      RunView.Work work,
      Map<String, Object> estimate) {
    return new RunView(
        id,
        bench,
        view.name(),
        view.words(),
        view.priority(),
        view.dryRun(),
        view.afterCrash(),
        view.by(),
        view.state(),
        view.revision(),
        view.submitted(),
        view.began(),
        view.ended(),
        view.message(),
        step,
        task,
        note,
        done,
        ofSteps,
        work,
        estimate);
  }
}
