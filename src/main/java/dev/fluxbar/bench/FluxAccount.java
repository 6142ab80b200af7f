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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
  private final Set<Cell> driven = new TreeSet<>();
  private final @Nullable Volts[] amplitudes;
  private SwitchSetting switches;

  private FluxAccount(Program program, BenchDescription bench) {
    this.program = program;
    this.bench = bench;
    this.switches = SwitchSetting.open(bench.shape());
    int layers = bench.shape().layers();
    this.amplitudes = new @Nullable Volts[layers];
    this.seconds = new double[layers][];
    this.pulsed = new double[layers][];
    for (int l = 0; l < layers; l++) {
      seconds[l] = new double[bench.shape().array(l).cells()];
      pulsed[l] = new double[seconds[l].length];
    }
  }

  static FluxAccount of(Program program, BenchDescription bench) {
    FluxAccount account = new FluxAccount(program, bench);
    account.walk(program.steps(), 1);
    return account;
  }

  /** Cells that a pulse drove. */
  Set<Cell> pulsed() {
    return driven;
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

  private void walk(List<Step> steps, double times) {
    for (Step step : steps) {
      if (step instanceof Step.Switches set) {
        switches = set.setting();
      } else if (step instanceof Step.Settle settle) {
        closedFor(times * settle.seconds());
      } else if (step instanceof Step.Drive drive) {
        // Of a repeat with other tables each turn the first stands for all: only pulses would tell
        // them apart, and a written cell begins anew.
        amplitudes[drive.array()] = program.tables().get(drive.first());
      } else if (step instanceof Step.Block block) {
        closedFor(times * BlockSignal.PLATEAUS * block.tauSeconds());
      } else if (step instanceof Step.Pulse pulse) {
        pulse(pulse, times);
      } else if (step instanceof Step.Safe) {
        switches = SwitchSetting.open(bench.shape());
      } else if (step instanceof Step.Repeat repeat) {
        walk(repeat.body(), times * repeat.times());
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
      Volts volts = amplitudes[l];
      int columns = bench.shape().array(l).columns();
      for (int i = 0; i < seconds[l].length; i++) {
        Cell cell = new Cell(l, i / columns, i % columns);
        if (array.isClosed(cell.row(), cell.column())) {
          double width = width(cell, pulse, gates);
          double amplitude = volts == null ? 0 : volts.at(cell.column());
          seconds[l][i] += times * width;
          pulsed[l][i] += times * width * amplitude;
          if (amplitude != 0 || !bench.channels().get(l).driven()) {
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
