package dev.fluxbar.algorithm;

/**
 * How cells are read.
 *
 * @param tauSeconds one plateau of the block signal, positive
 * @param readVolts its amplitude, positive; 1 in Heidema Algorithm 1
 * @param settleSeconds wait after switches moved; 0 for none
 * @param averages conversions a sample, at least 1
 * @param certified whether every block signal is sampled at its start, middle and end: the offsets
 *     of drivers and inputs then cancel in W = (J(T/2) - J(T)) / (2 V), and a cell that moved
 *     shows. Of arrays behind neurons only the middle is divided.
 */
public record ReadSettings(
    double tauSeconds, double readVolts, double settleSeconds, int averages, boolean certified) {

  public ReadSettings {
    Checks.positive("read", "tau-seconds", tauSeconds);
    Checks.positive("read", "read-volts", readVolts);
    Checks.notNegative("read", "settle-seconds", settleSeconds);
    Checks.atLeastOne("read", "averages", averages);
  }

  /** Sampled at T/2 only, as the paper does. */
  public ReadSettings(double tauSeconds, double readVolts, double settleSeconds, int averages) {
    this(tauSeconds, readVolts, settleSeconds, averages, false);
  }

  /** Heidema Algorithm 1: amplitude 1 V, no waiting, one conversion. */
  public static ReadSettings of(double tauSeconds) {
    return new ReadSettings(tauSeconds, 1, 0, 1);
  }

  public ReadSettings withReadVolts(double volts) {
    return new ReadSettings(tauSeconds, volts, settleSeconds, averages, certified);
  }

  public ReadSettings withAverages(int conversions) {
    return new ReadSettings(tauSeconds, readVolts, settleSeconds, conversions, certified);
  }

  /** Sampled at start, middle and end. */
  public ReadSettings asCertified() {
    return new ReadSettings(tauSeconds, readVolts, settleSeconds, averages, true);
  }
}
