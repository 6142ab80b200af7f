package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Reads columns of one array with block signals, one column at a time. Behind neurons every feeding
 * row is closed on as many columns as the current inputs bear, so that the neurons give nearly
 * their full voltage.
 */
final class ArrayReader {

  /** The range that is meant, whatever rounding does. */
  private static final double JUST_BELOW = 1 - 1e-9;

  private final Bench bench;
  private final BenchDescription description;
  private final WriteSettings settings;
  private final Plausibility plausible;
  private final Probe probe;

  ArrayReader(Bench bench, WriteSettings settings, Plausibility plausible) {
    this.bench = bench;
    this.description = bench.description();
    this.settings = settings;
    this.plausible = plausible;
    this.probe =
        new Probe(
            description, plausible.largestSiemens(), settings.settleSeconds(), settings.averages());
  }

  /** Is told of block signals that were driven. */
  @FunctionalInterface
  interface Count {
    void blockSignals(int signals, double seconds);
  }

  /**
   * What every cell of the chosen columns measures. Where the input of one row saturates, the cells
   * of the column are read once more, each alone and in as large a range as it takes.
   *
   * @param passed cells whose switches stay open, which are not measured
   */
  List<CellMeasurement> read(int array, IntPredicate columns, Predicate<Cell> passed, Count count) {
    List<CellMeasurement> measured = new ArrayList<>();
    for (CellMeasurement one : run(probe, shots(array, columns, passed), count)) {
      measured.add(
          plausible.judged(
              one instanceof CellMeasurement.Saturated full && full.array() == array
                  ? alone(full, count)
                  : one));
    }
    return measured;
  }

  private List<CellMeasurement> run(Probe probe, List<Shot> all, Count count) {
    List<CellMeasurement> measured = new ArrayList<>();
    double tau = settings.reading().tauSeconds();
    double each = BlockSignal.PLATEAUS * tau + settings.settleSeconds();
    int size = Batches.size(Reading.SHOTS_A_PROGRAM, each, bench.limits().programSeconds());
    for (List<Shot> shots : Batches.of(all, size)) {
      Program program = probe.program(shots, Step.Block.sampledAtMiddle(tau));
      Recording recording = bench.run(program);
      count.blockSignals(shots.size(), recording.benchSeconds());
      measured.addAll(probe.measure(shots, program, recording));
    }
    return measured;
  }

  /** One cell by itself, in the smallest range that bears it. */
  CellMeasurement alone(CellMeasurement.Saturated full, Count count) {
    Cell cell = full.cell();
    List<Shot> shots =
        shots(cell.array(), j -> j == cell.column(), other -> other.row() != cell.row());
    CellMeasurement last = full;
    for (Channels.Range range : description.channels().get(cell.array()).ranges()) {
      if (last instanceof CellMeasurement.Saturated
          && range.largestAmperes() >= full.rangeAmperes()) {
        Probe ranged =
            new Probe(
                description,
                range.largestAmperes() / settings.reading().volts() * JUST_BELOW,
                settings.settleSeconds(),
                settings.averages());
        last = run(ranged, shots, count).get(0);
      }
    }
    return last;
  }

  /** The program that reads one column; drives nothing. */
  Program first(int array) {
    return probe.program(
        shots(array, j -> j == 0, cell -> false),
        Step.Block.sampledAtMiddle(settings.reading().tauSeconds()));
  }

  private List<Shot> shots(int array, IntPredicate columns, Predicate<Cell> passed) {
    NetworkShape shape = description.shape();
    double volts = settings.reading().volts();
    boolean driven = array == 0 || !description.cascade();
    int from = driven ? array : 0;
    SwitchSetting before =
        driven
            ? SwitchSetting.open(shape)
            : Feed.wide(shape, array, feedingColumns(array)).setting(shape);
    List<Shot> shots = new ArrayList<>();
    for (int column = 0; column < shape.array(array).columns(); column++) {
      if (columns.test(column)) {
        int at = column;
        IntPredicate wanted = k -> !passed.test(new Cell(array, k, at));
        ArraySwitches one = ArraySwitches.lines(shape.array(array), wanted, j -> j == at);
        Volts drive =
            driven
                ? Volts.only(shape.array(array).columns(), column, volts)
                : Volts.all(shape.inputs(), volts);
        List<Cell> cells = new ArrayList<>();
        ReadShots.addColumn(cells, shape, array, column);
        cells.removeIf(passed);
        if (!cells.isEmpty()) {
          shots.add(new Shot(before.with(array, one), Map.of(from, drive), cells));
        }
      }
    }
    return shots;
  }

  /** How many columns of each earlier array can be closed without saturating its inputs. */
  private int[] feedingColumns(int array) {
    int[] columns = new int[array];
    double volts = settings.reading().volts();
    for (int l = 0; l < array; l++) {
      ArrayShape shape = description.shape().array(l);
      List<Channels.Range> ranges = description.channels().get(l).ranges();
      double largest = ranges.get(ranges.size() - 1).largestAmperes();
      double fit = Math.floor(largest / (plausible.largestSiemens() * volts));
      fit = Math.min(fit, new RowCurrents(bench.limits().currents()).cells(volts));
      columns[l] = (int) Math.max(1, Math.min(shape.columns(), fit));
      volts = description.activation().volts(columns[l] * plausible.largestSiemens() * volts);
    }
    return columns;
  }
}
