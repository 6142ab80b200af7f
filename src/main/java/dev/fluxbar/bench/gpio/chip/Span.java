package dev.fluxbar.bench.gpio.chip;

/**
 * What a converter's codes span at its pin: code 0 stands for {@code lowVolts}, one more than the
 * largest code for {@code highVolts}.
 */
public record Span(double lowVolts, double highVolts) {

  public Span {
    if (!(lowVolts < highVolts
        && lowVolts > Double.NEGATIVE_INFINITY
        && highVolts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "span: low-volts=%s, high-volts=%s; both must be finite, the second larger"
              .formatted(lowVolts, highVolts));
    }
  }

  /** From {@code -volts} to {@code volts}. */
  public static Span bipolar(double volts) {
    return new Span(-volts, volts);
  }

  /** From 0 to {@code volts}. */
  public static Span unipolar(double volts) {
    return new Span(0, volts);
  }

  /** What half of the codes lie below of. */
  public double middleVolts() {
    return (lowVolts + highVolts) / 2;
  }

  /** From the middle to either end. */
  public double halfVolts() {
    return (highVolts - lowVolts) / 2;
  }

  @Override
  public String toString() {
    return lowVolts + " to " + highVolts + " V";
  }
}
