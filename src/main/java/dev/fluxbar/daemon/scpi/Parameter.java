package dev.fluxbar.daemon.scpi;

import java.util.List;

/** One parameter of a message (IEEE 488.2, 7.7). */
sealed interface Parameter {

  /**
   * A decimal or non-decimal number.
   *
   * @param suffix as it stands behind it, in upper case; may be empty
   */
  record Numeric(double value, String suffix) implements Parameter {}

  /** Characters without quotes, in upper case. */
  record Word(String text) implements Parameter {}

  /** What stood in quotes. */
  record Text(String text) implements Parameter {}

  /** A channel list, {@code (@1,2,1)}. */
  record Channels(List<Integer> numbers) implements Parameter {
    public Channels {
      numbers = List.copyOf(numbers);
    }
  }

  /** Bytes in the message that they came in, which nobody changes. */
  final class Block implements Parameter {
    private final byte[] message;
    private final int from;
    private final int length;

    Block(byte[] message, int from, int length) {
      this.message = message;
      this.from = from;
      this.length = length;
    }

    java.nio.ByteBuffer bytes() {
      return java.nio.ByteBuffer.wrap(message, from, length).slice();
    }
  }
}
