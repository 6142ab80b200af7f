package dev.fluxbar.emulator;

import dev.fluxbar.wire.ErrorCode;

/** What ends a running job early: the board goes safe with its code. */
final class JobBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final ErrorCode fault;

  JobBroken(ErrorCode fault) {
    // No stack trace: it never leaves this package and is no failure of the board.
    super(fault.name(), null, false, false);
    this.fault = fault;
  }
}
