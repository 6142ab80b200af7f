package dev.fluxbar.app.campaign;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What any program puts on the cells of an uncalibrated bench whose arrays have drivers each, in
 * code ticks, dose after dose: computed from its volts and seconds alone, without a line of what
 * compiles programs for boards.
 */
final class ProgramDosage {
  private static final int[] BLOCK_SIGNS = {-1, 1, 1, -1};

  private final CellOrder cells;
  private final BenchDescription bench;
  private final Program program;
  private final List<long[]> doses = new ArrayList<>();
  private final int[] tables;
  private SwitchSetting switches;

  private ProgramDosage(Program program, CellOrder cells, BenchDescription bench) {
    this.cells = cells;
    this.bench = bench;
    this.program = program;
    this.tables = new int[bench.shape().layers()];
    this.switches = SwitchSetting.open(bench.shape());
    safe();
  }

  /**
   * @throws IllegalArgumentException if the bench is a cascade, whose later columns no code drives
   */
  static Dosage of(Program program, CellOrder cells, BenchDescription bench) {
    if (bench.cascade()) {
      throw new IllegalArgumentException(
          "dosage: topology=cascade; take a bench whose arrays have drivers each");
    }
    ProgramDosage walk = new ProgramDosage(program, cells, bench);
    walk.walk(program.steps(), 0);
    return new Dosage(walk.doses, 1);
  }

  private void walk(List<Step> steps, int turn) {
    for (Step step : steps) {
      if (step instanceof Step.Switches set) {
        switches = set.setting();
      } else if (step instanceof Step.Drive drive) {
        tables[drive.array()] = drive.first() + drive.stride() * turn;
      } else if (step instanceof Step.Block block) {
        block(block);
      } else if (step instanceof Step.Pulse pulse) {
        pulse(pulse);
      } else if (step instanceof Step.Safe) {
        safe();
      } else if (step instanceof Step.Repeat repeat) {
        for (int i = 0; i < repeat.times(); i++) {
          walk(repeat.body(), i);
        }
      }
    }
  }

  private void safe() {
    switches = SwitchSetting.open(bench.shape());
    Arrays.fill(tables, -1);
  }

  private long ticks(double seconds) {
    return Math.round(seconds / bench.tickSeconds());
  }

  private void block(Step.Block block) {
    for (int sign : BLOCK_SIGNS) {
      doses.add(dose((block.inverted() ? -sign : sign) * ticks(block.tauSeconds())));
    }
  }

  private void pulse(Step.Pulse pulse) {
    long width = ticks(pulse.widthSeconds());
    long[] dose = dose(width);
    for (Gate gate : pulse.gates()) {
      int at = cells.index(gate.cell());
      dose[at] = dose[at] == 0 ? 0 : dose[at] / width * ticks(gate.atSeconds());
    }
    doses.add(dose);
    for (Gate gate : pulse.gates()) {
      Cell cell = gate.cell();
      switches =
          switches.with(
              cell.array(), switches.array(cell.array()).with(cell.row(), cell.column(), false));
    }
  }

  private long[] dose(long signedTicks) {
    long[] dose = new long[cells.count()];
    for (int i = 0; i < dose.length; i++) {
      Cell cell = cells.at(i);
      int table = tables[cell.array()];
      if (table >= 0 && switches.array(cell.array()).isClosed(cell.row(), cell.column())) {
        Volts volts = program.tables().get(table);
        double step = bench.channels().get(cell.array()).driveStepVolts();
        dose[i] = Math.round(volts.at(cell.column()) / step) * signedTicks;
      }
    }
    return dose;
  }
}
