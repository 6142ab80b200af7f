package dev.fluxbar.dynamics.memrc;

/**
 * A memristive one-port with a battery in series, from the capacitor's node to ground: {@code i =
 * g(x) (v - battery)} (Forni (59)).
 *
 * @param name such as {@code potassium}
 * @param batteryVolts its Nernst potential where it is a channel; 0: none
 */
public record Branch(String name, Memconductance element, double batteryVolts) {

  public Branch {
    if (name.isBlank() || !Double.isFinite(batteryVolts)) {
      throw new IllegalArgumentException(
          "branch: name=%s, battery-volts=%s; name it, and be finite"
              .formatted(name, batteryVolts));
    }
  }
}
