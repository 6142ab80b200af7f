package dev.fluxbar.bench.gpio.port;

import dev.fluxbar.fault.BenchFault;

/** One output of the header. Not for use by several threads. */
public interface OutputLine extends AutoCloseable {

  /** What faults call it: {@code "/dev/gpiochip line 25"}. */
  String name();

  /**
   * Drives the line.
   *
   * @throws BenchFault if it did not take the level
   */
  void set(boolean high);

  /** Lets go of the line; it stays as it is. Twice is harmless. */
  @Override
  void close();
}
