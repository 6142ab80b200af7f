package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * The firmware under a host that says anything, built with sanitizers: what must hold after every
 * step stands in {@code firmware-protocol/reference/check/fuzz.c}.
 */
class FirmwareFuzzTest {
  private static final Path MUTATE = Path.of("target", "firmware", "sanitized", "mutate");

  @Test
  void standsWhateverItIsTold() throws Exception {
    assumeTrue(Files.isExecutable(MUTATE), "gcc and make are not installed");
    Process process =
        new ProcessBuilder(MUTATE.toString(), "2026", "20000").redirectErrorStream(true).start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(words).isZero();
    assertThat(words).contains("seed=2026", "runs=20000");
  }
}
