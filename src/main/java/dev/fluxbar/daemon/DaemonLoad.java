package dev.fluxbar.daemon;

import dev.fluxbar.app.BadInput;
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
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * What clients wait and what they cost: a run on an emulated bench, with and without clients who
 * listen to events and read the state, in turns so that a machine that slows down does so for both.
 * Clients are of the same machine and process, and what they need is taken from the run as well.
 */
public final class DaemonLoad {
  private static final String BENCH = "bench";
  private static final String YAML =
      "name: load\nsteps: [{loop: {times: 1000000, steps: [{read: {cell: [1, 1, 1]}}]}}]";

  /** The first turns of a program are slow, and of neither side. */
  private static final int WARM_UP_ROUNDS = 1;

  private final int clients;
  private final int rounds;
  private final Duration turn;
  private final Path data;

  /**
   * @param clients at most a hundred, each with an event stream and two reads of the state a second
   * @param rounds of two turns each, one without clients and one with them
   * @param turn how long one is
   * @param data an empty folder
   */
  public DaemonLoad(int clients, int rounds, Duration turn, Path data) {
    if (clients < 1 || clients > 70 || rounds < 1 || turn.isNegative() || turn.isZero()) {
      throw new BadInput(
          "load: clients=%d, rounds=%d, turn-seconds=%s; give 1 to 70 clients, and rounds and seconds above 0"
              .formatted(clients, rounds, turn.toSeconds()));
    }
    this.clients = clients;
    this.rounds = rounds;
    this.turn = turn;
    this.data = data;
  }

  /** Measures. */
  public OperationResult run() throws InterruptedException {
    BenchSlot slot =
        new BenchSlot(BENCH, BenchFile.of(BenchFile.ACADEMIC), Line.MEMORY, OptionalLong.of(1));
    Guard guard = Guard.of(Optional.empty(), Optional.empty(), Clock.systemUTC());
    try (Lab lab =
            Lab.open(
                new LabSettings(data, List.of(slot), Duration.ofSeconds(5), 0, Clock.systemUTC()));
        HttpServer server =
            new HttpServer(
                lab, guard, Listening.parse("127.0.0.1:0"), List.of(), RunExports.RESULT)) {
      server.start();
      String run =
          lab.submit(
                  BENCH, new RunOrder(lab.sequence(BENCH, YAML), 0, false, AfterCrash.WAIT, "load"))
              .id();
      try {
        return measure(lab, run, server.address().getPort());
      } finally {
        lab.abort(run, false, Optional.empty());
      }
    }
  }

  private OperationResult measure(Lab lab, String run, int port) throws InterruptedException {
    List<Double> alone = new ArrayList<>();
    List<Double> watched = new ArrayList<>();
    List<Double> milliseconds = new ArrayList<>();
    long events = 0;
    long errors = 0;
    for (int round = 0; round < rounds + WARM_UP_ROUNDS; round++) {
      double without = programsASecond(lab, run);
      try (LoadClients load = LoadClients.begin(port, run, clients)) {
        double with = programsASecond(lab, run);
        if (round >= WARM_UP_ROUNDS) {
          alone.add(without);
          watched.add(with);
          milliseconds.addAll(load.milliseconds());
          events += load.events();
          errors += load.errors();
        }
      }
    }
    return result(alone, watched, milliseconds, events, errors);
  }

  private double programsASecond(Lab lab, String run) throws InterruptedException {
    long before = lab.run(run).work().programs();
    long began = System.nanoTime();
    TimeUnit.NANOSECONDS.sleep(turn.toNanos());
    return (lab.run(run).work().programs() - before) / ((System.nanoTime() - began) / 1e9);
  }

  private OperationResult result(
      List<Double> alone,
      List<Double> watched,
      List<Double> milliseconds,
      long events,
      long errors) {
    double[] sorted = milliseconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double without = median(alone);
    double with = median(watched);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("clients", clients);
    values.put("rounds", rounds);
    values.put("turn-seconds", turn.toMillis() / 1e3);
    values.put("processors", Runtime.getRuntime().availableProcessors());
    values.put("state-reads", sorted.length);
    values.put("state-read-errors", errors);
    values.put("state-read-milliseconds-50", quantile(sorted, 0.5));
    values.put("state-read-milliseconds-99", quantile(sorted, 0.99));
    values.put("state-read-milliseconds-most", quantile(sorted, 1));
    values.put("events-heard", events);
    values.put("programs-a-second-alone", without);
    values.put("programs-a-second-watched", with);
    values.put("slowed", 1 - with / without);
    boolean well = errors == 0 && events > 0 && sorted.length > 0;
    return new OperationResult(
        values,
        well,
        well
            ? ""
            : "load: state-reads=%d, errors=%d, events=%d; look at the daemon's log"
                .formatted(sorted.length, errors, events));
  }

  static double quantile(double[] sorted, double part) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.max(0, Math.ceil(part * sorted.length) - 1)];
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(sorted);
    return quantile(sorted, 0.5);
  }
}
