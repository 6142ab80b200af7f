package dev.fluxbar.bench.gpio.port;

import dev.fluxbar.fault.BenchFault;

/** A full-duplex serial bus as one chip select sees it. Not for use by several threads. */
public interface SpiBus extends AutoCloseable {

  /** What faults call it: {@code "/dev/spidev0.1"}. */
  String deviceFile();

  /**
   * Sends one frame: the chip select is low from its first bit to its last, and goes high after it.
   *
   * @param frame at least one byte, the first bit first; not changed
   * @return what came back meanwhile, as many bytes; a new array
   * @throws BenchFault if it did not pass whole
   */
  byte[] transfer(byte[] frame);

  /** Lets go of the device file. Twice is harmless. */
  @Override
  void close();
}
