package dev.fluxbar.bench.gpio.chip;

import java.util.List;

/** An analog-to-digital converter with a multiplexer. Counts are straight binary. */
public non-sealed interface AdcChip extends Chip {

  /**
   * One input range.
   *
   * @param span counts 0 to {@code 2^bits} of it
   * @param setting what the chip calls it
   */
  record InputRange(Span span, int setting) {}

  int channels();

  int bits();

  /** Input ranges with this voltage at its reference pin, the narrowest first. */
  List<InputRange> ranges(double referenceVolts);

  /** The frames that bring the chip from any state to a known one. */
  List<byte[]> start();

  /** The frames that choose a channel's range; none where there is but one. */
  List<byte[]> choose(int channel, InputRange range);

  /** The frame that asks for a channel's range, if it can be asked for: see {@link #chosen}. */
  default List<byte[]> askRange(int channel) {
    return List.of();
  }

  /** The setting that the answer to {@link #askRange} names. */
  default int chosen(byte[] answer) {
    throw new IllegalStateException("%s: it names no range".formatted(model()));
  }

  /** The frame that asks for a conversion. */
  byte[] convert(int channel);

  /** How many frames later than {@link #convert} its counts come: 0 in the same one. */
  int latencyFrames();

  /** The counts in an answer. */
  int counts(byte[] answer);

  /** Refuses a channel that it has not. */
  default void check(int channel) {
    if (channel < 0 || channel >= channels()) {
      throw new IllegalArgumentException(
          "%s: channel=%d; channels are 0 to %d".formatted(model(), channel, channels() - 1));
    }
  }
}
