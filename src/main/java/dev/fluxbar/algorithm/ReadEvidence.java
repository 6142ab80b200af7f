package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.FluxLedger;
import dev.fluxbar.memristor.FluxControlled;

/**
 * Puts into a ledger what reads show rather than what a profile expects: a cell that reads
 * otherwise than at first has received flux, by the slope of its model. What a profile does not
 * know, the residual of an offset times a million reads, is seen so and taken back.
 *
 * <p>A gain of the input that drifts looks the same; it is followed no further than it goes.
 */
public final class ReadEvidence {

  /** Standard deviations beyond which a change is believed: once in a million windows by chance. */
  private static final double BELIEVED = 5;

  private final FluxLedger ledger;
  private final Cell physical;
  private final FluxControlled device;
  private double firstSiemens;
  private double firstDeviation;
  private double voltSecondsBefore;
  private boolean begun;

  /**
   * @param ledger corrected from here on
   * @param physical where the cell is on the board
   * @param device the model, for the slope
   */
  public ReadEvidence(FluxLedger ledger, Cell physical, FluxControlled device) {
    this.ledger = ledger;
    this.physical = physical;
    this.device = device;
    this.voltSecondsBefore = ledger.voltSeconds(physical);
  }

  /**
   * What a window of reads says.
   *
   * @param siemens their mean
   * @param deviationSiemens its standard deviation
   * @return whether the ledger was corrected
   */
  public boolean window(double siemens, double deviationSiemens) {
    if (!begun) {
      begun = true;
      firstSiemens = siemens;
      firstDeviation = deviationSiemens;
      voltSecondsBefore += (ledger.voltSeconds(physical) - voltSecondsBefore) / 2;
      return false;
    }
    double change = siemens - firstSiemens;
    double deviation = Math.hypot(deviationSiemens, firstDeviation);
    if (!(Math.abs(change) > BELIEVED * deviation) || !device.realizes(firstSiemens)) {
      return false;
    }
    double slope = device.slopeSiemensPerVoltSecond(device.fluxVoltSeconds(firstSiemens));
    ledger.correct(physical, voltSecondsBefore + change / slope, deviation / slope);
    return true;
  }
}
