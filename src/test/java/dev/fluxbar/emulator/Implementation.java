package dev.fluxbar.emulator;

import java.util.function.Consumer;

/** The two implementations of the protocol's board: what holds for one holds for the other. */
enum Implementation {
  /** The emulated board, in Java. */
  EMULATOR {
    @Override
    Machine machine(BoardSpec spec, double pace, Consumer<byte[]> line) {
      return new EmulatorMachine(new BoardMachine(spec, pace, line));
    }
  },

  /** The reference firmware, in C, in a process of its own that counts its branches. */
  FIRMWARE {
    @Override
    Machine machine(BoardSpec spec, double pace, Consumer<byte[]> line) {
      return FirmwareMachine.start("coverage", spec, pace, line);
    }
  },

  /** The same where every stray access and every overflow ends it. */
  SANITIZED_FIRMWARE {
    @Override
    Machine machine(BoardSpec spec, double pace, Consumer<byte[]> line) {
      return FirmwareMachine.start("sanitized", spec, pace, line);
    }
  };

  /**
   * A board that has just booted.
   *
   * @param pace seconds of the host's clock that one second of bench time takes; 0: as fast as
   *     possible
   * @param line takes what the board sends
   */
  abstract Machine machine(BoardSpec spec, double pace, Consumer<byte[]> line);

  /** The board machine in Java. */
  record EmulatorMachine(BoardMachine board) implements Machine {
    @Override
    public void receive(long atNanos, byte[] bytes, int offset, int length) {
      board.receive(atNanos, bytes, offset, length);
    }

    @Override
    public long poll(long atNanos) {
      return board.poll(atNanos);
    }

    @Override
    public void lineLost(long atNanos) {
      board.lineLost(atNanos);
    }

    @Override
    public void reboot(long atNanos) {
      board.reboot(atNanos);
    }

    @Override
    public long bootId() {
      return board.bootId();
    }

    @Override
    public BoardTruth truth() {
      return board.truth();
    }

    @Override
    public void close() {}
  }
}
