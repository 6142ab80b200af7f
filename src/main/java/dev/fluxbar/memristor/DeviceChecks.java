package dev.fluxbar.memristor;

/** What every device model refuses, in one wording. */
final class DeviceChecks {

  private DeviceChecks() {}

  static void positive(String device, String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: %s=%s; it must be positive and finite".formatted(device, name, value));
    }
  }

  /** Heidema Assumption 3: the memductance is bounded away from 0. */
  static void staysPositive(String device, double centre, double swing, double reachSiemens) {
    if (!(centre - reachSiemens > 0 && centre < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: centre-siemens=%s, swing-siemens=%s; every memductance must be positive, so the"
                  .formatted(device, centre, swing)
              + " centre must exceed "
              + reachSiemens);
    }
  }

  static void realizable(FluxControlled device, double siemens) {
    if (!device.realizes(siemens)) {
      throw new IllegalArgumentException(
          "memductance: siemens=%s, device=%s; it must lie strictly between %s and %s"
              .formatted(siemens, device, device.minSiemens(), device.maxSiemens()));
    }
  }

  static void onBelowOff(String device, double onOhms, double offOhms) {
    positive(device, "on-ohms", onOhms);
    if (!(offOhms > onOhms && offOhms < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: on-ohms=%s, off-ohms=%s; off must be finite and above on"
              .formatted(device, onOhms, offOhms));
    }
  }

  /** For devices that reach their bounds. */
  static void between(OnePort device, double siemens) {
    if (!(siemens >= device.minSiemens() && siemens <= device.maxSiemens())) {
      throw new IllegalArgumentException(
          "conductance: siemens=%s, device=%s; it must lie from %s to %s"
              .formatted(siemens, device, device.minSiemens(), device.maxSiemens()));
    }
  }

  /** A state that a bound stops. */
  static double share(double state) {
    return Math.max(0, Math.min(1, state));
  }
}
