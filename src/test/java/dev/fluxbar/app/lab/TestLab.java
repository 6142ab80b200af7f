package dev.fluxbar.app.lab;

import static org.assertj.core.api.Assertions.fail;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.wiring.Line;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A lab of emulated academic benches in memory, and how tests wait for what it does. */
public record TestLab(Lab lab) implements AutoCloseable {

  /** Far beyond anything that a loaded machine needs: a test that waits so long has failed. */
  private static final long PATIENCE_SECONDS = 60;

  public static TestLab open(Path data, String... benches) {
    return with(data, 0, benches);
  }

  static TestLab with(Path data, long leastFreeBytes, String... benches) {
    return of(data, leastFreeBytes, BenchFile.of(BenchFile.ACADEMIC), benches);
  }

  /** Every bench of the same file. */
  static TestLab of(Path data, long leastFreeBytes, BenchFile file, String... benches) {
    List<BenchSlot> slots = new ArrayList<>();
    for (String name : benches) {
      slots.add(new BenchSlot(name, file, Line.MEMORY, OptionalLong.of(7)));
    }
    return new TestLab(
        Lab.open(
            new LabSettings(
                data, slots, Duration.ofSeconds(5), leastFreeBytes, Clock.systemUTC())));
  }

  public RunView order(String bench, String yaml) {
    return order(bench, yaml, 0);
  }

  public RunView order(String bench, String yaml, int priority) {
    return order(bench, yaml, priority, AfterCrash.WAIT);
  }

  public RunView order(String bench, String yaml, int priority, AfterCrash afterCrash) {
    return lab.submit(
        bench,
        new RunOrder(
            lab.sequence(bench, "name: test\n" + yaml), priority, false, afterCrash, "test"));
  }

  public RunView awaitEnd(String run) throws InterruptedException {
    return await(run, view -> view.ended().isPresent(), "its end");
  }

  public RunView awaitState(String run, String state) throws InterruptedException {
    return await(run, view -> view.state().equals(state), state);
  }

  public RunView awaitPrograms(String run, long programs) throws InterruptedException {
    return await(run, view -> view.work().programs() >= programs, programs + " programs");
  }

  /** Waits until a schedule has ordered so many runs. */
  Schedule awaitSchedule(String id, long ordered) throws InterruptedException {
    try (LabEvents.Listener listener = lab.events().listen()) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (System.nanoTime() < end) {
        for (Schedule schedule : lab.schedules().all()) {
          if (schedule.id().equals(id) && schedule.ordered() >= ordered) {
            return schedule;
          }
        }
        listener.next(100);
      }
    }
    return fail("schedule %s: %d runs were not ordered", id, ordered);
  }

  private RunView await(String run, Predicate<RunView> what, String words)
      throws InterruptedException {
    try (LabEvents.Listener listener = lab.events().listen()) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (System.nanoTime() < end) {
        RunView view = lab.run(run);
        if (what.test(view)) {
          return view;
        }
        listener.next(100);
      }
    }
    return fail("run %s: %s did not come, it is %s", run, words, lab.run(run));
  }

  /** Programs of a run that is paused, once the one that was under way has ended. */
  long settledPrograms(String run) throws InterruptedException {
    long before = -1;
    long now = lab.run(run).work().programs();
    while (now != before) {
      Thread.sleep(50);
      before = now;
      now = lab.run(run).work().programs();
    }
    return now;
  }

  /** The same, some time later. */
  long programsAfterAnotherBenchesRead(String run) throws InterruptedException {
    Thread.sleep(100);
    return lab.run(run).work().programs();
  }

  @Override
  public void close() {
    lab.close();
  }
}
