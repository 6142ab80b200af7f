package dev.fluxbar.bench.gpio.chip;

import java.util.ArrayList;
import java.util.List;

/**
 * Analog Devices LTC2668-16: sixteen channels, 16 bits, spans by command (data sheet "LTC2668",
 * tables of command codes and of span codes; 24-bit load sequence).
 *
 * <pre>
 *   23      20 19      16 15                            0
 *  +----------+----------+-------------------------------+
 *  | command  | address  | D15 ........................ D0 |
 *  +----------+----------+-------------------------------+
 *
 *  command 0  write code n                 A  write code all, update all
 *          7  configuration: bit 0 turns the internal reference off, bit 1 thermal shutdown
 *          9  update all                   C  toggle select: bit n, 0 is register A
 *          E  write span all: 0  0 to 5 V     1  0 to 10 V    2  +-5 V    3  +-10 V    4  +-2.5 V
 * </pre>
 *
 * <p>Bits are taken on rising edges of the clock, a command acts when the select line rises. Spans
 * are those of a reference of 2.5 V and staged like codes. The pins MSP0 to MSP2 choose what stands
 * at power-on; for spans by command they must all be at VCC (0 V to 5 V at code 0).
 */
final class Ltc2668 implements DacChip {
  private static final int STAGE = 0x0;
  private static final int CONFIGURATION = 0x7;
  private static final int UPDATE_ALL = 0x9;
  private static final int STAGE_AND_UPDATE_ALL = 0xa;
  private static final int TOGGLE_SELECT = 0xc;
  private static final int SPAN_ALL = 0xe;

  /** By span code, with a reference of 2.5 V. */
  private static final List<Span> SPANS =
      List.of(
          Span.unipolar(5),
          Span.unipolar(10),
          Span.bipolar(5),
          Span.bipolar(10),
          Span.bipolar(2.5));

  @Override
  public String model() {
    return "ltc2668-16";
  }

  @Override
  public int spiMode() {
    return 0;
  }

  @Override
  public int fastestHertz() {
    return 50_000_000;
  }

  @Override
  public int channels() {
    return 16;
  }

  @Override
  public int bits() {
    return 16;
  }

  @Override
  public String powerUp() {
    return "code 0 of 0 to 5 V, with its pins MSP0 to MSP2 at VCC";
  }

  @Override
  public List<byte[]> start(Span span, boolean internalReference) {
    int code = SPANS.indexOf(span);
    if (code < 0) {
      throw noSuchSpan(span, internalReference, SPANS + ", of a reference of 2.5 V");
    }
    List<byte[]> frames = new ArrayList<>();
    frames.add(command(CONFIGURATION, 0, internalReference ? 0 : 1));
    frames.add(command(TOGGLE_SELECT, 0, 0));
    frames.add(command(SPAN_ALL, 0, code));
    frames.add(command(STAGE_AND_UPDATE_ALL, 0, middleCode()));
    return frames;
  }

  @Override
  public byte[] stage(int channel, int code) {
    check(channel, code);
    return command(STAGE, channel, code);
  }

  @Override
  public boolean updatesByFrame() {
    return true;
  }

  @Override
  public byte[] update(int channel, int code) {
    check(channel, code);
    return command(UPDATE_ALL, 0, 0);
  }

  private static byte[] command(int command, int address, int data) {
    return Frames.word(3, command << 20 | address << 16 | data);
  }
}
