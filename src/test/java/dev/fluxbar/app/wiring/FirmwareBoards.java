package dev.fluxbar.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.app.config.BenchUri;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The boards of the C firmware that this machine can run. */
final class FirmwareBoards {
  static final BenchUri.Firmware HOST = new BenchUri.Firmware(BenchUri.Firmware.Port.HOST);
  static final BenchUri.Firmware QEMU = new BenchUri.Firmware(BenchUri.Firmware.Port.QEMU);

  private FirmwareBoards() {}

  static void assumeHost() {
    assumeInstalled("gcc");
    assumeInstalled("make");
  }

  static void assumeQemu() {
    assumeHost();
    assumeInstalled("arm-none-eabi-gcc");
    assumeInstalled("qemu-system-arm");
  }

  private static void assumeInstalled(String program) {
    boolean installed =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    assumeTrue(installed, program + " is not installed");
  }

  static FirmwareProcess start(BenchUri.Firmware uri, String... options) {
    FirmwareProcess process = FirmwareProcess.start(uri, options);
    assertThat(process.process().isAlive()).isTrue();
    return process;
  }
}
