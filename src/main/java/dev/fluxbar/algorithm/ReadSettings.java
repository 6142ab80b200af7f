package dev.fluxbar.algorithm;

/**
 * How cells are read.
 *
 * @param tauSeconds one plateau of the block signal, positive
 * @param readVolts its amplitude, positive; 1 in Heidema Algorithm 1
 * @param settleSeconds wait after switches moved; 0 for none
 * @param averages conversions a sample, at least 1
 */
public record ReadSettings(
    double tauSeconds, double readVolts, double settleSeconds, int averages) {

  public ReadSettings {
    Checks.positive("read", "tau-seconds", tauSeconds);
    Checks.positive("read", "read-volts", readVolts);
    Checks.notNegative("read", "settle-seconds", settleSeconds);
    Checks.atLeastOne("read", "averages", averages);
  }

  /** Heidema Algorithm 1: amplitude 1 V, no waiting, one conversion. */
  public static ReadSettings of(double tauSeconds) {
    return new ReadSettings(tauSeconds, 1, 0, 1);
  }

  public ReadSettings withReadVolts(double volts) {
    return new ReadSettings(tauSeconds, volts, settleSeconds, averages);
  }

  public ReadSettings withAverages(int conversions) {
    return new ReadSettings(tauSeconds, readVolts, settleSeconds, conversions);
  }
}
