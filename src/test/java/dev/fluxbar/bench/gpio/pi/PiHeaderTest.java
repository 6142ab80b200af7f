package dev.fluxbar.bench.gpio.pi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.bench.gpio.port.SpiPort;
import dev.fluxbar.fault.BenchFault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Off a Pi: one sentence with the device file that is missing, and never a mock. */
class PiHeaderTest {

  @TempDir private Path devices = Path.of("");

  @Test
  void namesTheBusThatIsMissing() {
    try (PiHeader header = new PiHeader(devices)) {
      assertThatThrownBy(() -> header.spi(new SpiPort(0, 1, 0, 1_000_000)))
          .isInstanceOf(BenchFault.class)
          .hasMessageContaining("spidev0.1, exists=false");
    }
  }

  @Test
  void namesTheLinesThatAreMissing() {
    try (PiHeader header = new PiHeader(devices)) {
      assertThatThrownBy(() -> header.line(25, true))
          .isInstanceOf(BenchFault.class)
          .hasMessageContaining("gpiochip0, line=25, exists=false");
    }
  }

  @Test
  void theMocksOfItsLibraryAreNotOnTheClassPath() {
    assertThatThrownBy(() -> Class.forName("com.pi4j.plugin.mock.MockPlugin"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
