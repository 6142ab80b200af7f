package dev.fluxbar.dynamics.network;

/**
 * The memristor that all edges of a circuit have: {@code R(w) = Ron (1 + xi w)}, Caravelli (1), and
 * {@code dw/dt = alpha w - J (Ron / beta) i}, Caravelli (2), or with the voltage over it in place
 * of {@code Ron i}, Caravelli (61).
 *
 * @param onOhms resistance at w = 0, positive
 * @param offOhms at w = 1, not below {@code onOhms}
 * @param alphaPerSecond what w changes by itself: a positive one carries it to Roff, as in the
 *     paper; a negative one to Ron
 * @param betaVoltSeconds that carry w from 0 to 1 at the resistance Ron, positive
 */
public record MemristorLaw(
    double onOhms, double offOhms, double alphaPerSecond, double betaVoltSeconds, Control control) {

  public MemristorLaw {
    if (!(onOhms > 0 && offOhms >= onOhms && offOhms < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "memristor: ron-ohms=%s, roff-ohms=%s; ron must be positive, roff not below it"
              .formatted(onOhms, offOhms));
    }
    if (!(betaVoltSeconds > 0 && betaVoltSeconds < Double.POSITIVE_INFINITY)
        || !Double.isFinite(alphaPerSecond)) {
      throw new IllegalArgumentException(
          "memristor: alpha=%s, beta=%s; alpha must be finite and beta positive"
              .formatted(alphaPerSecond, betaVoltSeconds));
    }
  }

  /** How non-linear it is: Roff/Ron - 1, since R(w) = Ron (1 + xi w). */
  public double xi() {
    return offOhms / onOhms - 1;
  }

  /** Of Caravelli (1), in Ron; beyond a bound it goes on as it was, but not below a half. */
  double relativeOhms(double w) {
    // A step that is cut at a bound has been tried beyond it: a bend there would spoil its order.
    return Math.max(0.5, 1 + xi() * w);
  }

  double ohms(double w) {
    return onOhms * relativeOhms(w);
  }
}
