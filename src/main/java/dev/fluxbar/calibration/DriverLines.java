package dev.fluxbar.calibration;

import dev.fluxbar.analog.References;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.List;

/**
 * Offset and gain of each column driver through the reference row: one column at a time on a known
 * resistor into the reference row's input, whose gain is known by then
 * (calibration/procedures/drivers.md).
 *
 * <p>At read volts, code c: offset = (V(+c) + V(-c)) / 2 and gain = (V(+c) - V(-c)) / (2 c step),
 * which holds what the driver's nonlinearity does there. Larger amplitudes show how straight it is.
 */
final class DriverLines {

  /** Amplitudes above read volts, as multiples of it, as far as they are allowed. */
  private static final int[] MULTIPLES = {1, 2, 4, 8, 16};

  private final Board board;
  private final References references;

  DriverLines(Board board, References references) {
    this.board = board;
    this.references = references;
  }

  private List<Double> amplitudes() {
    List<Double> volts = new ArrayList<>();
    for (int multiple : MULTIPLES) {
      double wanted = multiple * board.readVolts();
      if (multiple == 1 || wanted <= board.largestVolts()) {
        volts.add(board.volts(wanted));
      }
    }
    return volts;
  }

  /** The smallest range that also bears an input's usual errors. */
  private int range(double volts) {
    return board.channels().rangeFor(1.1 * volts / references.ohms());
  }

  /** One a column. */
  List<Look> looks() {
    List<Look> looks = new ArrayList<>();
    int last = board.rows() - 1;
    for (int j = 0; j < board.columns(); j++) {
      List<Look.View> views = new ArrayList<>();
      for (double volts : amplitudes()) {
        views.add(new Look.View(Volts.only(board.columns(), j, volts), last, 1, range(volts)));
      }
      looks.add(
          new Look(
              board.array(),
              ArraySwitches.only(board.shape(), last, j),
              views,
              board.settings().averages()));
    }
    return looks;
  }

  /**
   * What was found, one a column.
   *
   * <p>{@code offsets}: in volts
   *
   * <p>{@code gains}: the last one is the trimmed driver's: 1 by declaration
   *
   * <p>{@code faults}: why offset and gain cannot be found, which then are 0 and 1; empty where
   * they were
   *
   * <p>{@code straightnessVolts}: rms of what a straight line through all amplitudes leaves
   */
  static final class Found {
    private final Estimate[] offsets;
    private final Estimate[] gains;
    private final String[] faults;
    private final double straightnessVolts;

    Found(Estimate[] offsets, Estimate[] gains, String[] faults, double straightnessVolts) {
      this.offsets = offsets;
      this.gains = gains;
      this.faults = faults;
      this.straightnessVolts = straightnessVolts;
    }

    Estimate[] offsets() {
      return offsets;
    }

    Estimate[] gains() {
      return gains;
    }

    String[] faults() {
      return faults;
    }

    double straightnessVolts() {
      return straightnessVolts;
    }
  }

  /** From what the looks saw, one a column. */
  Found found(
      List<Seen> seen, InputOffsets.Found inputs, InputGains.Found gains, SeriesOhms series) {
    Estimate[] offsets = new Estimate[board.columns()];
    Estimate[] found = new Estimate[board.columns()];
    String[] faults = new String[board.columns()];
    double squares = 0;
    int tested = 0;
    for (int j = 0; j < board.columns(); j++) {
      offsets[j] = offset(seen.get(j), j, inputs, gains, series);
      found[j] = gain(seen.get(j), j, inputs, gains, series);
      faults[j] = fault(found[j].value(), gains);
      if (!faults[j].isEmpty()) {
        offsets[j] = Estimate.exact(0);
        found[j] = Estimate.exact(1);
        continue;
      }
      if (j == board.columns() - 1) {
        found[j] = new Estimate(1, references.driverUncertainty());
      }
      squares += bend(seen.get(j), j, gains, series);
      tested++;
    }
    double points = Math.max(1, tested) * (double) amplitudes().size();
    return new Found(offsets, found, faults, Math.sqrt(squares / points));
  }

  private String fault(double gain, InputGains.Found inputs) {
    int row = board.rows() - 1;
    if (!inputs.faults()[row][range(amplitudes().get(0))].isEmpty()) {
      return "the input of the reference row cannot be trusted";
    }
    return gain >= InputGains.SMALLEST_GAIN && gain <= InputGains.LARGEST_GAIN
        ? ""
        : "its reference resistor carries %.1f of what it should".formatted(Math.abs(gain));
  }

  private double siemens(int column, SeriesOhms series) {
    double ohms = series.alone(board.rows() - 1, column, board.columns()).value();
    return 1 / (references.ohms() + ohms);
  }

  private Estimate offset(
      Seen seen, int j, InputOffsets.Found inputs, InputGains.Found gains, SeriesOhms series) {
    int row = board.rows() - 1;
    int range = range(amplitudes().get(0));
    Estimate shown = inputs.offsets()[row][range];
    double voltsPerAmpere = 1 / (gains.gains()[row][range].value() * siemens(j, series));
    double volts = (seen.even(0, row, board.settleSeconds()) - shown.value()) * voltsPerAmpere;
    double deviation = deviation(seen, inputs, range);
    return new Estimate(volts, Estimate.together(deviation, shown.deviation()) * voltsPerAmpere);
  }

  private Estimate gain(
      Seen seen, int j, InputOffsets.Found inputs, InputGains.Found gains, SeriesOhms series) {
    double nominal = amplitudes().get(0);
    int range = range(nominal);
    Estimate input = gains.gains()[board.rows() - 1][range];
    double scale = 1 / (input.value() * siemens(j, series) * nominal);
    double gain = seen.odd(0, board.rows() - 1, board.settleSeconds()) * scale;
    double path = series.alone(board.rows() - 1, j, board.columns()).deviation();
    double common =
        Estimate.together(
            references.resistorUncertainty(),
            input.deviation() / input.value(),
            path * siemens(j, series));
    return new Estimate(
        gain, Estimate.together(deviation(seen, inputs, range) * scale, gain * common));
  }

  private double deviation(Seen seen, InputOffsets.Found inputs, int range) {
    return seen.deviation(inputs.noise()[board.rows() - 1][range], board.stepAmperes(range));
  }

  /** The sum of squares, in volts, that a straight line through all amplitudes leaves. */
  private double bend(Seen seen, int j, InputGains.Found gains, SeriesOhms series) {
    List<Double> nominal = amplitudes();
    double[] x = new double[nominal.size()];
    double[] y = new double[nominal.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = nominal.get(i);
      double gain = gains.gains()[board.rows() - 1][range(x[i])].value();
      double amperes = seen.odd(i, board.rows() - 1, board.settleSeconds()) / gain;
      y[i] = amperes / siemens(j, series);
    }
    return Slope.of(x, y, 1).residuals().chiSquare();
  }
}
