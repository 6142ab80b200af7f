package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import org.jspecify.annotations.Nullable;

/** What one measurement says of one cell (Heidema Algorithm 1, step 4). */
public sealed interface CellMeasurement {

  /**
   * How many times its own uncertainty a column voltage must be to divide by it: the quotient is
   * then off by less than a third for that reason. Chosen, not found.
   */
  double FAINTEST = 4;

  /** The measured cell. */
  Cell cell();

  /** One sentence for people. */
  String message();

  /**
   * The current of a cell's row within one block signal: evidence of what the signal left. J(T) -
   * J(start) is what the cell moved by, J(T/2) + J(T) twice the offset of row and column.
   *
   * @param startAmperes in the first plateau, a tick or what conversions need after its edge
   * @param middleAmperes at T/2
   * @param endAmperes at T
   * @param startSeconds how long after its edge the first plateau was sampled
   * @param currents of how many row currents each is the mean, 1 unless they were coded
   */
  record Instants(
      double startAmperes,
      double middleAmperes,
      double endAmperes,
      double startSeconds,
      int currents) {}

  /**
   * W = J / P, or (J(T/2) - J(T)) / (2 P) where a driven cell was sampled at both.
   *
   * @param siemens the quotient; below zero only by noise or offset
   * @param resolutionSiemens how far the steps of the inputs and drivers alone can put it off
   * @param columnVolts P, the voltage of the cell's column
   * @param instants what was sampled of a certified block signal; null of any other
   */
  record Measured(
      Cell cell,
      double siemens,
      double resolutionSiemens,
      double columnVolts,
      @Nullable Instants instants)
      implements CellMeasurement {
    public Measured(Cell cell, double siemens, double resolutionSiemens, double columnVolts) {
      this(cell, siemens, resolutionSiemens, columnVolts, null);
    }

    /** The same with its evidence. */
    Measured with(@Nullable Instants evidence) {
      return new Measured(cell, siemens, resolutionSiemens, columnVolts, evidence);
    }

    @Override
    public String message() {
      return "%s: siemens=%s, resolution-siemens=%s".formatted(cell, siemens, resolutionSiemens);
    }
  }

  /** The column voltage is not far enough from zero to divide by it. */
  record TooFaint(Cell cell, double columnVolts, double uncertaintyVolts)
      implements CellMeasurement {
    @Override
    public String message() {
      return ("%s: column-volts=%s, uncertainty-volts=%s; the signal that reaches this cell is too"
              + " faint to measure it, drive more volts or choose another schedule")
          .formatted(cell, columnVolts, uncertaintyVolts);
    }
  }

  /**
   * An input stood at the end of its range.
   *
   * @param array the array whose inputs saturated
   * @param rangeAmperes the end of the range that was used
   */
  record Saturated(Cell cell, int array, double rangeAmperes) implements CellMeasurement {
    @Override
    public String message() {
      return ("%s: array=%d, range-amperes=%s; its row inputs saturated, drive fewer volts or use"
              + " a larger range")
          .formatted(cell, array + 1, rangeAmperes);
    }
  }

  /**
   * The quotient lies where no device of the given model can be, even if the model is off by a
   * tenth of its largest memductance: the model is wrong, or the cell, a switch or an input is
   * broken. There is nothing to steer by.
   *
   * @param siemens the quotient
   * @param minSiemens Wmin of the model
   * @param maxSiemens Wmax of the model
   */
  record Implausible(Cell cell, double siemens, double minSiemens, double maxSiemens)
      implements CellMeasurement {
    @Override
    public String message() {
      return ("%s: siemens=%s, realizable=(%s, %s); the device model or the cell is wrong, read it"
              + " and check the bench file's device")
          .formatted(cell, siemens, minSiemens, maxSiemens);
    }
  }

  /**
   * The steps of inputs and drivers are too coarse for the error that is allowed: no reading could
   * show that the cell is where it should be.
   */
  record TooCoarse(Cell cell, double resolutionSiemens, double epsilonSiemens)
      implements CellMeasurement {
    @Override
    public String message() {
      return ("%s: resolution-siemens=%s, epsilon-siemens=%s; the bench cannot tell so small an"
              + " error, read with more volts or use a larger epsilon")
          .formatted(cell, resolutionSiemens, epsilonSiemens);
    }
  }

  /**
   * The quotient with its resolution: |J/P - J'/P'| is at most (h + |W| dP) / (|P| - dP) for every
   * J' within h of J and P' within dP of P.
   */
  static CellMeasurement quotient(
      Cell cell, double rowAmperes, double halfStepAmperes, double volts, double uncertainty) {
    if (!(Math.abs(volts) > FAINTEST * uncertainty)) {
      return new TooFaint(cell, volts, uncertainty);
    }
    double siemens = rowAmperes / volts;
    double resolution =
        (halfStepAmperes + Math.abs(siemens) * uncertainty) / (Math.abs(volts) - uncertainty);
    return new Measured(cell, siemens, resolution, volts);
  }
}
