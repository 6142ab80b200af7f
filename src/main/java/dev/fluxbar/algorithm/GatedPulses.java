package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All cells of an array whose flux is to go the same way in one pulse; the switch of each opens
 * when it has received its part. Behind neurons all earlier cells of plus rows are closed, and the
 * first array is driven so that the neurons give nearly their full voltage: what they give before
 * that follows from the device model.
 */
final class GatedPulses implements SharedPulses {

  /** Steps of the integration in a pulse that keeps the neurons saturated. Chosen. */
  private static final int STEPS = 64;

  /** The slowest neuron may take this many times longer than a saturated one. Chosen. */
  private static final int PATIENCE = 16;

  private static final int OPERATION_BYTES = 16;
  private static final int OTHER_OPERATIONS = 64;

  private final BenchDescription bench;
  private final PulseDrive drive;
  private final FeedModel model;
  private final double settleSeconds;
  private Runnable afterwards = () -> {};

  GatedPulses(BenchDescription bench, PulseDrive drive, FeedModel model, double settleSeconds) {
    this.bench = bench;
    this.drive = drive;
    this.model = model;
    this.settleSeconds = settleSeconds;
  }

  /** When each column's cells have received what they should. */
  private interface Clock {
    double seconds(int column, double voltSeconds);

    double voltSeconds(int column, double seconds);
  }

  @Override
  public Planned next(int array, Map<Cell, Double> toGo, Predicate<Cell> cautious) {
    boolean up = toGo.values().stream().anyMatch(flux -> flux > 0);
    Map<Cell, Double> some = some(array, toGo, up);
    int driven = driven(array);
    boolean fed = driven != array;
    Feed feed = fed ? Feed.whole(bench.shape(), array) : new Feed(array, List.of());
    double volts =
        (up ? 1 : -1)
            * (fed ? drive.feedVolts(model.leastAmperesPerVolt(feed)) : drive.volts(array));
    double most = drive.mostSeconds(Math.abs(volts));
    Volts columns =
        bench
            .channels()
            .get(driven)
            .nearest(Volts.all(bench.shape().array(driven).columns(), volts));
    Clock clock =
        fed
            ? fedClock(feed, volts, some, most)
            : drivenClock(columns, bench.channels().get(driven));
    Map<Cell, Double> at = new HashMap<>();
    some.forEach(
        (cell, flux) -> {
          double column =
              cautious.test(cell) && fed
                  ? Math.abs(flux) / bench.activation().amplitudeVolts()
                  : clock.seconds(cell.column(), Math.abs(flux));
          at.put(cell, drive.ticks(Math.min(most, column)));
        });
    double width = at.values().stream().mapToDouble(t -> t).max().orElseThrow();
    Map<Cell, Double> received = new HashMap<>();
    at.forEach(
        (cell, seconds) -> {
          double flux = clock.voltSeconds(cell.column(), seconds) * (up ? 1 : -1);
          boolean whole = cautious.test(cell) && seconds < most;
          received.put(cell, whole ? some.getOrDefault(cell, flux) : flux);
        });
    afterwards = fed ? () -> model.drive(feed, volts, width, STEPS) : () -> {};
    return new Planned(program(array, driven, feed, columns, width, at), received);
  }

  @Override
  public Object shared(Cell cell, boolean up) {
    return up;
  }

  @Override
  public void ran(Planned planned) {
    afterwards.run();
    afterwards = () -> {};
  }

  @Override
  public void believe(Cell cell, double siemens) {
    model.believe(cell, siemens);
  }

  private Program program(
      int array, int driven, Feed feed, Volts columns, double width, Map<Cell, Double> at) {
    NetworkShape shape = bench.shape();
    SwitchSetting setting =
        feed.setting(shape).with(array, ArraySwitches.of(shape.array(array), at.keySet()));
    List<Gate> gates = new ArrayList<>();
    at.forEach(
        (cell, seconds) -> {
          if (seconds < width) {
            gates.add(new Gate(seconds, cell));
          }
        });
    // One plan is always one program: gates of one tick in the order of their cells.
    gates.sort(
        Comparator.comparingDouble(Gate::atSeconds)
            .thenComparingInt(gate -> gate.cell().row())
            .thenComparingInt(gate -> gate.cell().column()));
    ShotSteps steps = new ShotSteps(bench, settleSeconds);
    steps.set(new Shot(setting, Map.of(driven, columns), List.of()), List.of());
    steps.then(new Step.Pulse(width, false, gates));
    return steps.build();
  }

