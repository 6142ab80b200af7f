package dev.fluxbar.bench.gpio.port;

import dev.fluxbar.fault.BenchFault;

/** Where buses and lines come from: the header of a small computer, or an emulated one. */
public interface Header extends AutoCloseable {

  /**
   * Opens a bus; each port once.
   *
   * @throws BenchFault if there is no such device file or it cannot be had
   */
  SpiBus spi(SpiPort port);

  /**
   * Opens an output line and drives it at once; each line once.
   *
   * @param line number of the line as the header's maker counts (BCM), 0 to 53
   * @throws BenchFault if there is no such line or it cannot be had
   */
  OutputLine line(int line, boolean high);

  /** Closes what is still open. Twice is harmless. */
  @Override
  void close();
}
