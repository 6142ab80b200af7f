package dev.fluxbar.emulator;

/**
 * A board as a state machine, whatever it is written in: bytes in, bytes out, time as it is told.
 */
interface Machine extends AutoCloseable {

  /** Takes bytes from the line. */
  void receive(long atNanos, byte[] bytes, int offset, int length);

  /** Does what is due; nanoseconds until it wants to be polled again. */
  long poll(long atNanos);

  /** The far end of the line has gone. */
  void lineLost(long atNanos);

  /** A loss of power and its return. */
  void reboot(long atNanos);

  /** Random since the last boot. */
  long bootId();

  /** What really is on the board now. */
  BoardTruth truth();

  @Override
  void close();
}
