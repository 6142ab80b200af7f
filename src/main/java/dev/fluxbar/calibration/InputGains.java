package dev.fluxbar.calibration;

import dev.fluxbar.analog.References;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;

/**
 * Gains of the inputs against the reference column: its trimmed driver puts known volts on a known
 * resistor of each row, one row at a time, in block signals that fill each range
 * (calibration/procedures/input-gains.md).
 *
 * <p>(J(T/2) - J(T)) / 2 = gain V / (R + series): offsets are not in it.
 */
final class InputGains {

  /** Parts of the largest amplitude: four points of a line through the origin. */
  private static final double[] PARTS = {1, 0.75, 0.5, 0.25};

  /** How much of a range is used at most: offset and gain of the input take their part. */
  private static final double FILLED = 0.8;

  /** A channel whose gain is further from 1 is not calibrated but broken. Chosen. */
  static final double SMALLEST_GAIN = 0.8;

  static final double LARGEST_GAIN = 1.25;

  /** Points that lie further from a line, as a part of the largest, are of a saturated input. */
  private static final double MOST_BENT = 0.01;

  private final Board board;
  private final References references;

  InputGains(Board board, References references) {
    this.board = board;
    this.references = references;
  }

  /** One a row. */
  List<Look> looks() {
    List<Look> looks = new ArrayList<>();
    int last = board.columns() - 1;
    for (int k = 0; k < board.rows(); k++) {
      List<Look.View> views = new ArrayList<>();
      for (int r = 0; r < board.ranges(); r++) {
        for (double part : PARTS) {
          Volts volts = Volts.only(board.columns(), last, volts(r, part));
          views.add(new Look.View(volts, k, 1, r));
        }
      }
      looks.add(
          new Look(
              board.array(),
              ArraySwitches.only(board.shape(), k, last),
              views,
              board.settings().averages()));
    }
    return looks;
  }

  private double volts(int range, double part) {
    double amperes = FILLED * board.channels().ranges().get(range).largestAmperes();
    return board.volts(part * Math.min(amperes * references.ohms(), board.largestVolts()));
  }

  /**
   * What was found.
   *
   * <p>{@code gains}: {@code [row][range]}; 1 where there is a fault
   *
   * <p>{@code faults}: {@code [row][range]}, why a gain cannot be found; empty where it was
   */
  static final class Found {
    private final Estimate[][] gains;
    private final String[][] faults;
    private final Residuals residuals;

    Found(Estimate[][] gains, String[][] faults, Residuals residuals) {
      this.gains = gains;
      this.faults = faults;
      this.residuals = residuals;
    }

    String[][] faults() {
      return faults;
    }

    Estimate[][] gains() {
      return gains;
    }

    Residuals residuals() {
      return residuals;
    }
  }

  /** From what the looks saw, one a row. */
  Found found(List<Seen> seen, InputOffsets.Found inputs, SeriesOhms series) {
    Estimate[][] gains = new Estimate[board.rows()][board.ranges()];
    String[][] faults = new String[board.rows()][board.ranges()];
    Residuals residuals = Residuals.NONE;
    for (int k = 0; k < board.rows(); k++) {
      Estimate path = series.alone(k, board.columns() - 1, board.columns());
      double siemens = 1 / (references.ohms() + path.value());
      double common =
          Estimate.together(
              references.resistorUncertainty(),
              references.driverUncertainty(),
              path.deviation() * siemens);
      for (int r = 0; r < board.ranges(); r++) {
        double[] x = new double[PARTS.length];
        double[] y = new double[PARTS.length];
        for (int i = 0; i < PARTS.length; i++) {
          x[i] = volts(r, PARTS[i]) * siemens;
          y[i] = seen.get(k).odd(r * PARTS.length + i, k, board.settleSeconds());
        }
        double deviation = seen.get(k).deviation(inputs.noise()[k][r], board.stepAmperes(r));
        Slope slope = Slope.of(x, y, deviation);
        double gain = slope.estimate().value();
        faults[k][r] = fault(gain, x, y);
        if (faults[k][r].isEmpty()) {
          gains[k][r] =
              new Estimate(gain, Estimate.together(slope.estimate().deviation(), gain * common));
          residuals = residuals.and(slope.residuals());
        } else {
          gains[k][r] = Estimate.exact(1);
        }
      }
    }
    return new Found(gains, faults, residuals);
  }

  private static String fault(double gain, double[] x, double[] y) {
    double most = 0;
    for (int i = 0; i < x.length; i++) {
      most = Math.max(most, Math.abs(y[i] - gain * x[i]) / (LARGEST_GAIN * x[0]));
    }
    if (most > MOST_BENT) {
      return "it bends, as an input that saturates early does";
    }
    return gain >= SMALLEST_GAIN && gain <= LARGEST_GAIN
        ? ""
        : "it shows %.1f of what its reference resistor carries".formatted(Math.abs(gain));
  }
}
