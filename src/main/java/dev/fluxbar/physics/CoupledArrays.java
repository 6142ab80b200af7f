package dev.fluxbar.physics;

import dev.fluxbar.array.Activation;
import java.util.List;

/**
 * Arrays that move together: those of a cascade, or one alone.
 *
 * <p>A step takes the mean voltage of each device from its voltages at the step's beginning, middle
 * and end (Lobatto IIIA, order 4: Hairer, Lubich, Wanner, Geometric Numerical Integration, II.1.4),
 * and the device's own solution under it. The rule is symmetric: a step back undoes a step of
 * devices that count flux. A step is halved until the rules of order 4 and 2 agree within {@value
 * #MOST_BEND} of the largest voltage, and of the power where energy is metered.
 */
final class CoupledArrays {
  private static final double MOST_BEND = 1e-6;

  /** Relative change of voltages that another round would still make. */
  private static final double SETTLED = 1e-13;

  /** Share of the drivers' voltage below which voltages count as nothing. */
  private static final double LEAST_SHARE = 1e-6;

  private static final int MOST_ROUNDS = 12;

  /** Share of a stretch below which a step is given up. */
  private static final double SHORTEST = 0x1p-40;

  private final List<LobattoStep> arrays;
  private final Activation activation;
  private boolean metered;
  private double joules;

  CoupledArrays(List<RealArray> arrays, Activation activation) {
    this.arrays = arrays.stream().map(LobattoStep::new).toList();
    this.activation = activation;
  }

  void meterEnergy(boolean on) {
    metered = on;
  }

  double joules() {
    return joules;
  }

  private int gather(double[] volts, double now) {
    ColumnDrive drive = ColumnDrive.drivers(volts);
    int gathered = 0;
    for (LobattoStep step : arrays) {
      step.array.gather(drive, now, step.begin);
      gathered += step.array.count();
      drive = drive.behind();
    }
    return gathered;
  }

  /** The currents of all rows at this instant, {@code [array][row]}; overwritten by later calls. */
  double[][] rowAmperes(double[] volts, double now) {
    gather(volts, now);
    evaluateBegin(volts, now);
    return arrays.stream().map(step -> step.begin.rowAmperes).toArray(double[][]::new);
  }

  /** Lets time pass under constant voltages of the drivers. */
  void advance(double[] volts, double from, double seconds) {
    if (seconds == 0) {
      return;
    }
    ColumnDrive drive = ColumnDrive.drivers(volts);
    for (LobattoStep step : arrays) {
      step.array.beginExcursions(drive);
      drive = drive.behind();
    }
    if (gather(volts, from) == 0) {
      return;
    }
    LobattoStep first = arrays.get(0);
    double now = from + seconds;
    if (arrays.size() == 1 && first.array.uncoupled() && !metered) {
      first.array.moveUncoupled(first.begin, volts, seconds, now);
    } else {
      steps(volts, from, seconds);
    }
    first.array.endStretch(ColumnDrive.drivers(volts), now);
  }

  private void steps(double[] volts, double from, double seconds) {
    double left = seconds;
    double length = seconds;
    evaluateBegin(volts, from);
    while (left > 0) {
      double h = Math.min(length, left);
      double at = from + (seconds - left);
      if (succeeds(volts, at, h)) {
        left = h == left ? 0 : left - h;
        keep(h, from + (seconds - left));
        length = 2 * h;
      } else if (h < seconds * SHORTEST) {
        throw new IllegalStateException(
            "circuit: bench-seconds=%s, step-seconds=%s; devices move too abruptly to be integrated"
                .formatted(at, h));
      } else {
        length = h / 2;
      }
    }
  }

  private static double largestVolts(double[] volts) {
    double largest = 0;
    for (double v : volts) {
      largest = Math.max(largest, Math.abs(v));
    }
    return largest;
  }

  private void keep(double seconds, double now) {
    for (LobattoStep step : arrays) {
      joules += metered ? seconds * step.meanWatts() : 0;
      step.array.keep(step.end, now);
      step.next();
    }
  }

  private void evaluateBegin(double[] volts, double now) {
    double[] columnVolts = volts;
    for (int l = 0; l < arrays.size(); l++) {
      LobattoStep step = arrays.get(l);
      step.array.evaluate(step.begin, columnVolts, now);
      columnVolts = behind(l, step.begin);
    }
  }

  /** The column voltages of the next array; nobody's if there is none. */
  private double[] behind(int index, Stage stage) {
    return index == arrays.size() - 1
        ? stage.rowAmperes
        : activation.volts(arrays.get(index).array.cells.shape, stage.rowAmperes);
  }

  /** Whether a step was good enough; its end is then in the stages. */
  private boolean succeeds(double[] volts, double from, double seconds) {
    for (LobattoStep step : arrays) {
      step.start();
    }
    double last = 1;
    double leastVolts = LEAST_SHARE * largestVolts(volts);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double change = round(volts, from, seconds, leastVolts);
      // Neurons may begin at 0 V: only the third round shows whether rounds settle.
      if (round >= 2 && !(change < last / 2)) {
        return false;
      }
      // The next round would change by about this times the ratio of the last two.
      double ratio = change / last;
      last = change;
      if (change * Math.max(ratio, change) <= SETTLED) {
        for (LobattoStep step : arrays) {
          step.move(seconds);
        }
        return good(leastVolts);
      }
    }
    return false;
  }

  /** Moves states by voltages, then finds the voltages; how much these changed, as a share. */
  private double round(double[] volts, double from, double seconds, double leastVolts) {
    double change = 0;
    double[] middleVolts = volts;
    double[] endVolts = volts;
    for (int l = 0; l < arrays.size(); l++) {
      LobattoStep step = arrays.get(l);
      step.move(seconds);
      step.array.evaluate(step.middle, middleVolts, from + seconds / 2);
      step.array.evaluate(step.end, endVolts, from + seconds);
      middleVolts = behind(l, step.middle);
      endVolts = behind(l, step.end);
      change = Math.max(change, step.change(leastVolts));
    }
    return change;
  }

  private boolean good(double leastVolts) {
    for (LobattoStep step : arrays) {
      if (step.bend(leastVolts) > MOST_BEND || (metered && step.bendOfWatts() > MOST_BEND)) {
        return false;
      }
    }
    return true;
  }
}
