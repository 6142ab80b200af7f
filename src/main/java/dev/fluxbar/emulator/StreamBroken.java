package dev.fluxbar.emulator;

import dev.fluxbar.wire.ErrorCode;

/** What a running job's stream of tables came to; the board goes safe with its code. */
final class StreamBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final ErrorCode fault;

  StreamBroken(ErrorCode fault) {
    // No stack trace: it never leaves this package and is no failure of the board.
    super(fault.name(), null, false, false);
    this.fault = fault;
  }
}
