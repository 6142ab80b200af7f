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
   * <p>{@code gains}: {@code [row][range]}
   */
  static final class Found {
    private final Estimate[][] gains;
    private final Residuals residuals;

    Found(Estimate[][] gains, Residuals residuals) {
      this.gains = gains;
      this.residuals = residuals;
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
        gains[k][r] =
            new Estimate(gain, Estimate.together(slope.estimate().deviation(), gain * common));
        residuals = residuals.and(slope.residuals());
      }
    }
    return new Found(gains, residuals);
  }
}
