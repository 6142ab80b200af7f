package dev.fluxbar.emulator.chips;

import java.util.function.Consumer;

/** An ADS8688 with its own reference of 4.096 V (data sheet SBAS582C). */
public final class EmulatedAds8688 implements EmulatedAdc {
  private static final String NAME = "ads8688";
  private static final int CHANNELS = 8;
  private static final double REFERENCE_VOLTS = 4.096;

  private final Pins pins;
  private final Consumer<String> complaints;
  private final int[] registers = new int[0x40];

  /** The channel that is sampled when the select line next falls; -1: none is chosen. */
  private int chosen = -1;

  public EmulatedAds8688(Pins pins, Consumer<String> complaints) {
    this.pins = pins;
    this.complaints = complaints;
    reset();
  }

  private void reset() {
    java.util.Arrays.fill(registers, 0);
    registers[0x01] = 0xff;
  }

  @Override
  public byte[] transfer(byte[] frame) {
    byte[] answer = new byte[frame.length];
    int sampled = chosen < 0 ? 0 : sample(chosen);
    if (frame.length < 2) {
      EmulatedChip.complain(complaints, NAME, frame, "CS rose before the 16th clock");
      return answer;
    }
    int command = (frame[0] & 0xff) << 8 | (frame[1] & 0xff);
    if ((command & 0x8000) == 0 && command != 0) {
      register(frame, answer);
      return answer;
    }
    for (int i = 2; i < Math.min(4, frame.length); i++) {
      answer[i] = (byte) (sampled >> (8 * (3 - i)));
    }
    if (frame.length != 4) {
      EmulatedChip.complain(complaints, NAME, frame, "a conversion needs 32 clocks");
    }
    execute(frame, command);
    return answer;
  }

  private void execute(byte[] frame, int command) {
    boolean manual = (command & 0xe3ff) == 0xc000;
    if (manual) {
      chosen = command >> 10 & 7;
    } else if (command == 0x8500) {
      reset();
      chosen = -1;
    } else if (command != 0) {
      EmulatedChip.complain(complaints, NAME, frame, "command not emulated");
    }
  }

  private void register(byte[] frame, byte[] answer) {
    int address = frame[0] >> 1 & 0x7f;
    boolean write = (frame[0] & 1) == 1;
    boolean range = address >= 0x05 && address < 0x05 + CHANNELS;
    if (address >= registers.length || (write && !range)) {
      EmulatedChip.complain(complaints, NAME, frame, "register not emulated");
      return;
    }
    if (write && ((frame[1] & 0xff) > 6 || frame[1] == 3 || frame[1] == 4)) {
      EmulatedChip.complain(complaints, NAME, frame, "no such range");
      return;
    }
    if (write) {
      registers[address] = frame[1];
    }
    if (frame.length > 2) {
      answer[2] = (byte) registers[address];
    }
    if (frame.length != 3) {
      EmulatedChip.complain(complaints, NAME, frame, "a register needs 24 clocks");
    }
  }

  @Override
  public double halfSpanVolts(int channel) {
    return REFERENCE_VOLTS
        * switch (registers[0x05 + channel]) {
          case 0 -> 2.5;
          case 1, 5 -> 1.25;
          default -> 0.625;
        };
  }

  private int sample(int channel) {
    double volts = pins.volts(channel);
    double counts =
        switch (registers[0x05 + channel]) {
          case 0 -> 32768 + volts / (2.5 * REFERENCE_VOLTS) * 32768;
          case 1 -> 32768 + volts / (1.25 * REFERENCE_VOLTS) * 32768;
          case 2 -> 32768 + volts / (0.625 * REFERENCE_VOLTS) * 32768;
          case 5 -> volts / (2.5 * REFERENCE_VOLTS) * 65536;
          default -> volts / (1.25 * REFERENCE_VOLTS) * 65536;
        };
    return (int) Math.max(0, Math.min(65535, Math.round(counts)));
  }
}
