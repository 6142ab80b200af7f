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
    for (WriteTask task : tasks) {
      cells.add(new SteeredCell(task, search(task)));
    }
    int last = tasks.stream().mapToInt(task -> task.cell().array()).max().orElseThrow();
    WriteOutcome ended = readFirst(last);
    for (int pass = 0; ended == null && pass < PASSES; pass++) {
      for (int l = last; ended == null && l >= 0; l--) {
        ended = array(l);
      }
      if (ended == null) {
        ended = verify(last);
      }
      last = cells.lastUnfinishedArray();
      if (ended == null && last < 0) {
        return new WriteOutcome.Converged(tally.report());
      }
    }
    return ended != null ? ended : exhausted(cells.unfinished(last).get(0), false);
  }

  private FluxSearch search(WriteTask task) {
    return new FluxSearch(model, task.targetSiemens(), settings.epsilonSiemens());
  }

  /** Where every array begins: for the prediction, and for what lies on the way to later arrays. */
  private @Nullable WriteOutcome readFirst(int last) {
    long predicted = 0;
    for (int l = 0; l <= last; l++) {
      if (l == last || onTheWay(last) || !cells.of(l).isEmpty()) {
        WriteOutcome ended = read(l, cells.allColumns(l));
        if (ended != null) {
          return ended;
        }
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
    return null;
  }

  private boolean onTheWay(int last) {
    return description.cascade() && last > 0;
  }

  /** One array until all of its cells are done; null when they are. */
  private @Nullable WriteOutcome array(int array) {
    if (cells.of(array).isEmpty()) {
      return null;
    }
    if (displaced.get(array)) {
      displaced.clear(array);
      cells.of(array).forEach(cell -> cell.displaced(search(cell.task())));
      WriteOutcome ended = read(array, cells.allColumns(array));
      if (ended != null) {
        return ended;
      }
    }
    for (int round = 0; ; round++) {
      settle(array, round);
      List<SteeredCell> open = cells.unfinished(array);
      if (open.isEmpty()) {
        return null;
      }
      if (round == 0) {
        open = withCompany(array, open);
      }
      for (SteeredCell cell : open) {
        if (cell.pulses() >= budget.pulses(cell.task())) {
          return exhausted(cell, false);
        }
      }
      WriteOutcome ended = drive(array, open);
      if (ended == null) {
        ended = read(array, SteeredCells.columns(open));
      }
      if (ended != null) {
        return ended;
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
        return exhausted(open.get(0), true);
      }
      SharedPulses.Planned planned = pulses.next(array, toGo, cautious);
      try {
        tally.pulse(bench.run(planned.program()).benchSeconds());
      } catch (ProgramLost lost) {
        tally.pulse(planned.program().benchSeconds()); // it may have fired, and counts as if it had
        return readAgain(lost);
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

  /** Reads columns; the outcome if a cell could not be measured. */
  private @Nullable WriteOutcome read(int array, BitSet columns) {
    try {
      return readOnce(array, columns);
    } catch (ProgramLost lost) {
      return readAgain(lost);
    }
  }

  /** Nobody knows where these arrays are: all of them are read, and every search begins anew. */
  private @Nullable WriteOutcome readAgain(ProgramLost first) {
    BitSet arrays = new BitSet();
    ProgramLost lost = first;
    while (lost != null) {
      progress.lost(lost);
      lost.cells().forEach(cell -> arrays.set(cell.array()));
      lost = null;
      try {
        for (int l = arrays.nextSetBit(0); l >= 0; l = arrays.nextSetBit(l + 1)) {
          cells.of(l).forEach(cell -> cell.displaced(search(cell.task())));
          WriteOutcome ended = readOnce(l, cells.allColumns(l));
          if (ended != null) {
            return ended;
          }
        }
      } catch (ProgramLost again) {
        lost = again;
      }
    }
    return null;
  }

  private @Nullable WriteOutcome readOnce(int array, BitSet columns) {
    for (CellMeasurement any : reader.read(array, columns::get, tally)) {
      SteeredCell steered = cells.find(any.cell());
      CellMeasurement measurement = steered == null ? any : fine(any);
      if (measurement instanceof CellMeasurement.Measured measured) {
        pulses.believe(measured.cell(), measured.siemens());
        if (steered != null) {
          steered.measured(measured);
        }
      } else if (steered != null) {
        return new WriteOutcome.Unmeasurable(tally.report(), steered.unfinished(), measurement);
      }
    }
    return null;
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
  private @Nullable WriteOutcome verify(int last) {
    for (int l = last; l >= 0; l--) {
      boolean readLast = description.cascade() && l == 0;
      if (!cells.of(l).isEmpty() && !readLast) {
        WriteOutcome ended = read(l, cells.allColumns(l));
        if (ended != null) {
          return ended;
        }
        settle(l, 0);
      }
    }
    return null;
  }

  private WriteOutcome exhausted(SteeredCell cell, boolean inAll) {
    return new WriteOutcome.Exhausted(tally.report(), cell.unfinished(), inAll);
  }
}
