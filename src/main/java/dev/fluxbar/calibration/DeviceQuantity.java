package dev.fluxbar.calibration;

/** What a {@link DeviceParameter} is a value of: {@code W(phi) = centre + swing f(phi / scale)}. */
public enum DeviceQuantity implements Measurand {
  /** W in the middle of its range. */
  CENTRE("device-centre", "S"),
  /** What f is multiplied with. */
  SWING("device-swing", "S"),
  /** The flux at which f has the argument 1. */
  FLUX_SCALE("device-flux-scale", "V s");

  private final String word;
  private final String unit;

  DeviceQuantity(String word, String unit) {
    this.word = word;
    this.unit = unit;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String unit() {
    return unit;
  }
}
