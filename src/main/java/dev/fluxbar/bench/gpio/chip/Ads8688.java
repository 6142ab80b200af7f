package dev.fluxbar.bench.gpio.chip;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Texas Instruments ADS8688: eight channels, 16 bits, an input range for each (data sheet SBAS582C,
 * Table 6 "Command Register Map", Table 7 on program registers, Table 10 on range select
 * registers).
 *
 * <pre>
 *  command frame, 32 clocks                    program register frame, 24 clocks
 *   31            16 15             0           23      17 16 15        8 7         0
 *  +----------------+----------------+         +----------+--+-----------+-----------+
 *  | command, then 0 | X              |  in     | address  |WR| data      | X         |
 *  | 0               | counts         |  out    | 0                     | register  |
 *  +----------------+----------------+         +----------+--+-----------+-----------+
 *
 *  command 85  reset program registers         address 01  which channels the automatic mode takes
 *          C0 + 4 n  manual channel n                  05 + n  range of channel n
 *  range   0  +-2.5 VREF    1  +-1.25 VREF    2  +-0.625 VREF    5  0 to 2.5 VREF    6  0 to 1.25 VREF
 * </pre>
 *
 * <p>Bits are taken and given for falling edges. A command acts when the select line rises: the
 * channel that it names is sampled when the select line falls again, and its counts leave in that
 * next frame. Ranges are those of VREF = 4.096 V.
 */
final class Ads8688 implements AdcChip {
  private static final int RESET = 0x85;
  private static final int MANUAL = 0xc0;
  private static final int FIRST_RANGE = 0x05;
  private static final int WRITE = 1;

  @Override
  public String model() {
    return "ads8688";
  }

  @Override
  public int spiMode() {
    return 1;
  }

  @Override
  public int fastestHertz() {
    return 17_000_000;
  }

  @Override
  public int channels() {
    return 8;
  }

  @Override
  public int bits() {
    return 16;
  }

  @Override
  public List<InputRange> ranges(double referenceVolts) {
    List<InputRange> all =
        List.of(
            new InputRange(Span.bipolar(2.5 * referenceVolts), 0),
            new InputRange(Span.bipolar(1.25 * referenceVolts), 1),
            new InputRange(Span.bipolar(0.625 * referenceVolts), 2),
            new InputRange(Span.unipolar(2.5 * referenceVolts), 5),
            new InputRange(Span.unipolar(1.25 * referenceVolts), 6));
    return all.stream().sorted(Comparator.comparing(r -> r.span().halfVolts())).toList();
  }

  @Override
  public List<byte[]> start() {
    return List.of(Frames.of(RESET, 0, 0, 0));
  }

  @Override
  public List<byte[]> choose(int channel, InputRange range) {
    check(channel);
    if (IntStream.of(0, 1, 2, 5, 6).noneMatch(setting -> setting == range.setting())) {
      throw new IllegalArgumentException(
          "ads8688: range=%d; it has 0, 1, 2, 5 and 6".formatted(range.setting()));
    }
    return List.of(Frames.of((FIRST_RANGE + channel) << 1 | WRITE, range.setting(), 0));
  }

  @Override
  public List<byte[]> askRange(int channel) {
    check(channel);
    return List.of(Frames.of((FIRST_RANGE + channel) << 1, 0, 0));
  }

  @Override
  public int chosen(byte[] answer) {
    return answer[2] & 0xff;
  }

  @Override
  public byte[] convert(int channel) {
    check(channel);
    return Frames.of(MANUAL | channel << 2, 0, 0, 0);
  }

  @Override
  public int latencyFrames() {
    return 1;
  }

  @Override
  public int counts(byte[] answer) {
    return (answer[2] & 0xff) << 8 | (answer[3] & 0xff);
  }
}
