package dev.fluxbar.bench.gpio.chip;

import java.util.BitSet;
import java.util.List;

/**
 * Microchip MCP23S17: sixteen outputs, up to eight chips on a select line by their address pins
 * (data sheet DS20001952, Figure 1-3 and the table of register addresses with IOCON.BANK = 0).
 *
 * <pre>
 *        byte 0            byte 1       byte 2 ...
 *  +-------------------+-----------+-----------+
 *  | 0 1 0 0 A2 A1 A0 R | register  | data      |      R 1 read, 0 write
 *  +-------------------+-----------+-----------+
 *
 *  register 00 IODIRA   01 IODIRB   1 input            0A, 0B IOCON: bit 3 HAEN
 *           14 OLATA    15 OLATB    output latches
 * </pre>
 *
 * <p>Bits are taken on rising edges; the register counts up by itself. At power-on all pins are
 * inputs, latches are 0 and HAEN is 0: chips listen to address 0 alone, some samples with A2 high
 * to address 4. So HAEN is written to both. Latches are set before directions: no pin is ever high
 * that should be low.
 */
final class Mcp23s17 implements SwitchChip {
  private static final int WRITE = 0x40;
  private static final int READ = 0x41;
  private static final int IODIRA = 0x00;
  private static final int IOCON = 0x0a;
  private static final int HAEN = 0x08;
  private static final int OLATA = 0x14;
  private static final int ADDRESS_PIN_A2 = 4;

  @Override
  public String model() {
    return "mcp23s17";
  }

  @Override
  public int spiMode() {
    return 0;
  }

  @Override
  public int fastestHertz() {
    return 10_000_000;
  }

  @Override
  public int outputs() {
    return 16;
  }

  @Override
  public int longestChain() {
    return 1;
  }

  @Override
  public int addresses() {
    return 8;
  }

  @Override
  public boolean latchedByLine() {
    return false;
  }

  @Override
  public String powerUp() {
    return "inputs: resistors must hold what they drive open";
  }

  @Override
  public List<byte[]> start(BitSet high, int chips, int address) {
    return List.of(
        Frames.of(WRITE, IOCON, HAEN),
        Frames.of(WRITE | ADDRESS_PIN_A2 << 1, IOCON, HAEN),
        set(high, chips, address).get(0),
        Frames.of(WRITE | address << 1, IODIRA, 0, 0));
  }

  @Override
  public List<byte[]> set(BitSet high, int chips, int address) {
    check(high, chips, address);
    long[] bits = high.toLongArray();
    int word = bits.length == 0 ? 0 : (int) bits[0];
    return List.of(Frames.of(WRITE | address << 1, OLATA, word & 0xff, word >> 8 & 0xff));
  }

  @Override
  public List<byte[]> askHigh(int address) {
    check(new BitSet(), 1, address);
    return List.of(Frames.of(READ | address << 1, OLATA, 0, 0));
  }

  @Override
  public BitSet high(byte[] answer) {
    return BitSet.valueOf(new byte[] {answer[2], answer[3]});
  }
}
