package dev.fluxbar.link.host;

import java.util.function.Supplier;

/** Where a session puts its frames: none of these calls waits. */
interface Line {

  /**
   * Puts a frame behind all others. It is made when the line takes it, on another thread: what it
   * acknowledges is then as new as can be, however long it has waited.
   */
  void write(Supplier<byte[]> frame);

  /** Puts a frame before all that {@link #write} was given. */
  void writeUrgent(byte[] frame);

  /** Puts a frame before all others. From any thread. */
  void writeFirst(byte[] frame);

  /** Whether everything has been handed to the pipe. */
  boolean idle();

  /** Whether every urgent frame has been handed to the pipe. */
  boolean urgentIdle();
}
