package dev.fluxbar.bench.gpio;

import dev.fluxbar.bench.gpio.port.Header;
import dev.fluxbar.bench.gpio.port.OutputLine;
import dev.fluxbar.bench.gpio.port.SpiBus;
import dev.fluxbar.bench.gpio.port.SpiPort;
import dev.fluxbar.emulator.chips.EmulatedHeader;
import dev.fluxbar.fault.BenchFault;
import java.util.function.Predicate;

/** An emulated header whose frames are counted; before any of them something may happen. */
final class HauntedHeader implements Header {
  private final EmulatedHeader inside;
  private int frames;
  private int hauntedFrame = -1;
  private Runnable ghost = () -> {};
  private Predicate<SpiPort> dead = port -> false;
  private boolean closed;

  HauntedHeader(EmulatedHeader inside) {
    this.inside = inside;
  }

  int frames() {
    return frames;
  }

  /** Before the frame after this many more, {@code happens}; an exception stands for the frame. */
  void haunt(int after, Runnable happens) {
    hauntedFrame = frames + after;
    ghost = happens;
  }

  /** From now on no frame passes at these ports. */
  void kill(Predicate<SpiPort> ports) {
    dead = ports;
  }

  static BenchFault noise() {
    return new BenchFault("spi: device-file=/dev/spidev, reason=noise; check its wiring");
  }

  private void frame(SpiPort port) {
    if (frames++ == hauntedFrame) {
      ghost.run();
    }
    if (closed || dead.test(port)) {
      throw noise();
    }
  }

  @Override
  public SpiBus spi(SpiPort port) {
    SpiBus bus = inside.spi(port);
    return new SpiBus() {
      @Override
      public String deviceFile() {
        return bus.deviceFile();
      }

      @Override
      public byte[] transfer(byte[] sent) {
        frame(port);
        return bus.transfer(sent);
      }

      @Override
      public void close() {
        bus.close();
      }
    };
  }

  @Override
  public OutputLine line(int line, boolean high) {
    return inside.line(line, high);
  }

  @Override
  public void close() {
    closed = true;
    inside.close();
  }
}
