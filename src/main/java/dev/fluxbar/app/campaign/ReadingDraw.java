package dev.fluxbar.app.campaign;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Programs of block signals: of random cells at once, or of one cell after the other. */
final class ReadingDraw {

  /** What a half step of an input and the sums of rounded products leave open. */
  private static final double HALF_STEP = 0.5 + 1e-3;

  private static final int[] SIGNS = {-1, 1, 1, -1};
  private static final int MOST_CODE_PART = 16;

  private final CellOrder cells;
  private final BenchDescription bench;
  private final Books books;
  private final JobDraw draw;
  private final double maxSiemens;

  ReadingDraw(
      CellOrder cells, BenchDescription bench, Books books, JobDraw draw, double maxSiemens) {
    this.cells = cells;
    this.bench = bench;
    this.books = books;
    this.draw = draw;
    this.maxSiemens = maxSiemens;
  }

  /** Random switches, random codes. */
  DrawnJob any() {
    int array = draw.array();
    Reading reading = new Reading();
    reading.add(array, draw.switches(array), draw.codes(array), draw.ticks());
    return reading.job();
  }

  /** Each of some cells alone. */
  DrawnJob each(Collection<Cell> some) {
    Reading reading = new Reading();
    for (Cell cell : some) {
      int[] codes = new int[bench.shape().array(cell.array()).columns()];
      Channels channels = bench.channels().get(cell.array());
      codes[cell.column()] =
          (int) (channels.driveLargestVolts() / channels.driveStepVolts() / MOST_CODE_PART);
      reading.add(
          cell.array(),
          ArraySwitches.only(bench.shape().array(cell.array()), cell.row(), cell.column()),
          codes,
          draw.ticks());
    }
    return reading.job();
  }

  /** A program in the making. */
  private final class Reading {
    private final Program.Builder program = Program.builder();
    private final List<long[]> doses = new ArrayList<>();
    private final List<DrawnJob.Shot> shots = new ArrayList<>();
    private long bytes = 200;

    private void add(int array, ArraySwitches closed, int[] codes, int tauTicks) {
      Channels channels = bench.channels().get(array);
      Volts volts = draw.volts(array, codes);
      double amperes = 0;
      for (double each : volts.toArray()) {
        amperes += Math.abs(each) * maxSiemens;
      }
      int range = channels.rangeFor(amperes);
      program
          .then(new Step.Switches(SwitchSetting.open(bench.shape()).with(array, closed)))
          .then(new Step.Sense(array, 0, bench.shape().array(array).rows(), range, 1))
          .drive(array, volts)
          .then(Step.Block.sampledAtMiddle(tauTicks * bench.tickSeconds()))
          .then(new Step.Safe());
      for (int sign : SIGNS) {
        doses.add(dose(array, closed, codes, (long) sign * tauTicks));
      }
      shots.add(new DrawnJob.Shot(array, closed, volts, channels.ranges().get(range)));
      bytes += 16 * 5 + 2L * codes.length;
    }

    private long[] dose(int array, ArraySwitches closed, int[] codes, long signedTicks) {
      long[] dose = new long[cells.count()];
      for (int i = 0; i < dose.length; i++) {
        Cell cell = cells.at(i);
        if (cell.array() == array && closed.isClosed(cell.row(), cell.column())) {
          dose[i] = codes[cell.column()] * signedTicks;
        }
      }
      return dose;
    }

    private DrawnJob job() {
      return new DrawnJob(program.build(), new Dosage(doses, 1), 0, bytes, shots.size(), shots);
    }
  }

  /** What was measured against what the books say, to the resolution of the inputs. */
  Optional<Violation> check(long job, DrawnJob drawn, Recording recording) {
    for (int i = 0; i < drawn.shots().size(); i++) {
      DrawnJob.Shot shot = drawn.shots().get(i);
      Sample sample = recording.samples().get(i);
      for (int row = 0; !sample.saturated() && row < shot.closed().shape().rows(); row++) {
        double expected = amperes(shot, row);
        double found = sample.amperes(row);
        // Written so that a current that is not a number is a difference too.
        if (!(Math.abs(found - expected) <= HALF_STEP * shot.range().stepAmperes())) {
          return Optional.of(
              new Violation(
                  Violation.Kind.MISREAD,
                  job,
                  new Cell(shot.array(), row, 0),
                  expected + " A in this row",
                  found + " A"));
        }
      }
    }
    return Optional.empty();
  }

  private double amperes(DrawnJob.Shot shot, int row) {
    double amperes = 0;
    for (int j = 0; j < shot.volts().columns(); j++) {
      if (shot.closed().isClosed(row, j)) {
        int index = cells.index(new Cell(shot.array(), row, j));
        amperes += books.siemens(index) * shot.volts().at(j);
      }
    }
    return amperes;
  }
}
