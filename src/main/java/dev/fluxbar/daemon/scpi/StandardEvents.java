package dev.fluxbar.daemon.scpi;

/** Bits of the standard event status register (IEEE 488.2, 11.5.1). */
final class StandardEvents {
  static final int OPERATION_COMPLETE = 1;
  static final int QUERY_ERROR = 1 << 2;
  static final int DEVICE_ERROR = 1 << 3;
  static final int EXECUTION_ERROR = 1 << 4;
  static final int COMMAND_ERROR = 1 << 5;
  static final int POWER_ON = 1 << 7;

  private StandardEvents() {}
}
