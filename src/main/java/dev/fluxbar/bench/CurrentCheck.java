package dev.fluxbar.bench;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The largest row currents that a program can cause, if no memductance is larger than its limits
 * say: in every row the sum of |V| over closed columns, times that memductance.
 */
final class CurrentCheck {
  private final Program program;
  private final BenchDescription bench;
  private final Limits.Currents currents;
  private final @Nullable Chosen[] drives;
  private SwitchSetting switches;
  private boolean changed;

  /** The amplitudes of an array: those of every turn. */
  private record Chosen(int first, int stride, int turns) {}

  CurrentCheck(Program program, BenchDescription bench, Limits.Currents currents) {
    this.program = program;
    this.bench = bench;
    this.currents = currents;
    this.drives = new @Nullable Chosen[bench.shape().layers()];
    this.switches = SwitchSetting.open(bench.shape());
  }

  void switches(SwitchSetting setting) {
    switches = setting;
    changed = true;
  }

  void drive(Step.Drive drive, int turns) {
    drives[drive.array()] = new Chosen(drive.first(), drive.stride(), turns);
    changed = true;
  }

  /** Drivers go on, with what was chosen. */
  void on() {
    if (!currents.limited() || !changed) {
      return;
    }
    changed = false;
    for (int l = 0; l < drives.length; l++) {
      for (BitSet columns : rows(l)) {
        double volts = largestSum(l, columns);
        double amperes = volts * currents.cellSiemens();
        if (!(amperes <= currents.rowAmperes())) {
          throw new ProgramRefused(
              ("program: array=%d, closed-columns=%d, predicted-amperes=%s, limit-row-amperes=%s;"
                      + " lower the amplitude or close fewer switches of a row")
                  .formatted(l + 1, columns.cardinality(), amperes, currents.rowAmperes()));
        }
      }
    }
  }

  /** The closed columns of each row, rows alike once. */
  private Set<BitSet> rows(int array) {
    ArraySwitches closed = switches.array(array);
    ArrayShape shape = closed.shape();
    Set<BitSet> rows = new HashSet<>();
    for (int k = 0; k < shape.rows(); k++) {
      BitSet columns = new BitSet();
      for (int j = 0; j < shape.columns(); j++) {
        columns.set(j, closed.isClosed(k, j));
      }
      rows.add(columns);
    }
    return rows;
  }

  private double largestSum(int array, BitSet columns) {
    Channels channels = bench.channels().get(array);
    if (!channels.driven()) {
      return columns.cardinality() * bench.activation().amplitudeVolts();
    }
    Chosen chosen = drives[array];
    double largest = 0;
    for (int turn = 0; chosen != null && turn < chosen.turns(); turn++) {
      Volts table = program.tables().get(chosen.first() + turn * chosen.stride());
      double sum = 0;
      for (int j = columns.nextSetBit(0); j >= 0; j = columns.nextSetBit(j + 1)) {
        sum += Math.abs(table.at(j));
      }
      largest = Math.max(largest, sum);
      if (chosen.stride() == 0) {
        break;
      }
    }
    return largest;
  }
}
