package dev.fluxbar.emulator.chips;

import java.util.Arrays;
import java.util.function.Consumer;

/** An MCP23S17 with IOCON.BANK = 0 (data sheet DS20001952). */
public final class EmulatedMcp23s17 implements EmulatedSwitches {
  private static final String NAME = "mcp23s17";
  private static final int REGISTERS = 0x16;

  private final int pins;
  private final boolean pulledHigh;
  private final Consumer<String> complaints;
  private final int[] registers = new int[REGISTERS];

  /**
   * @param pins level of its address pins A2 to A0
   */
  public EmulatedMcp23s17(int pins, Consumer<String> complaints) {
    this(pins, false, complaints);
  }

  /**
   * @param pins level of its address pins A2 to A0
   * @param pulledHigh where resistors hold pins that are inputs
   */
  public EmulatedMcp23s17(int pins, boolean pulledHigh, Consumer<String> complaints) {
    this.pins = pins;
    this.pulledHigh = pulledHigh;
    this.complaints = complaints;
    Arrays.fill(registers, 0, 2, 0xff);
  }

  @Override
  public byte[] transfer(byte[] frame) {
    byte[] answer = new byte[frame.length];
    if (frame.length < 3 || (frame[0] & 0xf0) != 0x40) {
      EmulatedChip.complain(complaints, NAME, frame, "no control byte, register and data");
      return answer;
    }
    boolean byAddress = (registers[0x0a] & 0x08) != 0;
    if ((frame[0] >> 1 & 7) != (byAddress ? pins : 0)) {
      return answer; // meant for another chip
    }
    int register = frame[1] & 0xff;
    if (register >= REGISTERS) {
      EmulatedChip.complain(complaints, NAME, frame, "no such register");
      return answer;
    }
    boolean read = (frame[0] & 1) == 1;
    for (int i = 2; i < frame.length; i++) {
      if (read) {
        answer[i] = (byte) value(register);
      } else {
        write(frame, register, frame[i] & 0xff);
      }
      register = (register + 1) % REGISTERS;
    }
    return answer;
  }

  private void write(byte[] frame, int register, int value) {
    if (register == 0x0a || register == 0x0b) {
      registers[0x0a] = value;
      registers[0x0b] = value; // one register at two addresses
      if ((value & ~0x08) != 0) {
        EmulatedChip.complain(complaints, NAME, frame, "of IOCON only HAEN is emulated");
      }
    } else if (register == 0x12 || register == 0x13) {
      registers[register + 2] = value; // writing the port writes its latch
    } else {
      registers[register] = value;
    }
  }

  private int value(int register) {
    if (register == 0x12 || register == 0x13) {
      return levels(register - 0x12);
    }
    return registers[register];
  }

  @Override
  public boolean high(int output) {
    return (levels(output / 8) >> (output % 8) & 1) == 1;
  }

  /** The pins of a port: outputs as their latches say, inputs as they are held. */
  private int levels(int port) {
    int inputs = registers[port];
    return (registers[0x14 + port] & ~inputs) | (pulledHigh ? inputs : 0);
  }
}
