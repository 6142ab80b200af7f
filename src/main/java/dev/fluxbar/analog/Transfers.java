package dev.fluxbar.analog;

/** What every transfer of a channel must fulfil. */
final class Transfers {

  private Transfers() {}

  static void check(String channel, String offsetName, double offset, double gain) {
    if (!(Double.isFinite(offset) && gain > 0 && gain < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: %s=%s, gain=%s; the offset must be finite, the gain positive and finite"
              .formatted(channel, offsetName, offset, gain));
    }
  }

  static void checkDeviations(String channel, double ofOffset, double ofGain) {
    if (!(ofOffset >= 0
        && ofOffset < Double.POSITIVE_INFINITY
        && ofGain >= 0
        && ofGain < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: offset-deviation=%s, gain-deviation=%s; neither may be negative"
              .formatted(channel, ofOffset, ofGain));
    }
  }
}
