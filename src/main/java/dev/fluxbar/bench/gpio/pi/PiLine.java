package dev.fluxbar.bench.gpio.pi;

import com.pi4j.io.gpio.digital.DigitalOutput;
import dev.fluxbar.bench.gpio.port.OutputLine;
import dev.fluxbar.fault.BenchFault;

/** An output of Pi4J. */
final class PiLine implements OutputLine {
  private final DigitalOutput output;
  private final int line;

  PiLine(DigitalOutput output, int line) {
    this.output = output;
    this.line = line;
  }

  @Override
  public String name() {
    return "/dev/gpiochip line " + line;
  }

  @Override
  public void set(boolean high) {
    try {
      output.setState(high);
    } catch (RuntimeException e) {
      throw new BenchFault(
          "line: name=%s, reason=%s; check its wiring".formatted(name(), e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    // Its level stays as it is; the context lets go of it.
  }
}
