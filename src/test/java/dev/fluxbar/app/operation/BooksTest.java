package dev.fluxbar.app.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.fault.BenchFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operation says of energy and currents, on emulated boards that know better. */
@Timeout(120)
final class BooksTest {
  private static final BenchUri LAB = new BenchUri.Emulator("lab");

  private static ReadOutcome.ReadResult read(OpenBench open) {
    ReadSettings settings =
        ReadSettings.of(open.file().signal().tauSeconds())
            .withReadVolts(open.file().signal().readVolts())
            .asCertified();
    return (ReadOutcome.ReadResult)
        new Reading(open.bench(), open.device(), settings).run(ReadSchedule.COLUMN_PARALLEL);
  }

  /**
   * Volts are off by 1 % where nothing is calibrated (offsets of 1 mV at 0.1 V) and memductances by
   * as much; the sum over 320 cells evens most of it out. Switches and lines take a thousandth.
   */
  @Test
  void energyIsWhatTheArrayDissipates() {
    try (OpenBench open = OpenBench.open(BenchFile.of(LAB), Line.MEMORY, OptionalLong.of(3))) {
      open.emulated().orElseThrow().meterEnergy();
      ReadOutcome.ReadResult result = read(open);

      double told = open.booked().energy().joules(open.maps(), result.memductances().arrays());
      double truth = open.emulated().orElseThrow().dissipatedJoules();
      assertThat(told / truth).isCloseTo(1, within(0.02));
      assertThat(open.booked().energy().joules(open.device().maxSiemens())).isGreaterThan(truth);
    }
  }

  /** 0.1 V on 8 to 52 uS, five percent apart, and offsets: a row carries one cell at a time. */
  @Test
  void theLargestCurrentIsThatOfTheLargestCell() {
    try (OpenBench open = OpenBench.open(BenchFile.of(LAB), Line.MEMORY, OptionalLong.of(3))) {
      ReadOutcome.ReadResult result = read(open);
      double largest =
          result.memductances().arrays().stream()
              .flatMapToDouble(
                  m ->
                      java.util.Arrays.stream(m.toArrays())
                          .flatMapToDouble(java.util.Arrays::stream))
              .max()
              .orElseThrow();
      assertThat(open.booked().energy().largestRowAmperes() / (0.1 * largest))
          .isCloseTo(1, within(0.05));
    }
  }

  /** A cell of 1 mS instead of 50 uS: what is measured is beyond what was predicted. */
  @Test
  void aMeasuredCurrentBeyondTheLimitSendsTheBoardToTheSafeState(@TempDir Path folder)
      throws Exception {
    Path board = folder.resolve("short.yaml");
    Files.writeString(
        board,
        """
        topology: independent
        sizes: [3, 3]
        device: {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 0.02}
        range-amperes: [1e-3]
        cell-faults:
          - {kind: short, row: 2, column: 2, siemens: 1e-3}
        """,
        StandardCharsets.UTF_8);
    Path bench = folder.resolve("bench.yaml");
    Files.writeString(
        bench,
        """
        bench: emulator:short.yaml
        device: {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 0.02}
        signal: {tau-seconds: 1e-4, read-volts: 0.1, pulse-seconds: 1e-3}
        limits: {drive-volts: 1, on-seconds: 0.1, row-amperes: 20e-6}
        """,
        StandardCharsets.UTF_8);
    try (OpenBench open =
        OpenBench.open(BenchFile.read(bench), Line.MEMORY, OptionalLong.empty())) {
      assertThatThrownBy(() -> read(open))
          .isInstanceOf(BenchFault.class)
          .hasMessageContaining("row=2")
          .hasMessageContaining("limit-row-amperes=2.0E-5")
          .hasMessageContaining("go safe");
      assertThat(open.emulated().orElseThrow().truth().safe()).isTrue();
    }
  }
}
