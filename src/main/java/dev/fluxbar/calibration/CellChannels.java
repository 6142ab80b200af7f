package dev.fluxbar.calibration;

import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.array.Cell;

/**
 * What a calibration found between a cell and the codes and counts of its board.
 *
 * @param driver of its column
 * @param input of its row in the range that is used
 * @param seriesOhms of its lines
 * @param bendVolts rms by which drivers are not straight
 */
record CellChannels(
    DriverTransfer driver, InputTransfer input, double seriesOhms, double bendVolts) {

  static CellChannels of(Cell cell, int range, Board board, CalibrationResult found) {
    AnalogProfile.ArrayTransfers array = found.profile().arrays().get(cell.array());
    SeriesOhms lines =
        new SeriesOhms(
            ohms(found, Quantity.COLUMN_SEGMENT, cell.array()),
            ohms(found, Quantity.ROW_SEGMENT, cell.array()),
            0);
    return new CellChannels(
        array.drivers().get(cell.column()),
        array.inputs().get(cell.row()).get(range),
        lines.alone(cell.row(), cell.column(), board.columns()).value(),
        found.driverBendVolts());
  }

  /** Nothing where it is not known to be more than its deviation. */
  private static Estimate ohms(CalibrationResult found, Quantity quantity, int array) {
    return found.parameters().stream()
        .filter(p -> p.quantity() == quantity && p.array() == array)
        .map(Parameter::estimate)
        .filter(ohms -> ohms.value() > ohms.deviation())
        .findFirst()
        .orElse(Estimate.exact(0));
  }

  /** The memductance behind what an input showed at nominal volts, without its lines. */
  double siemens(double shownAmperes, double nominalVolts) {
    double whole = shownAmperes / (input.gain() * driver.gain() * nominalVolts);
    return whole / (1 - whole * seriesOhms);
  }

  /** The volt-seconds that a cell of {@code siemens} has of a pulse. */
  double pulseVoltSeconds(DevicePath.Pulse pulse, double siemens) {
    return driver.gain() * pulse.voltSeconds() / (1 + siemens * seriesOhms);
  }

  /** The volt-seconds that the driver's offset leaves in a time. */
  double offsetVoltSeconds(double seconds) {
    return driver.offsetVolts() * seconds;
  }

  /** What all readings of the cell share, as a share of them. */
  double siemensDeviation() {
    return Estimate.together(
        driver.gainDeviation() / driver.gain(), input.gainDeviation() / input.gain());
  }

  /**
   * What all pulses share, as a share of them: gains were found at read volts, where a bend weighs
   * most.
   */
  double fluxDeviation(double readVolts, double pulseVolts) {
    return Estimate.together(
        driver.gainDeviation() / driver.gain(),
        bendVolts / readVolts,
        driver.offsetDeviationVolts() / pulseVolts);
  }
}
