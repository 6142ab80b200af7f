package dev.fluxbar.bench.gpio.chip;

import java.util.List;

/**
 * Microchip MCP3208: eight channels, 12 bits, 0 V to the reference (data sheet DS21298, Table 5-2
 * and Figure 6-1).
 *
 * <pre>
 *        byte 0             byte 1             byte 2
 *  +------------------+------------------+------------------+
 *  | 0 0 0 0 0 1 S D2 | D1 D0 X X X X X X | X X X X X X X X  |  in
 *  | ? ? ? ? ? ? ? ?  | ? ? ? 0 B11 .. B8 | B7 .......... B0 |  out
 *  +------------------+------------------+------------------+
 *
 *  1 the start bit    S 1 single-ended    D2 D1 D0 the channel    0 the null bit
 * </pre>
 *
 * <p>Bits are taken on rising edges and given on falling ones. The clock may not be slower than 10
 * kHz in the conversion, nor faster than 1 MHz at a supply of 2.7 V (2 MHz at 5 V).
 */
final class Mcp3208 implements AdcChip {
  private static final int START_SINGLE_ENDED = 0x06;
  private static final int NULL_BIT = 0x10;

  @Override
  public String model() {
    return "mcp3208";
  }

  @Override
  public int spiMode() {
    return 0;
  }

  @Override
  public int fastestHertz() {
    return 2_000_000;
  }

  @Override
  public int channels() {
    return 8;
  }

  @Override
  public int bits() {
    return 12;
  }

  @Override
  public List<InputRange> ranges(double referenceVolts) {
    return List.of(new InputRange(Span.unipolar(referenceVolts), 0));
  }

  @Override
  public List<byte[]> start() {
    return List.of();
  }

  @Override
  public List<byte[]> choose(int channel, InputRange range) {
    return List.of();
  }

  @Override
  public byte[] convert(int channel) {
    check(channel);
    return Frames.of(START_SINGLE_ENDED | channel >> 2, (channel & 3) << 6, 0);
  }

  @Override
  public int latencyFrames() {
    return 0;
  }

  @Override
  public int counts(byte[] answer) {
    if ((answer[1] & NULL_BIT) != 0) {
      // Nobody pulled the data line low: no chip is there.
      throw new IllegalArgumentException(
          "mcp3208: answer=%02x %02x, null-bit=1; check its wiring and supply"
              .formatted(answer[1] & 0xff, answer[2] & 0xff));
    }
    return (answer[1] & 0x0f) << 8 | (answer[2] & 0xff);
  }
}
