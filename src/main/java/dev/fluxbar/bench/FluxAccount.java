package dev.fluxbar.bench;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.signal.BlockSignal;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The net volt-seconds that a program puts on each cell of driven arrays, by what is known of the
 * drivers: a block signal leaves four plateaus of offset, drivers at 0 V leave their offset as long
 * as a switch is closed, a pulse leaves its whole flux. Once through the program's text: what a
 * repeat does is counted as often as it turns.
 */
final class FluxAccount {
  private final Program program;
  private final BenchDescription bench;
  private final double[][] seconds;
  private final double[][] pulsed;
  private final double[][] squares;

  /** Mean over the turns of each amplitude, one a column. */
  private final double[][] meanVolts;

  /** Mean over the turns of the square of each amplitude, one a column. */
  private final double[][] meanSquares;

  private final Set<Cell> driven = new TreeSet<>();
  private SwitchSetting switches;

  private FluxAccount(Program program, BenchDescription bench) {
    this.program = program;
    this.bench = bench;
    this.switches = SwitchSetting.open(bench.shape());
    int layers = bench.shape().layers();
    this.meanVolts = new double[layers][];
    this.seconds = new double[layers][];
    this.pulsed = new double[layers][];
    this.squares = new double[layers][];
    this.meanSquares = new double[layers][];
    for (int l = 0; l < layers; l++) {
      seconds[l] = new double[bench.shape().array(l).cells()];
      pulsed[l] = new double[seconds[l].length];
      squares[l] = new double[seconds[l].length];
      meanVolts[l] = new double[bench.shape().array(l).columns()];
      meanSquares[l] = new double[bench.shape().array(l).columns()];
      if (!bench.channels().get(l).driven()) {
        // Behind neurons: no more than they can give.
        double most = bench.activation().amplitudeVolts();
        Arrays.fill(meanSquares[l], most * most);
      }
    }
  }

  static FluxAccount of(Program program, BenchDescription bench) {
    FluxAccount account = new FluxAccount(program, bench);
    account.walk(program.steps(), 1, 1);
    return account;
  }

  /** Cells that a pulse drove. */
  Set<Cell> pulsed() {
    return driven;
  }

  /** Adds what every cell dissipated, for one siemens. */
  void book(EnergyBook book) {
    for (int l = 0; l < squares.length; l++) {
      int columns = bench.shape().array(l).columns();
      for (int i = 0; i < squares[l].length; i++) {
        double offset = bench.channels().get(l).offsetVolts(i % columns);
        double beside = offset * (2 * pulsed[l][i] + offset * seconds[l][i]);
        double received = squares[l][i] + beside;
        if (received > 0) {
          book.add(l, i, received);
        }
      }
    }
  }

  /** Adds what every cell received. */
  void book(FluxLedger ledger) {
    for (int l = 0; l < seconds.length; l++) {
      int columns = bench.shape().array(l).columns();
      Channels channels = bench.channels().get(l);
      for (int i = 0; i < seconds[l].length; i++) {
        if (seconds[l][i] > 0 || pulsed[l][i] != 0) {
          int column = i % columns;
          double offset = channels.offsetVolts(column);
          double deviation = channels.offsetDeviationVolts(column);
          ledger.add(
              new Cell(l, i / columns, column),
              offset * seconds[l][i] + pulsed[l][i],
              deviation * seconds[l][i]);
        }
      }
    }
  }

  private void walk(List<Step> steps, double times, int turns) {
    for (Step step : steps) {
      if (step instanceof Step.Switches set) {
        switches = set.setting();
      } else if (step instanceof Step.Settle settle) {
        closedFor(times * settle.seconds());
      } else if (step instanceof Step.Drive drive) {
        clear(drive.array());
        addTables(drive, turns, turns);
      } else if (step instanceof Step.Block block) {
        on(times * BlockSignal.PLATEAUS * block.tauSeconds());
      } else if (step instanceof Step.Pulse pulse) {
        pulse(pulse, times);
      } else if (step instanceof Step.Safe) {
        switches = SwitchSetting.open(bench.shape());
      } else if (step instanceof Step.Repeat repeat) {
        repeat(repeat, times);
      }
    }
  }

