package dev.fluxbar.emulator;

import dev.fluxbar.wire.ErrorCode;

/** The latched fault of a board, if any: nothing starts until CLEAR names it. */
final class Interlock {
  private ErrorCode fault = ErrorCode.NONE;
  private long job;

  ErrorCode fault() {
    return fault;
  }

  /** The job that the fault ended, or 0. */
  long job() {
    return job;
  }

  /** Latches a fault; one that is latched already stays, for it came first. */
  void latch(ErrorCode newFault, long endedJob) {
    if (fault == ErrorCode.NONE) {
      fault = newFault;
      job = endedJob;
    }
  }

  /** Refuses what must not be done while a fault is latched. */
  void checkClear() {
    Refusal.unless(fault == ErrorCode.NONE, ErrorCode.LATCHED, fault.code());
  }

  void clear(ErrorCode named) {
    Refusal.unless(fault != ErrorCode.NONE && named == fault, ErrorCode.WRONG_FAULT, fault.code());
    boot();
  }

  void boot() {
    fault = ErrorCode.NONE;
    job = 0;
  }
}