  private int driven(int array) {
    return bench.cascade() ? 0 : array;
  }

  /**
   * Those of one direction that fit into one program and whose rows bear their currents, the
   * shortest first.
   */
  private Map<Cell, Double> some(int array, Map<Cell, Double> toGo, boolean up) {
    Map<Cell, Double> some = new HashMap<>();
    Map<Integer, Integer> ofRow = new HashMap<>();
    int cellsARow = drive.cellsARow(array);
    toGo.entrySet().stream()
        .filter(entry -> entry.getValue() > 0 == up)
        .sorted(
            Comparator.comparingDouble((Map.Entry<Cell, Double> e) -> Math.abs(e.getValue()))
                .thenComparingInt(e -> e.getKey().row())
                .thenComparingInt(e -> e.getKey().column()))
        .filter(entry -> ofRow.merge(entry.getKey().row(), 1, Integer::sum) <= cellsARow)
        .limit(cellsAPulse(array))
        .forEach(entry -> some.put(entry.getKey(), entry.getValue()));
    return some;
  }

  /** One gate is one operation; patterns and tables take their part. */
  private long cellsAPulse(int array) {
    long patterns = 0;
    for (int l = 0; l <= array; l++) {
      patterns += bench.shape().array(l).cells() / 8 + OPERATION_BYTES;
    }
    long tables = 2L * bench.shape().array(driven(array)).columns() + OPERATION_BYTES;
    long room = bench.programBytes() - patterns - tables;
    return Math.max(1, room / OPERATION_BYTES - OTHER_OPERATIONS);
  }

  /** Each column by what its driver really gives. */
  private static Clock drivenClock(Volts columns, Channels channels) {
    return new Clock() {
      @Override
      public double seconds(int column, double voltSeconds) {
        return voltSeconds / volts(column);
      }

      @Override
      public double voltSeconds(int column, double seconds) {
        return seconds * volts(column);
      }

      private double volts(int column) {
        return Math.abs(columns.at(column) + channels.offsetVolts(column));
      }
    };
  }

  private Clock fedClock(Feed feed, double volts, Map<Cell, Double> some, double most) {
    double[] enough = new double[bench.shape().array(feed.array()).columns()];
    double largest = 0;
    for (Map.Entry<Cell, Double> entry : some.entrySet()) {
      int column = entry.getKey().column();
      enough[column] = Math.max(enough[column], Math.abs(entry.getValue()));
      largest = Math.max(largest, enough[column]);
    }
    double step = largest / bench.activation().amplitudeVolts() / STEPS;
    Course course =
        model.course(feed, volts, enough, step, Math.min(most, PATIENCE * STEPS * step));
    return new Clock() {
      @Override
      public double seconds(int column, double voltSeconds) {
        return course.seconds(column, voltSeconds);
      }

      @Override
      public double voltSeconds(int column, double seconds) {
        return Math.abs(course.voltSeconds(column, seconds));
      }
    };
  }

  @Override
  public long count(int array, Map<Cell, Double> toGo) {
    double volts =
        driven(array) == array ? drive.volts(array) : bench.activation().amplitudeVolts();
    double drivers =
        driven(array) == array
            ? volts
            : drive.feedVolts(model.leastAmperesPerVolt(Feed.whole(bench.shape(), array)));
    double one = volts * drive.mostSeconds(drivers);
    return pulses(array, toGo, true, one) + pulses(array, toGo, false, one);
  }

  private long pulses(int array, Map<Cell, Double> toGo, boolean up, double onePulse) {
    double largest = 0;
    long cells = 0;
    Map<Integer, Long> ofRow = new HashMap<>();
    for (Map.Entry<Cell, Double> entry : toGo.entrySet()) {
      if (entry.getValue() > 0 == up) {
        largest = Math.max(largest, Math.abs(entry.getValue()));
        cells++;
        ofRow.merge(entry.getKey().row(), 1L, Long::sum);
      }
    }
    long longestRow = ofRow.values().stream().mapToLong(n -> n).max().orElse(0);
    long shares =
        Math.max(
            RowCurrents.pulses(cells, cellsAPulse(array)),
            RowCurrents.pulses(longestRow, drive.cellsARow(array)));
    return cells == 0 ? 0 : shares * (long) Math.max(1, Math.ceil(largest / onePulse));
  }
}
