package dev.fluxbar.app.campaign;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.wire.DriveTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/** Draws programs of pulses: random cells, widths, codes and gates, loaded or streamed. */
final class JobDraw {

  /** More than a host loads: so many bytes of tables are streamed. */
  private static final int STREAMED_BYTES = 17 << 10;

  private static final int LARGEST_CODE_PART = 8;
  private static final int LONGEST_TICKS = 20_000;

  /** A program with more tables than this streams them. */
  static final int MOST_TABLES = 64;

  private static final int MOST_SAMPLED = 200;

  private final CellOrder cells;
  private final BenchDescription bench;
  private final Books books;
  private final boolean streams;
  private final int pulsesAJob;
  private final SplittableRandom random;
  private final List<Integer> drivenArrays = new ArrayList<>();

  JobDraw(
      CellOrder cells,
      BenchDescription bench,
      boolean streams,
      Books books,
      int pulsesAJob,
      SplittableRandom random) {
    this.cells = cells;
    this.bench = bench;
    this.streams = streams;
    this.books = books;
    this.pulsesAJob = pulsesAJob;
    this.random = random;
    for (int l = 0; l < bench.shape().layers(); l++) {
      if (bench.channels().get(l).driven()) {
        drivenArrays.add(l);
      }
    }
  }

  boolean draws(double probability) {
    return random.nextDouble() < probability;
  }

  int array() {
    return drivenArrays.get(random.nextInt(drivenArrays.size()));
  }

  /** One cell, or a random outer product, or where the bench can do that any random set. */
  ArraySwitches switches(int array) {
    ArrayShape shape = bench.shape().array(array);
    int row = random.nextInt(shape.rows());
    int column = random.nextInt(shape.columns());
    int kind = random.nextInt(bench.switchKind() == SwitchKind.CROSSPOINT ? 3 : 2);
    if (kind == 0) {
      return ArraySwitches.only(shape, row, column);
    }
    if (kind == 1) {
      IntPredicate rows = subset(row, shape.rows());
      return ArraySwitches.lines(shape, rows, subset(column, shape.columns()));
    }
    List<Cell> closed = new ArrayList<>(List.of(new Cell(array, row, column)));
    for (int i = 0; i < cells.count(); i++) {
      if (cells.at(i).array() == array && random.nextBoolean()) {
        closed.add(cells.at(i));
      }
    }
    return ArraySwitches.of(shape, closed);
  }

  private IntPredicate subset(int always, int count) {
    boolean[] in = new boolean[count];
    for (int i = 0; i < count; i++) {
      in[i] = i == always || random.nextBoolean();
    }
    return i -> in[i];
  }

  /** Random codes of an array's columns, up to an eighth of the largest. */
  int[] codes(int array) {
    int most =
        (int)
            Math.round(
                bench.channels().get(array).driveLargestVolts()
                    / bench.channels().get(array).driveStepVolts()
                    / LARGEST_CODE_PART);
    int[] codes = new int[bench.shape().array(array).columns()];
    for (int j = 0; j < codes.length; j++) {
      codes[j] = random.nextInt(2 * most + 1) - most;
    }
    return codes;
  }

  int ticks() {
    return 1 + random.nextInt(LONGEST_TICKS);
  }

  /** A program of pulses. */
  DrawnJob pulses() {
    int array = array();
    ArraySwitches closed = switches(array);
    int tableBytes = DriveTable.bytes(bench.shape().array(array).columns());
    int tables = 1 + random.nextInt(MOST_TABLES);
    int wanted = 1 + random.nextInt(2 * pulsesAJob - 1);
    if (streams && draws(0.1)) {
      tables = STREAMED_BYTES / tableBytes + random.nextInt(MOST_TABLES);
      wanted = tables;
    }
    boolean sampled = tables <= MOST_SAMPLED && draws(0.2);
    tables = Math.min(tables, wanted);
    int times = Math.max(1, Math.min(wanted, sampled ? MOST_SAMPLED : wanted) / tables);
    int width = ticks();
    List<Cell> gated = new ArrayList<>();
    if (bench.switchKind() == SwitchKind.CROSSPOINT && draws(0.2)) {
      closedCells(array, closed).stream().filter(cell -> random.nextBoolean()).forEach(gated::add);
    }
    long[] openTicks = openTicks(array, closed, gated, width);
    List<int[]> codes = new ArrayList<>();
    for (int i = 0; i < tables; i++) {
      codes.add(codes(array));
    }
    Dosage dosage = dosage(codes, openTicks, times);
    if (drivesAway(dosage)) {
      codes.forEach(table -> negate(table));
      dosage = dosage(codes, openTicks, times);
    }
    Program program =
        program(array, closed, codes, times, pulse(width, sampled, gated, openTicks), sampled);
    long pulses = (long) tables * times;
    return new DrawnJob(
        program,
        dosage,
        pulses,
        400L + (long) tables * tableBytes,
        sampled ? (int) pulses : 0,
        List.of());
  }

