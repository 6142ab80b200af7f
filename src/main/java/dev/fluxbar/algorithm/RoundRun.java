package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.Bench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.ProgramLost;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The closed loop over arrays: pulses that many cells share, then a reading of the columns whose
 * cells are not done, round after round; the last array first. Not for use by several threads.
 */
final class RoundRun {

  /** How often arrays that were found moved at the end are written again. Chosen. */
  private static final int PASSES = 3;

  private final BenchDescription description;
  private final Bench bench;
  private final WriteSettings settings;
  private final ModelFlux model;
  private final SharedPulses pulses;
  private final ArrayReader reader;
  private final RoundBudget budget;
  private final WriteTally tally;
  private final WriteProgress progress;
  private final SteeredCells cells;
  private final BitSet displaced = new BitSet();

  RoundRun(
      Bench bench,
      WriteSettings settings,
      ModelFlux model,
      SharedPulses pulses,
      ArrayReader reader,
      RoundBudget budget,
      WriteTally tally,
      WriteProgress progress) {
    this.bench = bench;
    this.description = bench.description();
    this.settings = settings;
    this.model = model;
    this.pulses = pulses;
    this.reader = reader;
    this.budget = budget;
    this.tally = tally;
    this.progress = progress;
    this.cells = new SteeredCells(description.shape(), settings.epsilonSiemens());
  }

  WriteOutcome run(List<WriteTask> tasks) {
    double leastDoubt = settings.epsilonSiemens() / 10;
    for (WriteTask task : tasks) {
      cells.add(new SteeredCell(task, search(task), new Answers(model, leastDoubt)));
    }
    int last = tasks.stream().mapToInt(task -> task.cell().array()).max().orElseThrow();
    readFirst(last);
    for (int pass = 0; pass < PASSES && last >= 0; pass++) {
      for (int l = last; l >= 0; l--) {
        WriteOutcome ended = array(l);
        if (ended != null) {
          return ended;
        }
      }
      verify(last);
      last = cells.lastUnfinishedArray();
    }
    for (int l = last; l >= 0; l--) {
      cells.unfinished(l).forEach(cell -> giveUp(cell.spent()));
    }
    return WriteOutcome.of(tally.report());
  }

  private void giveUp(GivenUp cell) {
    cells.remove(cell.cell());
    tally.givenUp(cell);
    progress.gaveUp(cell);
  }

  private FluxSearch search(WriteTask task) {
    return new FluxSearch(model, task.targetSiemens(), settings.epsilonSiemens());
  }

  /** Where every array begins: for the prediction, and for what lies on the way to later arrays. */
  private void readFirst(int last) {
    long predicted = 0;
    for (int l = 0; l <= last; l++) {
      if (l == last || onTheWay(last) || !cells.of(l).isEmpty()) {
        read(l, cells.allColumns(l));
        listen(l);
      }
      Map<Cell, Double> toGo = new HashMap<>();
      for (SteeredCell cell : cells.unfinished(l)) {
        CellMeasurement.Measured now = cell.last();
        if (now != null) {
          double target = model.voltSeconds(cell.task().targetSiemens());
          toGo.put(cell.task().cell(), target - model.voltSeconds(now.siemens()));
        }
      }
      predicted += pulses.count(l, toGo);
    }
    tally.predicted(predicted);
  }

  /** How much the readings of an array scatter, from one column that is read where it stands. */
  private void listen(int array) {
    BitSet columns = SteeredCells.columns(cells.of(array));
    int column = columns.nextSetBit(0);
    if (column < 0) {
      return;
    }
    BitSet one = new BitSet();
    one.set(column);
    Scatter scatter = new Scatter();
    for (int reading = 0; reading < Scatter.READINGS && !scatter.silent(); reading++) {
      try {
        readOnce(array, one, scatter);
      } catch (ProgramLost lost) {
        readAgain(lost);
      }
    }
    cells.of(array).forEach(cell -> cell.noise(scatter.rmsAmperes()));
  }

  private boolean onTheWay(int last) {
    return description.cascade() && last > 0;
  }

  /** One array until all of its cells are done or given up; null when they are. */
  private @Nullable WriteOutcome array(int array) {
    if (displaced.get(array)) {
      displaced.clear(array);
      cells.of(array).forEach(cell -> cell.displaced(search(cell.task())));
      readWell(array, cells.allColumns(array));
    }
    for (int round = 0; !cells.of(array).isEmpty(); round++) {
      giveUpHopeless(array);
      settle(array, round);
      List<SteeredCell> open = cells.unfinished(array);
      if (open.isEmpty()) {
        return null;
      }
      if (round == 0) {
        open = withCompany(array, open);
      }
      WriteOutcome ended = drive(array, open);
      if (ended != null) {
        return ended;
      }
      readWell(array, SteeredCells.columns(open));
    }
    return null;
  }

  private void giveUpHopeless(int array) {
    // Those that are done are not asked: noise may leave them in no doubt that matters.
    for (SteeredCell cell : cells.unfinished(array)) {
      GivenUp why = cell.hopeless(settings.epsilonSiemens());
      if (why != null) {
        giveUp(why);
      } else if (cell.pulses() >= budget.pulses(cell.task())) {
        giveUp(cell.spent());
      }
    }
  }

