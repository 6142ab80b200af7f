package dev.fluxbar.bench;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.List;

/**
 * The proof that a bench can carry out a program and that its limits allow it, made before anything
 * is driven. The board makes the same proof on codes and ticks.
 */
public final class ProgramCheck {

  /** How deep repeats may nest. */
  public static final int DEEPEST = 4;

  private final Program program;
  private final BenchDescription bench;
  private final Limits limits;
  private final Ticks clock;
  private final int[] sensedRows;
  private final SampleTiming timing;
  private final CurrentCheck currents;
  private long longestPlateauTicks;

  private ProgramCheck(Program program, BenchDescription bench, Limits limits) {
    this.program = program;
    this.bench = bench;
    this.limits = limits;
    this.clock = new Ticks(bench.tickSeconds());
    this.sensedRows = new int[bench.shape().layers()];
    this.timing = new SampleTiming(bench.channels(), clock);
    this.currents = new CurrentCheck(program, bench, limits.currents());
  }

  /**
   * Checks {@code program} and returns its figures.
   *
   * @throws ProgramRefused if the bench cannot do it or {@code limits} forbid it
   */
  public static ProgramFigures check(Program program, BenchDescription bench, Limits limits) {
    return new ProgramCheck(program, bench, limits).figures();
  }

  private ProgramFigures figures() {
    double largestVolts = 0;
    for (Volts table : program.tables()) {
      largestVolts = Math.max(largestVolts, table.largest());
    }
    if (!(largestVolts <= limits.driveVolts())) {
      throw new ProgramRefused(
          "program: largest-volts=%s, limit-drive-volts=%s; lower the amplitude"
              .formatted(largestVolts, limits.driveVolts()));
    }
    Total total = walk(program.steps(), 0, 1);
    double seconds = clock.seconds(total.ticks);
    if (!(total.ticks <= clock.limit(limits.programSeconds()))) {
      throw new ProgramRefused(
          "program: bench-seconds=%s, limit-program-seconds=%s; split it into several programs"
              .formatted(seconds, limits.programSeconds()));
    }
    double offsetVolts =
        bench.channels().stream().mapToDouble(Channels::largestOffsetVolts).max().orElse(0);
    double voltSeconds =
        (largestVolts + offsetVolts) * clock.seconds(total.pulseTicks + longestPlateauTicks);
    // A sum of rounded products may end a few units in the last place beyond an equal limit.
    if (!(voltSeconds <= limits.fluxVoltSeconds() * (1 + 1e-12))) {
      throw new ProgramRefused(
          "program: worst-volt-seconds=%s, limit-flux-volt-seconds=%s; shorten or lower its pulses"
              .formatted(voltSeconds, limits.fluxVoltSeconds()));
    }
    return new ProgramFigures(seconds, largestVolts, voltSeconds, (long) total.samples);
  }

  /** Sums as doubles, since nested repeats may exceed a long. */
  private record Total(double ticks, double pulseTicks, double samples) {
    static final Total ZERO = new Total(0, 0, 0);

    Total plus(Total other, double times) {
      return new Total(
          ticks + times * other.ticks,
          pulseTicks + times * other.pulseTicks,
          samples + times * other.samples);
    }
  }

  private Total walk(List<Step> steps, int depth, int turns) {
    Total total = Total.ZERO;
    for (Step step : steps) {
      if (step instanceof Step.Repeat repeat) {
        if (depth == DEEPEST) {
          throw new ProgramRefused(
              "repeat: depth=%d, deepest=%d; nest fewer repeats".formatted(depth + 1, DEEPEST));
        }
        timing.edge();
        Total firstTurn = walk(repeat.body(), depth + 1, repeat.times());
        if (!(firstTurn.ticks > 0)) {
          throw new ProgramRefused(
              "repeat: times=%d, body-seconds=0; a body must take time, add a settle, block or pulse"
                  .formatted(repeat.times()));
        }
        total = total.plus(firstTurn, 1);
        if (repeat.times() > 1) {
          // What is sensed when a body starts again is what its end left, from the second turn on.
          timing.edge();
          total = total.plus(walk(repeat.body(), depth + 1, repeat.times()), repeat.times() - 1.0);
        }
        timing.edge();
      } else {
        total = total.plus(one(step, turns), 1);
      }
    }
    return total;
  }

