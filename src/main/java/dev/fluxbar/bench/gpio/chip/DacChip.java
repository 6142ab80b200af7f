package dev.fluxbar.bench.gpio.chip;

import java.util.List;

/**
 * A digital-to-analog converter with two rows of registers: codes are staged in input registers and
 * act all at once when the DAC registers take them over.
 *
 * <p>Codes here are the chip's own: 0 to {@code 2^bits - 1}. Half of that, {@link #middleCode}, is
 * 0 V of a bipolar span and of a unipolar one behind a stage that makes it bipolar.
 */
public non-sealed interface DacChip extends Chip {

  int channels();

  int bits();

  /** What stands at its outputs from power-on to the first update, in words. */
  String powerUp();

  /**
   * The frames that bring the chip from any state to a known one: reference and span chosen,
   * outputs on, nothing transparent, {@link #middleCode} staged in every channel and, where a
   * command can do it, acting.
   *
   * @param internalReference whether the chip's own reference is used
   * @throws IllegalArgumentException if the chip has no such span
   */
  List<byte[]> start(Span span, boolean internalReference);

  /** The frame that puts a code into an input register; outputs stay as they are. */
  byte[] stage(int channel, int code);

  /** Whether a frame can make all staged codes act; else a line must. */
  boolean updatesByFrame();

  /**
   * The frame that makes all staged codes act at its end.
   *
   * @param channel any
   * @param code what is staged in it
   */
  byte[] update(int channel, int code);

  default int middleCode() {
    return 1 << (bits() - 1);
  }

  /** Refuses what would reach into the next field. */
  default void check(int channel, int code) {
    if (channel < 0 || channel >= channels() || code < 0 || code >= 1 << bits()) {
      throw new IllegalArgumentException(
          "%s: channel=%d, code=%d; channels are 0 to %d, codes 0 to %d"
              .formatted(model(), channel, code, channels() - 1, (1 << bits()) - 1));
    }
  }

  /** What a chip says of a span that it does not have. */
  default IllegalArgumentException noSuchSpan(Span span, boolean internalReference, String spans) {
    return new IllegalArgumentException(
        "%s: span=%s, internal-reference=%s; it has %s"
            .formatted(model(), span, internalReference, spans));
  }
}
