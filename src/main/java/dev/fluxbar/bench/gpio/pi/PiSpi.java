package dev.fluxbar.bench.gpio.pi;

import com.pi4j.io.spi.Spi;
import dev.fluxbar.bench.gpio.port.SpiBus;
import dev.fluxbar.fault.BenchFault;

/** A bus of Pi4J. */
final class PiSpi implements SpiBus {
  private final Spi spi;
  private final String deviceFile;

  PiSpi(Spi spi, String deviceFile) {
    this.spi = spi;
    this.deviceFile = deviceFile;
  }

  @Override
  public String deviceFile() {
    return deviceFile;
  }

  @Override
  public byte[] transfer(byte[] frame) {
    byte[] answer = new byte[frame.length];
    int passed;
    try {
      passed = spi.transfer(frame.clone(), 0, answer, 0, frame.length);
    } catch (RuntimeException e) {
      throw new BenchFault(
          "spi: device-file=%s, reason=%s; check its wiring".formatted(deviceFile, e.getMessage()),
          e);
    }
    if (passed != frame.length) {
      throw new BenchFault(
          "spi: device-file=%s, bytes=%d, passed=%d; the frame did not pass whole, check its wiring"
              .formatted(deviceFile, frame.length, passed));
    }
    return answer;
  }

  @Override
  public void close() {
    spi.close();
  }
}
