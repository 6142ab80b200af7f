package dev.fluxbar.bench.gpio.chip;

import java.util.List;

/**
 * Microchip MCP4922: two channels, 12 bits, unipolar (data sheet DS21897, Register 5-1 and Section
 * 5.2).
 *
 * <pre>
 *    15   14   13   12   11                     0
 *  +----+-----+----+------+-----------------------+
 *  | B  | BUF | GA | SHDN | D11 ................ D0 |
 *  +----+-----+----+------+-----------------------+
 *
 *  B     0 channel A, 1 channel B         GA    1 once the reference, 0 twice
 *  BUF   1 reference input buffered       SHDN  1 output on, 0 off
 * </pre>
 *
 * <p>Bits are taken on rising edges; the input register takes a frame of 16 when the select line
 * rises. Only a low level at the pin LDAC moves input registers to the outputs: both channels at
 * once, by a line. This driver leaves the reference unbuffered, where it reaches the supply.
 */
final class Mcp4922 implements DacChip {
  private static final int CHANNEL_B = 1 << 15;
  private static final int ONCE = 1 << 13;
  private static final int ON = 1 << 12;
  private static final double HIGHEST_SUPPLY_VOLTS = 5.5;

  @Override
  public String model() {
    return "mcp4922";
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
  public int channels() {
    return 2;
  }

  @Override
  public int bits() {
    return 12;
  }

  @Override
  public String powerUp() {
    return "outputs off (high impedance)";
  }

  @Override
  public List<byte[]> start(Span span, boolean internalReference) {
    if (internalReference || span.lowVolts() != 0 || span.highVolts() > HIGHEST_SUPPLY_VOLTS) {
      throw noSuchSpan(span, internalReference, "0 V to the voltage at its reference pins");
    }
    return List.of(stage(0, middleCode()), stage(1, middleCode()));
  }

  @Override
  public byte[] stage(int channel, int code) {
    check(channel, code);
    return Frames.word(2, (channel == 1 ? CHANNEL_B : 0) | ONCE | ON | code);
  }

  @Override
  public boolean updatesByFrame() {
    return false;
  }

  @Override
  public byte[] update(int channel, int code) {
    throw new IllegalStateException("mcp4922: only its pin LDAC updates outputs");
  }
}
