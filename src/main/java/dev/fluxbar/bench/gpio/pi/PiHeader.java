package dev.fluxbar.bench.gpio.pi;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.spi.Spi;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.spi.LinuxFsSpiProvider;
import dev.fluxbar.bench.gpio.port.Header;
import dev.fluxbar.bench.gpio.port.OutputLine;
import dev.fluxbar.bench.gpio.port.SpiBus;
import dev.fluxbar.bench.gpio.port.SpiPort;
import dev.fluxbar.fault.BenchFault;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The header of a Raspberry Pi. Its providers are named (gpiod for lines, linuxfs for buses): where
 * Pi4J chooses by itself it may silently take a mock.
 */
public final class PiHeader implements Header {
  private static final int CHIPS = 16;

  private final Path devices;
  private @Nullable Context context;

  /** Nothing is opened yet. */
  public PiHeader() {
    this(Path.of("/dev"));
  }

  /** With device files elsewhere. */
  PiHeader(Path devices) {
    this.devices = devices;
  }

  private Context context() {
    Context open = context;
    if (open == null) {
      open =
          Pi4J.newContextBuilder()
              .noAutoDetect()
              .disableShutdownHook()
              .add(GpioDDigitalOutputProvider.newInstance(), LinuxFsSpiProvider.newInstance())
              .build();
      context = open;
    }
    return open;
  }

  @Override
  public SpiBus spi(SpiPort port) {
    Path file = devices.resolve(port.deviceFile().substring("/dev/".length()));
    if (!Files.exists(file)) {
      throw new BenchFault(
          "spi: device-file=%s, exists=false; run this on the computer that the chips are wired to, with its SPI bus enabled"
              .formatted(file));
    }
    try {
      Spi spi =
          context()
              .create(
                  Spi.newConfigBuilder(context())
                      .id(port.deviceFile())
                      .bus(port.bus())
                      .chipSelect(com.pi4j.io.spi.SpiChipSelect.getByNumber(port.chipSelect()))
                      .mode(port.mode())
                      .baud(port.clockHertz())
                      .provider(LinuxFsSpiProvider.ID)
                      .build());
      return new PiSpi(spi, port.deviceFile());
    } catch (RuntimeException e) {
      throw new BenchFault(
          "spi: device-file=%s, reason=%s; is it in use, or not yours to open?"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public OutputLine line(int line, boolean high) {
    if (!anyChip()) {
      throw new BenchFault(
          "line: device-file=%s, line=%d, exists=false; run this on the computer that the chips are wired to"
              .formatted(devices.resolve("gpiochip0"), line));
    }
    DigitalState state = high ? DigitalState.HIGH : DigitalState.LOW;
    try {
      DigitalOutput output =
          context()
              .create(
                  DigitalOutput.newConfigBuilder(context())
                      .id("line-" + line)
                      .address(line)
                      .initial(state)
                      .provider(GpioDDigitalOutputProvider.ID)
                      .build());
      PiLine opened = new PiLine(output, line);
      opened.set(high);
      return opened;
    } catch (RuntimeException e) {
      throw new BenchFault(
          "line: device-file=%s, line=%d, reason=%s; is it in use, or not yours to open?"
              .formatted(devices.resolve("gpiochip*"), line, e.getMessage()),
          e);
    }
  }

  private boolean anyChip() {
    for (int i = 0; i < CHIPS; i++) {
      if (Files.exists(devices.resolve("gpiochip" + i))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    Context open = context;
    context = null;
    if (open != null) {
      open.shutdown();
    }
  }
}