  private Total one(Step step, int turns) {
    if (step instanceof Step.Switches switches) {
      checkSwitches(switches.setting());
      currents.switches(switches.setting());
      timing.edge();
    } else if (step instanceof Step.Drive drive) {
      checkDrive(drive, turns);
      currents.drive(drive, turns);
    } else if (step instanceof Step.Sense sense) {
      checkSense(sense);
      senses(sense.array(), sense.rowCount(), sense.averages());
    } else if (step instanceof Step.Settle settle) {
      long ticks = settle.seconds() == 0 ? 0 : clock.whole("settle", settle.seconds());
      if (ticks > 0) {
        timing.edge();
        timing.pass(ticks);
      }
      return new Total((double) ticks, 0, 0);
    } else if (step instanceof Step.Block block) {
      return block(block);
    } else if (step instanceof Step.Pulse pulse) {
      return pulse(pulse);
    } else if (step instanceof Step.Sample) {
      timing.sample("sample");
      return new Total(0, 0, sampledRows());
    } else if (step instanceof Step.Safe) {
      timing.safe();
      currents.switches(SwitchSetting.open(bench.shape()));
    } else {
      throw new IllegalStateException("program check: step=%s; not known".formatted(step));
    }
    return Total.ZERO;
  }

  private Total block(Step.Block block) {
    long plateau = clock.whole("block", block.tauSeconds());
    if (block.guardSeconds() > 0 && clock.whole("block guard", block.guardSeconds()) >= plateau) {
      throw new ProgramRefused(
          "block: guard-seconds=%s, tau-seconds=%s; the guard must end before the plateau"
              .formatted(block.guardSeconds(), block.tauSeconds()));
    }
    long ticks = BlockSignal.PLATEAUS * plateau;
    checkOn("block", ticks);
    currents.on();
    samples(block, plateau);
    longestPlateauTicks = Math.max(longestPlateauTicks, plateau);
    return new Total(
        (double) ticks, 0, Integer.bitCount(block.instants()) * (double) sampledRows());
  }

