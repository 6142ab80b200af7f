package dev.fluxbar.link.host;

/** Where a session puts its frames: none of these calls waits. */
interface Line {

  /** Puts a frame behind all others. */
  void write(byte[] frame);

  /** Puts a frame before all that {@link #write} was given. */
  void writeUrgent(byte[] frame);

  /** Puts a frame before all others. From any thread. */
  void writeFirst(byte[] frame);

  /** Whether everything has been handed to the pipe. */
  boolean idle();

  /** Whether every urgent frame has been handed to the pipe. */
  boolean urgentIdle();
}
