package dev.fluxbar.bench.gpio.chip;

import java.util.BitSet;
import java.util.List;

/**
 * A chip with outputs or switches that are high (closed) or low (open), or a chain of such chips on
 * one select line. Outputs of a chain are counted through: the first chip's, which the host's data
 * line reaches, then the next one's.
 */
public non-sealed interface SwitchChip extends Chip {

  /** Outputs of one chip. */
  int outputs();

  /** How many chips can stand in a chain; 1: none can. */
  int longestChain();

  /** How many of them can share a select line by addresses; 1: none can. */
  int addresses();

  /** Whether outputs change only at the rising edge of a line of their own. */
  boolean latchedByLine();

  /** What its outputs are from power-on to the first frame, in words. */
  String powerUp();

  /** The frames that bring it from any state to outputs that are driven, these high. */
  List<byte[]> start(BitSet high, int chips, int address);

  /** The frames that set every output. */
  List<byte[]> set(BitSet high, int chips, int address);

  /** The frame that asks which outputs are high, if it can be asked. */
  default List<byte[]> askHigh(int address) {
    return List.of();
  }

  /** Which outputs the answer to {@link #askHigh} says are high. */
  default BitSet high(byte[] answer) {
    throw new IllegalStateException("%s: it cannot be read back".formatted(model()));
  }

  /** Refuses outputs, chains and addresses that it has not. */
  default void check(BitSet high, int chips, int address) {
    if (chips < 1 || chips > longestChain() || address < 0 || address >= addresses()) {
      throw new IllegalArgumentException(
          "%s: chips=%d, address=%d; a chain has 1 to %d, addresses are 0 to %d"
              .formatted(model(), chips, address, longestChain(), addresses() - 1));
    }
    if (high.length() > chips * outputs()) {
      throw new IllegalArgumentException(
          "%s: output=%d; outputs are 0 to %d"
              .formatted(model(), high.length() - 1, chips * outputs() - 1));
    }
  }

  /**
   * One bit an output in whole bytes, the last chip of the chain first, its highest output first.
   */
  static byte[] chain(BitSet high, int chips) {
    byte[] frame = new byte[chips];
    for (int i = high.nextSetBit(0); i >= 0; i = high.nextSetBit(i + 1)) {
      frame[chips - 1 - i / Byte.SIZE] |= (byte) (1 << (i % Byte.SIZE));
    }
    return frame;
  }
}