  /** Lets a block pass, plateau by plateau. */
  private void samples(Step.Block block, long plateau) {
    for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
      timing.edge();
      long guard = 0;
      if ((block.instants() >>> (2 * p) & 1) == 1) {
        guard = clock.nearest(block.guardSeconds());
        timing.pass(guard);
        timing.sample("block, plateau %d after its guard".formatted(p + 1));
      }
      timing.pass(plateau - guard);
      if ((block.instants() >>> (2 * p + 1) & 1) == 1) {
        timing.sample("block, end of plateau %d".formatted(p + 1));
      }
    }
    timing.edge();
  }

  private Total pulse(Step.Pulse pulse) {
    long ticks = clock.whole("pulse", pulse.widthSeconds());
    checkOn("pulse", ticks);
    currents.on();
    timing.edge();
    long changed = 0;
    for (Gate gate : pulse.gates()) {
      if (bench.switchKind() != SwitchKind.CROSSPOINT) {
        throw new ProgramRefused(
            "gate: cell=%s, switch-kind=%s; gates need a switch at every crosspoint"
                .formatted(gate.cell(), bench.switchKind()));
      }
      if (!bench.shape().contains(gate.cell())) {
        throw new ProgramRefused(
            "gate: cell=%s, arrays=%s; name a cell of the bench"
                .formatted(gate.cell(), bench.shape()));
      }
      changed = Math.max(changed, clock.nearest(gate.atSeconds()));
    }
    timing.pass(Math.max(0, ticks - changed));
    if (pulse.sampled()) {
      timing.sample("pulse");
    }
    timing.edge();
    return new Total((double) ticks, (double) ticks, pulse.sampled() ? sampledRows() : 0);
  }

  private void checkOn(String subject, long ticks) {
    if (!(ticks <= clock.limit(limits.onSeconds()))) {
      throw new ProgramRefused(
          "%s: on-seconds=%s, limit-on-seconds=%s; shorten it"
              .formatted(subject, clock.seconds((double) ticks), limits.onSeconds()));
    }
  }

  private void checkSwitches(SwitchSetting setting) {
    if (!setting.arrays().stream()
        .map(ArraySwitches::shape)
        .toList()
        .equals(bench.shape().arrays())) {
      throw new ProgramRefused(
          "switches: arrays=%s, bench=%s; plan for the arrays of this bench"
              .formatted(setting.shape(), bench.shape()));
    }
    if (bench.switchKind() == SwitchKind.LINE && !setting.isOuterProduct()) {
      throw new ProgramRefused(
          "switches: switch-kind=LINE, outer-product=false; this setting needs a switch at every"
              + " crosspoint");
    }
  }

  private void checkDrive(Step.Drive drive, int turns) {
    checkArray("drive", drive.array());
    Channels channels = bench.channels().get(drive.array());
    if (!channels.driven()) {
      throw new ProgramRefused(
          "drive: array=%d, topology=%s; this array has no column drivers, reach it by a path"
              .formatted(drive.array() + 1, bench.topology()));
    }
    long last = drive.first() + (long) drive.stride() * (turns - 1);
    if (last >= program.tables().size()) {
      throw new ProgramRefused(
          "drive: first=%d, stride=%d, turns=%d, tables=%d; every turn needs its table"
              .formatted(drive.first(), drive.stride(), turns, program.tables().size()));
    }
    int step = Math.max(1, drive.stride());
    for (long i = drive.first(); i <= last; i += step) {
      checkTable(drive.array(), channels, (int) i);
    }
  }

  private void checkTable(int array, Channels channels, int index) {
    Volts table = program.tables().get(index);
    if (table.columns() != bench.shape().array(array).columns()) {
      throw new ProgramRefused(
          "drive: array=%d, table=%d, table-columns=%d, array-columns=%d; they must be equal"
              .formatted(array + 1, index, table.columns(), bench.shape().array(array).columns()));
    }
    for (int j = 0; j < table.columns(); j++) {
      // A code times a step times a gain may end a few units in the last place beyond their limit.
      if (!(Math.abs(table.at(j)) <= channels.largestVolts(j) * (1 + 1e-12))) {
        throw new ProgramRefused(
            "drive: array=%d, volts=%s, driver-largest-volts=%s, column=%d; lower the amplitude"
                .formatted(array + 1, table.at(j), channels.largestVolts(j), j + 1));
      }
    }
  }

  private void checkSense(Step.Sense sense) {
    checkArray("sense", sense.array());
    int rows = bench.shape().array(sense.array()).rows();
    if (sense.rowCount() > 0 && sense.firstRow() + (long) sense.rowCount() > rows) {
      throw new ProgramRefused(
          "sense: array=%d, first-row=%d, row-count=%d, rows=%d; name rows of the array"
              .formatted(sense.array() + 1, sense.firstRow(), sense.rowCount(), rows));
    }
    int ranges = bench.channels().get(sense.array()).ranges().size();
    if (sense.range() >= ranges) {
      throw new ProgramRefused(
          "sense: array=%d, range=%d, ranges=%d; choose a range of the bench"
              .formatted(sense.array() + 1, sense.range(), ranges));
    }
  }

  private void checkArray(String subject, int array) {
    if (array >= bench.shape().layers()) {
      throw new ProgramRefused(
          "%s: array=%d, arrays=%d; name an array of the bench"
              .formatted(subject, array + 1, bench.shape().layers()));
    }
  }

  private void senses(int array, int rows, int averages) {
    sensedRows[array] = rows;
    timing.sense(array, rows, averages);
  }

  private long sampledRows() {
    long rows = 0;
    for (int count : sensedRows) {
      rows += count;
    }
    return rows;
  }
}
