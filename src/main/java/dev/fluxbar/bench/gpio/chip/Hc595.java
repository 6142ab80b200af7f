package dev.fluxbar.bench.gpio.chip;

import java.util.BitSet;
import java.util.List;

/**
 * 74HC595: eight outputs behind a shift register, in chains (data sheets of any maker, function
 * table).
 *
 * <pre>
 *  host -> SER chip 1 QH' -> SER chip 2 QH' -> ...      bytes: last chip ... chip 1
 *                                                       bits:  QH QG QF QE QD QC QB QA
 * </pre>
 *
 * <p>SER is taken on rising edges of SRCLK, the serial clock. The outputs take the shift register
 * over at a rising edge of RCLK, a line of its own. Output 0 is QA of chip 1. At power-on outputs
 * are anything: OE must be held high by a resistor until the first pattern is in.
 */
final class Hc595 implements SwitchChip {

  @Override
  public String model() {
    return "74hc595";
  }

  @Override
  public int spiMode() {
    return 0;
  }

  @Override
  public int fastestHertz() {
    return 20_000_000;
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
    return true;
  }

  @Override
  public String powerUp() {
    return "anything, unless OE is held high";
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
