package dev.fluxbar.bench.gpio.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.bench.gpio.port.SpiPort;
import dev.fluxbar.fault.BenchFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
  void noMockIsAmongWhatTheLauncherRuns() throws IOException {
    // Whatever the scope: this project's own emulated chips stand for hardware.
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("pi4j-plugin-gpiod")
        .doesNotContain("pi4j-plugin-mock");
    Path libraries = Path.of("target/lib");
    if (Files.isDirectory(libraries)) {
      try (Stream<Path> files = Files.list(libraries)) {
        assertThat(files.map(file -> String.valueOf(file.getFileName())))
            .noneMatch(name -> name.contains("plugin-mock"))
            .anyMatch(name -> name.startsWith("pi4j-core"));
      }
    }
  }

  @Test
  void theMocksOfItsLibraryAreNotOnTheClassPath() {
    assertThatThrownBy(() -> Class.forName("com.pi4j.plugin.mock.MockPlugin"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
