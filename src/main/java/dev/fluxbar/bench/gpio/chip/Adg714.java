package dev.fluxbar.bench.gpio.chip;

import java.util.BitSet;
import java.util.List;

/**
 * Analog Devices ADG714: eight switches, in chains (data sheet "ADG714/ADG715", Rev. E, Figure 24
 * and "Serial interface").
 *
 * <pre>
 *   DB7                         DB0
 *  +----+----+----+----+----+----+----+----+
 *  | S8 | S7 | S6 | S5 | S4 | S3 | S2 | S1 |      1 closed, 0 open
 *  +----+----+----+----+----+----+----+----+
 * </pre>
 *
 * <p>DB7 comes first; bits are taken on falling edges, switches change when SYNC rises. In a chain
 * the first byte ends in the last chip. At power-on all switches are open. Its twin ADG715 has the
 * same switches behind I2C.
 */
final class Adg714 implements SwitchChip {

  @Override
  public String model() {
    return "adg714";
  }

  @Override
  public int spiMode() {
    return 1;
  }

  @Override
  public int fastestHertz() {
    return 30_000_000;
  }

  @Override
  public int outputs() {
    return 8;
  }

  @Override
  public int longestChain() {
    return 512;
  }

  @Override
  public int addresses() {
    return 1;
  }

  @Override
  public boolean latchedByLine() {
    return false;
  }

  @Override
  public String powerUp() {
    return "all open";
  }

  @Override
  public List<byte[]> start(BitSet high, int chips, int address) {
    return set(high, chips, address);
  }

  @Override
  public List<byte[]> set(BitSet high, int chips, int address) {
    check(high, chips, address);
    return List.of(SwitchChip.chain(high, chips));
  }
}
