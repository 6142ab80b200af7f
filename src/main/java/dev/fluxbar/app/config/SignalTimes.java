package dev.fluxbar.app.config;

/**
 * The signals that the operations use unless the command line says otherwise.
 *
 * @param tauSeconds one plateau of the block signal, positive
 * @param pulseSeconds one write pulse, T of Heidema Algorithm 3, positive
 * @param readVolts amplitude of the block signal when reading, positive
 * @param firstPulseVolts x of Heidema Algorithm 3 step 2, not 0
 * @param balanceVoltSeconds net flux from reads at which a cell is balanced, positive
 * @param unitVolts what 1 of a network's input is on a column, positive
 */
public record SignalTimes(
    double tauSeconds,
    double pulseSeconds,
    double readVolts,
    double firstPulseVolts,
    double balanceVoltSeconds,
    double unitVolts) {

  /**
   * As share of a device's flux scale: the steepest of a tanh or arctangent moves by a thousandth
   * of its swing.
   */
  public static final double USUAL_BALANCE_SHARE = 1e-3;

  /** Balanced as the academic example's device asks for. */
  public SignalTimes(
      double tauSeconds, double pulseSeconds, double readVolts, double firstPulseVolts) {
    this(tauSeconds, pulseSeconds, readVolts, firstPulseVolts, USUAL_BALANCE_SHARE, 1);
  }

  public SignalTimes {
    positive("tau-seconds", tauSeconds);
    positive("pulse-seconds", pulseSeconds);
    positive("read-volts", readVolts);
    positive("balance-volt-seconds", balanceVoltSeconds);
    positive("unit-volts", unitVolts);
    positive("the absolute of first-pulse-volts", Math.abs(firstPulseVolts));
  }

  private static void positive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "signal: %s=%s; it must be positive and finite".formatted(name, value));
    }
  }
}
