package dev.fluxbar.bench.gpio.chip;

import java.util.ArrayList;
import java.util.List;

/**
 * Analog Devices AD5668: eight channels, 16 bits, unipolar (data sheet "AD5628/AD5648/AD5668", Rev.
 * J, Figure 57 and its tables of command definitions and address commands).
 *
 * <pre>
 *   31      28 27      24 23      20 19                    4 3       0
 *  +----------+----------+----------+-----------------------+---------+
 *  | X X X X  | command  | address  | D15 ................ D0 | X X X X |
 *  +----------+----------+----------+-----------------------+---------+
 *
 *  command 0  write input register n       6  LDAC register: bits 7 to 0, 1 is transparent
 *          2  write n, update all          8  reference: bit 0, 1 is internal
 *          4  power: bits 9 and 8 are the mode (0: on), bits 7 to 0 the channels
 *  address 0 to 7  channels A to H        15  all channels
 * </pre>
 *
 * <p>Bits are taken on falling edges of the clock; a frame of fewer than 32 is dropped ("SYNC
 * interrupt"). With its own reference an output spans twice that reference: 2.5 V of the AD5668-1,
 * 5 V of the -2 and -3. The -3 powers up at the middle, the others at 0 V.
 */
final class Ad5668 implements DacChip {
  private static final int STAGE = 0x0;
  private static final int STAGE_AND_UPDATE_ALL = 0x2;
  private static final int POWER = 0x4;
  private static final int LDAC_REGISTER = 0x6;
  private static final int REFERENCE = 0x8;
  private static final int ALL = 0xf;
  private static final int POWER_ON_ALL_CHANNELS = 0xff;
  private static final double HIGHEST_SUPPLY_VOLTS = 5.5;

  @Override
  public String model() {
    return "ad5668";
  }

  @Override
  public int spiMode() {
    return 1;
  }

  @Override
  public int fastestHertz() {
    return 50_000_000;
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
  public String powerUp() {
    return "code 0 (AD5668-3: the middle), internal reference off";
  }

  @Override
  public List<byte[]> start(Span span, boolean internalReference) {
    boolean known =
        internalReference
            ? span.equals(Span.unipolar(2.5)) || span.equals(Span.unipolar(5))
            : span.lowVolts() == 0 && span.highVolts() <= HIGHEST_SUPPLY_VOLTS;
    if (!known) {
      throw noSuchSpan(
          span,
          internalReference,
          "0 to 2.5 V (AD5668-1) or 0 to 5 V (-2, -3) by its own reference, 0 to an external one");
    }
    List<byte[]> frames = new ArrayList<>();
    frames.add(command(LDAC_REGISTER, 0, 0));
    frames.add(command(POWER, 0, POWER_ON_ALL_CHANNELS));
    frames.add(command(REFERENCE, 0, internalReference ? 1 : 0));
    frames.add(command(STAGE, ALL, middleCode() << 4));
    frames.add(update(0, middleCode()));
    return frames;
  }

  @Override
  public byte[] stage(int channel, int code) {
    check(channel, code);
    return command(STAGE, channel, code << 4);
  }

  @Override
  public boolean updatesByFrame() {
    return true;
  }

  @Override
  public byte[] update(int channel, int code) {
    check(channel, code);
    return command(STAGE_AND_UPDATE_ALL, channel, code << 4);
  }

  private static byte[] command(int command, int address, int data) {
    return Frames.word(4, command << 24 | address << 20 | data);
  }
}
