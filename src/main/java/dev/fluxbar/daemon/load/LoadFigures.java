package dev.fluxbar.daemon.load;

import dev.fluxbar.app.operation.OperationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What the rounds brought. */
final class LoadFigures {

  /**
   * What the daemon did in one turn.
   *
   * @param programsASecond of the run
   * @param processors how many it kept busy
   */
  record Turn(double programsASecond, double processors) {}

  private final List<Turn> alone = new ArrayList<>();
  private final List<Turn> watched = new ArrayList<>();
  private final List<Double> milliseconds = new ArrayList<>();
  private final List<Double> clientProcessors = new ArrayList<>();
  private long events;
  private long errors;

  /** A round: both of its turns, and what the clients saw in one of them. */
  void add(Turn without, Turn with, Seen seen, double turnSeconds) {
    alone.add(without);
    watched.add(with);
    milliseconds.addAll(seen.milliseconds());
    clientProcessors.add(seen.processorSeconds() / turnSeconds);
    events += seen.events();
    errors += seen.errors();
  }

  OperationResult result(LoadSettings settings) {
    double[] reads = sorted(milliseconds);
    // Of each round, so that a machine that others slow down meanwhile does so for both turns.
    double[] slowed =
        sorted(
            IntStream.range(0, alone.size())
                .mapToObj(
                    i -> 1 - watched.get(i).programsASecond() / alone.get(i).programsASecond())
                .toList());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("clients", settings.clients());
    values.put("every-seconds", settings.every().toMillis() / 1e3);
    values.put("pace", settings.pace().toString());
    values.put("rounds", settings.rounds());
    values.put("turn-seconds", settings.turn().toMillis() / 1e3);
    values.put("processors", Runtime.getRuntime().availableProcessors());
    values.put("state-reads", reads.length);
    values.put("errors", errors);
    values.put("state-read-milliseconds-50", quantile(reads, 0.5));
    values.put("state-read-milliseconds-99", quantile(reads, 0.99));
    values.put("state-read-milliseconds-most", quantile(reads, 1));
    values.put("events-heard", events);
    values.put("programs-a-second-alone", median(alone, Turn::programsASecond));
    values.put("programs-a-second-watched", median(watched, Turn::programsASecond));
    values.put("slowed", quantile(slowed, 0.5));
    values.put("slowed-least", slowed[0]);
    values.put("slowed-most", slowed[slowed.length - 1]);
    values.put("daemon-processors-alone", median(alone, Turn::processors));
    values.put("daemon-processors-watched", median(watched, Turn::processors));
    values.put("client-processors", quantile(sorted(clientProcessors), 0.5));
    boolean well = errors == 0 && events > 0 && reads.length > 0;
    return new OperationResult(
        values,
        well,
        well
            ? ""
            : "load: state-reads=%d, errors=%d, events=%d; look at the daemon's log"
                .formatted(reads.length, errors, events));
  }

  private static double median(List<Turn> turns, ToDoubleFunction<Turn> figure) {
    return quantile(turns.stream().mapToDouble(figure).sorted().toArray(), 0.5);
  }

  private static double[] sorted(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  static double quantile(double[] sorted, double part) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.max(0, Math.ceil(part * sorted.length) - 1)];
  }
}
