package dev.fluxbar.daemon.load;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.lab.AfterCrash;
import dev.fluxbar.app.lab.BenchSlot;
import dev.fluxbar.app.lab.Lab;
import dev.fluxbar.app.lab.LabSettings;
import dev.fluxbar.app.lab.RunOrder;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.daemon.guard.Guard;
import dev.fluxbar.daemon.guard.Listening;
import dev.fluxbar.daemon.http.HttpServer;
import dev.fluxbar.daemon.http.RunExports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What clients wait and what they cost: a run of one-cell reads on an emulated bench, with and
 * without clients who listen to events and read the state, in turns, so that a machine that slows
 * down does so for both. The clients are a process of their own on the same machine: processors are
 * all that they take from the run, and that is told.
 */
public final class DaemonLoad {
  private static final String BENCH = "bench";
  private static final String YAML =
      "name: load\nsteps: [{loop: {times: 1000000, steps: [{read: {cell: [1, 1, 1]}}]}}]";

  /** The first turns of a program are slow, and of neither side. */
  private static final int WARM_UP_ROUNDS = 1;

  private final LoadSettings settings;

  public DaemonLoad(LoadSettings settings) {
    this.settings = settings;
  }

  /** Measures. */
  public OperationResult run() throws IOException, InterruptedException {
    Guard guard = Guard.of(Optional.empty(), Optional.empty(), Clock.systemUTC());
    try (Lab lab =
            Lab.open(
                new LabSettings(
                    settings.data(),
                    List.of(slot()),
                    Duration.ofSeconds(5),
                    0,
                    Clock.systemUTC()));
        HttpServer server =
            new HttpServer(
                lab, guard, Listening.parse("127.0.0.1:0"), List.of(), RunExports.RESULT)) {
      server.start();
      String run =
          lab.submit(
                  BENCH, new RunOrder(lab.sequence(BENCH, YAML), 0, false, AfterCrash.WAIT, "load"))
              .id();
      try (ClientProcess clients = ClientProcess.start(server.address().getPort(), run, settings)) {
        return measure(lab, run, clients);
      } finally {
        lab.abort(run, false, Optional.empty());
      }
    }
  }

  /** The paper's example, with plateaus of a millisecond. */
  private BenchSlot slot() throws IOException {
    Path board = settings.data().resolve("board.yaml");
    Path bench = settings.data().resolve("bench.yaml");
    Files.writeString(board, "pace: %s\n".formatted(settings.pace()));
    Files.writeString(bench, "bench: emulator:%s\nsignal: {tau-seconds: 0.001}\n".formatted(board));
    return new BenchSlot(BENCH, BenchFile.named(bench.toString()), Line.MEMORY, OptionalLong.of(1));
  }

  private OperationResult measure(Lab lab, String run, ClientProcess clients)
      throws InterruptedException {
    LoadFigures figures = new LoadFigures();
    for (int round = -WARM_UP_ROUNDS; round < settings.rounds(); round++) {
      boolean aloneFirst = round % 2 == 0; // neither side is always the later one
      Optional<LoadFigures.Turn> before =
          aloneFirst ? Optional.of(turn(lab, run)) : Optional.empty();
      clients.begin();
      LoadFigures.Turn with = turn(lab, run);
      Seen seen = clients.end();
      LoadFigures.Turn without = before.isPresent() ? before.get() : turn(lab, run);
      if (round >= 0) {
        figures.add(without, with, seen, settings.turn().toNanos() / 1e9);
      }
    }
    return figures.result(settings);
  }

  private LoadFigures.Turn turn(Lab lab, String run) throws InterruptedException {
    long programs = lab.run(run).work().programs();
    double processor = Seen.processorSecondsSoFar();
    long began = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(settings.turn().toNanos());
    double seconds = (System.nanoTime() - began) / 1e9;
    return new LoadFigures.Turn(
        (lab.run(run).work().programs() - programs) / seconds,
        (Seen.processorSecondsSoFar() - processor) / seconds);
  }
}