  /** A turn begins with what the turn before left, and the last one's stays. */
  private void repeat(Step.Repeat repeat, double times) {
    int turns = repeat.times();
    Map<Integer, Step.Drive> last = lastDrives(repeat.body());
    for (Step.Drive drive : last.values()) {
      for (int j = 0; j < meanVolts[drive.array()].length; j++) {
        meanVolts[drive.array()][j] /= turns;
        meanSquares[drive.array()][j] /= turns;
      }
      addTables(drive, turns - 1, turns);
    }
    walk(repeat.body(), times * turns, turns);
    for (Step.Drive drive : last.values()) {
      clear(drive.array());
      addTables(at(drive, turns - 1), 1, 1);
    }
  }

  /** What each array is driven with at the end of a turn; constant where a repeat within did it. */
  private static Map<Integer, Step.Drive> lastDrives(List<Step> body) {
    Map<Integer, Step.Drive> last = new TreeMap<>();
    for (Step step : body) {
      if (step instanceof Step.Drive drive) {
        last.put(drive.array(), drive);
      } else if (step instanceof Step.Repeat repeat) {
        lastDrives(repeat.body()).forEach((l, drive) -> last.put(l, at(drive, repeat.times() - 1)));
      }
    }
    return last;
  }

  private static Step.Drive at(Step.Drive drive, int turn) {
    return new Step.Drive(drive.array(), drive.first() + turn * drive.stride(), 0);
  }

  private void clear(int array) {
    Arrays.fill(meanVolts[array], 0);
    Arrays.fill(meanSquares[array], 0);
  }

  /** Adds the first {@code count} tables of a drive to the means over {@code turns}. */
  private void addTables(Step.Drive drive, int count, int turns) {
    double[] mean = meanVolts[drive.array()];
    double[] squared = meanSquares[drive.array()];
    int tables = drive.stride() == 0 ? Math.min(1, count) : count;
    double weight = tables == 0 ? 0 : count / (double) tables / turns;
    for (int turn = 0; turn < tables; turn++) {
      Volts volts = program.tables().get(drive.first() + turn * drive.stride());
      for (int j = 0; j < mean.length; j++) {
        mean[j] += weight * volts.at(j);
        squared[j] += weight * volts.at(j) * volts.at(j);
      }
    }
  }

  /** A block signal: drivers are on, and what they leave is their offset. */
  private void on(double time) {
    closedFor(time);
    for (int l = 0; l < squares.length; l++) {
      ArraySwitches array = switches.array(l);
      int columns = bench.shape().array(l).columns();
      for (int i = 0; array.closedCount() > 0 && i < squares[l].length; i++) {
        double square = meanSquares[l][i % columns];
        if (square > 0 && array.isClosed(i / columns, i % columns)) {
          squares[l][i] += time * square;
        }
      }
    }
  }

  private void closedFor(double time) {
    for (int l = 0; l < seconds.length; l++) {
      ArraySwitches array = switches.array(l);
      if (!bench.channels().get(l).driven() || array.closedCount() == 0) {
        continue;
      }
      int columns = bench.shape().array(l).columns();
      for (int i = 0; i < seconds[l].length; i++) {
        seconds[l][i] += array.isClosed(i / columns, i % columns) ? time : 0;
      }
    }
  }

  private void pulse(Step.Pulse pulse, double times) {
    List<Gate> gates = new ArrayList<>(pulse.gates());
    for (int l = 0; l < seconds.length; l++) {
      ArraySwitches array = switches.array(l);
      int columns = bench.shape().array(l).columns();
      for (int i = 0; i < seconds[l].length; i++) {
        Cell cell = new Cell(l, i / columns, i % columns);
        if (array.isClosed(cell.row(), cell.column())) {
          double width = width(cell, pulse, gates);
          seconds[l][i] += times * width;
          pulsed[l][i] += times * width * meanVolts[l][cell.column()];
          squares[l][i] += times * width * meanSquares[l][cell.column()];
          if (meanSquares[l][cell.column()] > 0) { // in some turn, or behind neurons
            driven.add(cell);
          }
        }
      }
    }
    for (Gate gate : gates) {
      Cell cell = gate.cell();
      switches =
          switches.with(
              cell.array(), switches.array(cell.array()).with(cell.row(), cell.column(), false));
    }
  }

  private static double width(Cell cell, Step.Pulse pulse, List<Gate> gates) {
    for (Gate gate : gates) {
      if (gate.cell().equals(cell)) {
        return gate.atSeconds();
      }
    }
    return pulse.widthSeconds();
  }
}