  /** For each cell, how long its switch stays closed within a pulse. */
  private long[] openTicks(int array, ArraySwitches closed, List<Cell> gated, int width) {
    long[] open = new long[cells.count()];
    for (Cell cell : closedCells(array, closed)) {
      open[cells.index(cell)] = gated.contains(cell) ? random.nextInt(width + 1) : width;
    }
    return open;
  }

  private List<Cell> closedCells(int array, ArraySwitches closed) {
    List<Cell> all = new ArrayList<>();
    for (int i = 0; i < cells.count(); i++) {
      Cell cell = cells.at(i);
      if (cell.array() == array && closed.isClosed(cell.row(), cell.column())) {
        all.add(cell);
      }
    }
    return all;
  }

  private Dosage dosage(List<int[]> codes, long[] openTicks, int times) {
    List<long[]> pattern = new ArrayList<>();
    for (int[] table : codes) {
      long[] dose = new long[cells.count()];
      for (int i = 0; i < dose.length; i++) {
        dose[i] = openTicks[i] == 0 ? 0 : openTicks[i] * table[cells.at(i).column()];
      }
      pattern.add(dose);
    }
    return new Dosage(pattern, times);
  }

  /** Whether it would take the cells further from where they began: fluxes must stay in bounds. */
  private boolean drivesAway(Dosage dosage) {
    long[] total = dosage.total(cells.count());
    double along = 0;
    for (int i = 0; i < total.length; i++) {
      along += (double) total[i] * books.at(i);
    }
    return along > 0;
  }

  private static void negate(int[] codes) {
    for (int j = 0; j < codes.length; j++) {
      codes[j] = -codes[j];
    }
  }

  private Step.Pulse pulse(int width, boolean sampled, List<Cell> gated, long[] openTicks) {
    double tick = bench.tickSeconds();
    List<Gate> gates =
        gated.stream()
            .sorted(Comparator.comparingLong(cell -> openTicks[cells.index(cell)]))
            .map(cell -> new Gate(openTicks[cells.index(cell)] * tick, cell))
            .toList();
    return new Step.Pulse(width * tick, sampled, gates);
  }

  private Program program(
      int array,
      ArraySwitches closed,
      List<int[]> codes,
      int times,
      Step.Pulse pulse,
      boolean sampled) {
    Step switches = new Step.Switches(SwitchSetting.open(bench.shape()).with(array, closed));
    Program.Builder program = Program.builder();
    for (int[] table : codes) {
      program.table(volts(array, table));
    }
    if (sampled) {
      int last = bench.channels().get(array).ranges().size() - 1;
      program.then(new Step.Sense(array, 0, bench.shape().array(array).rows(), last, 1));
    }
    program.then(switches);
    List<Step> turn = new ArrayList<>();
    if (!pulse.gates().isEmpty()) {
      turn.add(switches); // what the gates of the turn before have opened
    }
    turn.add(new Step.Drive(array, 0, 1));
    turn.add(pulse);
    return program
        .then(new Step.Repeat(times, List.of(new Step.Repeat(codes.size(), turn))))
        .build();
  }

  /** What drivers of an array give at some codes. */
  Volts volts(int array, int[] codes) {
    double step = bench.channels().get(array).driveStepVolts();
    double[] volts = new double[codes.length];
    for (int j = 0; j < volts.length; j++) {
      volts[j] = codes[j] * step;
    }
    return Volts.of(volts);
  }
}