  /** And those that are within epsilon but not exact, whose pulses come anyhow. */
  private List<SteeredCell> withCompany(int array, List<SteeredCell> open) {
    Set<Object> coming = open.stream().map(this::shared).collect(Collectors.toSet());
    return cells.of(array).stream()
        .filter(cell -> !cell.withinResolution() && coming.contains(shared(cell)))
        .toList();
  }

  private Object shared(SteeredCell cell) {
    return pulses.shared(cell.task().cell(), cell.tooSmall());
  }

  /** Every cell has its share of flux, or the budget of the whole write is spent. */
  private @Nullable WriteOutcome drive(int array, List<SteeredCell> open) {
    Map<Cell, Double> toGo = new HashMap<>();
    for (SteeredCell cell : open) {
      toGo.put(cell.task().cell(), cell.next());
    }
    Predicate<Cell> cautious = cell -> cells.at(cell).search().cautious();
    while (!toGo.isEmpty()) {
      if (tally.spent()) {
        return new WriteOutcome.Exhausted(tally.report(), open.get(0).unfinished());
      }
      SharedPulses.Planned planned = pulses.next(array, toGo, cautious);
      try {
        tally.pulse(bench.run(planned.program()).benchSeconds());
      } catch (ProgramLost lost) {
        tally.pulse(planned.program().benchSeconds()); // it may have fired, and counts as if it had
        readAgain(lost);
        return null;
      }
      pulses.ran(planned);
      for (int l = 0; description.cascade() && l < array; l++) {
        displaced.set(l);
      }
      planned
          .voltSeconds()
          .forEach(
              (cell, received) -> {
                cells.at(cell).moved(received);
                leave(toGo, cell, received);
              });
    }
    return null;
  }

  /** What is left for a cell; less than a tenth of what it wanted is for the next round. */
  private static void leave(Map<Cell, Double> toGo, Cell cell, double received) {
    double wanted = toGo.getOrDefault(cell, 0.0);
    double left = wanted - received;
    if (left * wanted > 0 && Math.abs(left) > Math.abs(wanted) / 10) {
      toGo.put(cell, left);
    } else {
      toGo.remove(cell);
    }
  }

  /** Reads columns as often as noise asks for. */
  private void readWell(int array, BitSet columns) {
    int readings = 1;
    for (SteeredCell cell : cells.of(array)) {
      if (columns.get(cell.task().cell().column())) {
        readings = Math.max(readings, cell.readings(settings.epsilonSiemens()));
      }
    }
    for (int reading = 0; reading < readings; reading++) {
      read(array, columns);
    }
  }

  private void read(int array, BitSet columns) {
    try {
      readOnce(array, columns, null);
    } catch (ProgramLost lost) {
      readAgain(lost);
    }
  }

  /** Nobody knows where these arrays are: all of them are read, and every search begins anew. */
  private void readAgain(ProgramLost first) {
    BitSet arrays = new BitSet();
    ProgramLost lost = first;
    while (lost != null) {
      progress.lost(lost);
      lost.cells().forEach(cell -> arrays.set(cell.array()));
      lost = null;
      try {
        for (int l = arrays.nextSetBit(0); l >= 0; l = arrays.nextSetBit(l + 1)) {
          cells.of(l).forEach(cell -> cell.displaced(search(cell.task())));
          readOnce(l, cells.allColumns(l), null);
        }
      } catch (ProgramLost again) {
        lost = again;
      }
    }
  }

  private void readOnce(int array, BitSet columns, @Nullable Scatter scatter) {
    for (CellMeasurement any : reader.read(array, columns::get, cells::gone, tally::blockSignals)) {
      SteeredCell steered = cells.find(any.cell());
      CellMeasurement measurement = steered == null ? any : fine(any);
      if (measurement instanceof CellMeasurement.Measured measured) {
        pulses.believe(measured.cell(), measured.siemens());
        if (steered != null) {
          steered.measured(measured);
        }
        if (scatter != null) {
          scatter.add(measured);
        }
      } else if (steered != null) {
        giveUp(GivenUp.unmeasured(steered.task(), steered.pulses(), steered.last(), measurement));
      }
    }
  }

  private CellMeasurement fine(CellMeasurement any) {
    double epsilon = settings.epsilonSiemens();
    return any instanceof CellMeasurement.Measured measured
            && measured.resolutionSiemens() >= epsilon
        ? new CellMeasurement.TooCoarse(any.cell(), measured.resolutionSiemens(), epsilon)
        : any;
  }

  /** Notes which cells of an array are done now, and tells of the round. */
  private void settle(int array, int round) {
    double largest = 0;
    for (SteeredCell cell : cells.of(array)) {
      if (cell.within(settings.epsilonSiemens())) {
        tally.done(cell.written());
      } else {
        tally.notDone(cell.task().cell());
      }
      largest = Math.max(largest, cell.errorSiemens());
    }
    progress.measured(
        new WriteProgress.WriteRound(
            array,
            round,
            tally.pulses(),
            tally.blockSignals(),
            largest,
            tally.cellsDone(),
            tally.cells()));
  }

  /** Reads once more what was finished before the first array; it was not driven since. */
  private void verify(int last) {
    for (int l = last; l >= 0; l--) {
      boolean readLast = description.cascade() && l == 0;
      if (!cells.of(l).isEmpty() && !readLast) {
        read(l, cells.allColumns(l));
        settle(l, 0);
      }
    }
  }
}
