package dev.fluxbar.cli;

/** What the program's end says; scripts depend on it. */
final class ExitCode {

  /** Done. */
  static final int DONE = 0;

  /** The physics said no: target not reached, certificate failed. */
  static final int PHYSICS_SAID_NO = 1;

  /** Bad input or configuration; nothing was driven. */
  static final int BAD_INPUT = 2;

  /** Bench or link fault. */
  static final int BENCH_FAULT = 3;

  /** Interrupted; safe state first. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
