package dev.fluxbar.dynamics.memrc;

/**
 * How often a gate opens or closes at a voltage: the three forms of Hodgkin and Huxley (J. Physiol.
 * 117, 1952, (12) to (24)). All take the voltage across the element itself, so that an element
 * remains one-port of its own (Forni (1)) whatever battery stands in series; {@link #across} moves
 * a law that is written for the voltage of the node.
 */
public sealed interface RateLaw {

  /** At {@code volts} across the element, 0 or more. */
  double perSecond(double volts);

  /** The same law of the voltage behind a battery: {@code law(u + batteryVolts)}. */
  RateLaw across(double batteryVolts);

  /**
   * {@code rate exp((v - midpoint) / scale)}.
   *
   * @param ratePerSecond at the midpoint, positive
   * @param scaleVolts not 0; negative: the rate falls as the voltage rises
   */
  record Exponential(double ratePerSecond, double midpointVolts, double scaleVolts)
      implements RateLaw {
    public Exponential {
      check(ratePerSecond, midpointVolts, scaleVolts);
    }

    @Override
    public double perSecond(double volts) {
      return ratePerSecond * StrictMath.exp((volts - midpointVolts) / scaleVolts);
    }

    @Override
    public Exponential across(double batteryVolts) {
      return new Exponential(ratePerSecond, midpointVolts - batteryVolts, scaleVolts);
    }
  }

  /**
   * {@code rate x / (1 - exp(-x))} with {@code x = (v - midpoint) / scale}; {@code rate} at the
   * midpoint, where the print is 0 / 0.
   *
   * @param ratePerSecond at the midpoint, positive
   * @param scaleVolts not 0
   */
  record ExpLinear(double ratePerSecond, double midpointVolts, double scaleVolts)
      implements RateLaw {
    public ExpLinear {
      check(ratePerSecond, midpointVolts, scaleVolts);
    }

    @Override
    public double perSecond(double volts) {
      double x = (volts - midpointVolts) / scaleVolts;
      return x == 0 ? ratePerSecond : ratePerSecond * x / -StrictMath.expm1(-x);
    }

    @Override
    public ExpLinear across(double batteryVolts) {
      return new ExpLinear(ratePerSecond, midpointVolts - batteryVolts, scaleVolts);
    }
  }

  /**
   * {@code rate / (1 + exp(-(v - midpoint) / scale))}.
   *
   * @param ratePerSecond far on the open side, positive; half of it at the midpoint
   * @param scaleVolts not 0
   */
  record Sigmoid(double ratePerSecond, double midpointVolts, double scaleVolts) implements RateLaw {
    public Sigmoid {
      check(ratePerSecond, midpointVolts, scaleVolts);
    }

    @Override
    public double perSecond(double volts) {
      return ratePerSecond / (1 + StrictMath.exp(-(volts - midpointVolts) / scaleVolts));
    }

    @Override
    public Sigmoid across(double batteryVolts) {
      return new Sigmoid(ratePerSecond, midpointVolts - batteryVolts, scaleVolts);
    }
  }

  private static void check(double ratePerSecond, double midpointVolts, double scaleVolts) {
    if (!(ratePerSecond > 0 && ratePerSecond < Double.POSITIVE_INFINITY)
        || !Double.isFinite(midpointVolts)
        || !(Math.abs(scaleVolts) > 0 && Math.abs(scaleVolts) < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "rate: rate-per-second=%s, midpoint-volts=%s, scale-volts=%s; the rate must be positive,"
                  .formatted(ratePerSecond, midpointVolts, scaleVolts)
              + " the scale not 0, all finite");
    }
  }
}
