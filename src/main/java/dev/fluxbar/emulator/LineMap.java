package dev.fluxbar.emulator;

import java.util.List;

/** What wiring faults make of the voltages and currents of one array's lines. */
final class LineMap {
  private final List<WiringFault> faults;

  LineMap(int array, List<WiringFault> all) {
    this.faults = all.stream().filter(fault -> fault.array() == array).toList();
  }

  /** The factor by which the voltage reference of the drivers is off. */
  double reference() {
    double factor = 1;
    for (WiringFault fault : faults) {
      factor *= fault.kind() == WiringFault.Kind.WRONG_REFERENCE ? fault.value() : 1;
    }
    return factor;
  }

  /** Where each row's amplifier saturates. */
  double[] clip(int rows, double usual) {
    double[] clip = new double[rows];
    java.util.Arrays.fill(clip, usual);
    for (WiringFault fault : faults) {
      if (fault.kind() == WiringFault.Kind.CLIPPED_ROW) {
        clip[fault.first()] = Math.min(clip[fault.first()], fault.value());
      }
    }
    return clip;
  }

  /** From what drivers give to what columns are at; in place. */
  void columns(double[] volts) {
    for (WiringFault fault : faults) {
      int a = fault.first();
      int b = fault.second();
      switch (fault.kind()) {
        case OPEN_COLUMN -> volts[a] = 0;
        case SHORTED_COLUMNS -> share(volts, a, b, (volts[a] + volts[b]) / 2);
        case SWAPPED_COLUMNS -> swap(volts, a, b);
        default -> {
          // not about the voltages of columns
        }
      }
    }
  }

  /** From what rows carry to what inputs take; in place. */
  void rows(double[] amperes) {
    for (WiringFault fault : faults) {
      int a = fault.first();
      int b = fault.second();
      switch (fault.kind()) {
        case OPEN_ROW -> amperes[a] = 0;
        case SHORTED_ROWS -> share(amperes, a, b, (amperes[a] + amperes[b]) / 2);
        case SWAPPED_ROWS -> swap(amperes, a, b);
        default -> {
          // not about the currents of rows
        }
      }
    }
  }

  private static void share(double[] lines, int a, int b, double each) {
    lines[a] = each;
    lines[b] = each;
  }

  private static void swap(double[] lines, int a, int b) {
    double first = lines[a];
    lines[a] = lines[b];
    lines[b] = first;
  }
}
