package dev.fluxbar.analog;

/**
 * A driver's transfer from signed codes to volts, ideal: {@code volts = code * stepVolts()}.
 *
 * <p>The code {@code -2^(bits-1)} is never used, so that {@code +v} and {@code -v} are exactly
 * opposite: a block signal balances because of it. A {@link DriverTransfer} stands in front of this
 * transfer, not in it.
 *
 * @param bits resolution, 2 to 16
 * @param fullScaleVolts the voltage of code {@code 2^(bits-1)}, if there were one
 */
public record Dac(int bits, double fullScaleVolts) {

  /** Resolution of a usual driver. */
  public static final int USUAL_BITS = 16;

  public Dac {
    if (bits < 2 || bits > 16) {
      throw new IllegalArgumentException(
          "dac: bits=%d; a code on the wire has 2 to 16".formatted(bits));
    }
    if (!(fullScaleVolts > 0 && fullScaleVolts < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "dac: full-scale-volts=%s; it must be positive and finite".formatted(fullScaleVolts));
    }
  }

  /** A driver of {@value #USUAL_BITS} bits. */
  public static Dac ofVolts(double fullScaleVolts) {
    return new Dac(USUAL_BITS, fullScaleVolts);
  }

  /** The difference between two neighbouring codes. */
  public double stepVolts() {
    return Math.scalb(fullScaleVolts, 1 - bits);
  }

  /** The largest code of either sign. */
  public int largestCode() {
    return (1 << (bits - 1)) - 1;
  }

  /** The largest voltage of either sign. */
  public double largestVolts() {
    return volts(largestCode());
  }

  /**
   * The code nearest to a voltage; a voltage half-way goes away from zero, so that opposite
   * voltages have opposite codes.
   *
   * @throws IllegalArgumentException if the nearest code is beyond the largest, or {@code volts} is
   *     not a number
   */
  public int code(double volts) {
    double steps = Math.floor(Math.abs(volts) / stepVolts() + 0.5);
    if (!(steps <= largestCode())) {
      throw new IllegalArgumentException(
          "dac: volts=%s, largest-volts=%s; ask for less".formatted(volts, largestVolts()));
    }
    return volts < 0 ? -(int) steps : (int) steps;
  }

  /**
   * The voltage of a code.
   *
   * @throws IllegalArgumentException if {@code code} is beyond the largest of either sign
   */
  public double volts(int code) {
    if (code < -largestCode() || code > largestCode()) {
      throw new IllegalArgumentException(
          "dac: code=%d, largest-code=%d; no such code is used".formatted(code, largestCode()));
    }
    return code * stepVolts();
  }
}
