package dev.fluxbar.emulator;

import dev.fluxbar.wire.ErrorCode;

/** A message that the board does not carry out; becomes REFUSED. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final ErrorCode error;
  final long operation;
  final long value;

  Refusal(ErrorCode error, long operation, long value) {
    // No stack trace: it never leaves this package and is no failure of the board.
    super(error.name(), null, false, false);
    this.error = error;
    this.operation = operation;
    this.value = value;
  }

  static void unless(boolean holds, ErrorCode error, long value) {
    if (!holds) {
      throw new Refusal(error, 0, value);
    }
  }
}
