package dev.fluxbar.app.endurance;

import dev.fluxbar.app.lab.AfterCrash;
import dev.fluxbar.app.lab.BenchView;
import dev.fluxbar.app.lab.Collision;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabEvents;
import dev.fluxbar.app.lab.NoSuch;
import dev.fluxbar.app.lab.RunOrder;
import dev.fluxbar.app.lab.RunView;
import dev.fluxbar.array.NetworkShape;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * People and programs around a lab, as a draw has them: they keep every queue filled, order more
 * than is done and take it back, pause and resume, listen, leave, and stop reading what they hear.
 */
final class Clients implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Clients.class);

  private static final int QUEUED = 4;
  private static final int MOST_LISTENERS = 12;

  private final Lab lab;
  private final Map<String, NetworkShape> benches;
  private final SplittableRandom random;
  private final Deque<LabEvents.Listener> listeners = new ArrayDeque<>();

  /**
   * @param benches the arrays of each, by its name
   */
  Clients(Lab lab, Map<String, NetworkShape> benches, SplittableRandom random) {
    this.lab = lab;
    this.benches = benches;
    this.random = random;
    benches.forEach(
        (name, shape) ->
            lab.schedules()
                .add(
                    name, order(name, "name: look\nsteps: [{read: {}}]\n"), Duration.ofSeconds(5)));
  }

  /** What they all do at once; from time to time. */
  void act() throws InterruptedException {
    for (Map.Entry<String, NetworkShape> bench : benches.entrySet()) {
      BenchView view = lab.bench(bench.getKey());
      for (int waiting = view.queue().size(); waiting < QUEUED; waiting++) {
        lab.submit(bench.getKey(), order(bench.getKey(), drawn(bench.getValue())));
      }
      meddle(lab.bench(bench.getKey()));
    }
    listen();
  }

  private RunOrder order(String bench, String yaml) {
    return new RunOrder(
        lab.sequence(bench, yaml), random.nextInt(3), false, AfterCrash.WAIT, "soak");
  }

  private String drawn(NetworkShape shape) {
    return switch (random.nextInt(8)) {
      case 0 -> DrawnRun.writeAndInfer(shape, random);
      case 1, 2, 3 -> "name: inputs\nsteps:\n" + DrawnRun.infer(shape, random);
      case 4 -> "name: all cells\nsteps: [{read: {}}]\n";
      default -> DrawnRun.cellsAndInputs(shape, random);
    };
  }

  /** One of the runs that wait is taken back, or what runs is held for a moment. */
  private void meddle(BenchView bench) {
    try {
      if (random.nextInt(10) == 0 && !bench.queue().isEmpty()) {
        lab.abort(bench.queue().get(random.nextInt(bench.queue().size())), false, Optional.empty());
      }
      if (random.nextInt(10) == 0 && !bench.run().isEmpty()) {
        RunView held = lab.pause(bench.run(), Optional.empty());
        lab.resume(held.id(), Optional.empty());
      }
    } catch (Collision | NoSuch e) {
      log.debug("{}: it has ended meanwhile, as it may", e.getMessage());
    }
  }

  private void listen() throws InterruptedException {
    if (random.nextInt(4) == 0 && listeners.size() < MOST_LISTENERS) {
      listeners.add(random.nextBoolean() ? lab.events().listen(0) : lab.events().listen());
    }
    if (random.nextInt(5) == 0 && !listeners.isEmpty()) {
      listeners.removeFirst().close();
    }
    int reading = 0;
    for (LabEvents.Listener listener : listeners) {
      // Every third one has stopped reading: it is dropped before it costs more than its queue.
      boolean reads = reading++ % 3 != 2;
      while (reads && listener.next(0) != null) {
        // Heard, and nothing else.
      }
    }
  }

  @Override
  public void close() {
    listeners.forEach(LabEvents.Listener::close);
    listeners.clear();
  }
}
