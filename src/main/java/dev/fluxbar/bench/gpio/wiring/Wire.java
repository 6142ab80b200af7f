package dev.fluxbar.bench.gpio.wiring;

/** What one channel of a part is wired to. */
public sealed interface Wire {

  /** Name of the part. */
  String part();

  /** Which of its channels or outputs, from 0. */
  int channel();

  /**
   * A column bar behind a driver.
   *
   * @param gain of the stage between the chip's pin and the bar: volts of the bar a volt of the
   *     pin, from the middle of the chip's span, where the bar is at 0 V; negative: it inverts
   */
  record ColumnWire(String part, int channel, double gain) implements Wire {
    public ColumnWire {
      if (!(Math.abs(gain) > 0 && Math.abs(gain) <= 100)) {
        throw new IllegalArgumentException(
            "column: dac=%s, channel=%d, gain=%s; it must be within 100 of 0, and not 0"
                .formatted(part, channel, gain));
      }
    }
  }

  /**
   * A row bar before a transimpedance amplifier.
   *
   * @param feedbackOhms of the amplifier
   * @param zeroVolts at the chip's pin when no current flows
   * @param inverting whether a current out of the row (into the amplifier) lowers the pin: the
   *     usual amplifier does
   */
  record RowWire(String part, int channel, double feedbackOhms, double zeroVolts, boolean inverting)
      implements Wire {
    public RowWire {
      if (!(feedbackOhms > 0 && feedbackOhms <= 1e12)) {
        throw new IllegalArgumentException(
            "row: adc=%s, channel=%d, feedback-ohms=%s; it must be positive"
                .formatted(part, channel, feedbackOhms));
      }
      if (!(Math.abs(zeroVolts) <= 10)) {
        throw new IllegalArgumentException(
            "row: adc=%s, channel=%d, zero-volts=%s; it must be within 10 V of 0"
                .formatted(part, channel, zeroVolts));
      }
    }
  }

  /** One switch, or the switches of one line. */
  record SwitchWire(String part, int channel) implements Wire {}
}
