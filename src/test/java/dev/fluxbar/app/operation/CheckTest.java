package dev.fluxbar.app.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.calibration.CheckResult;
import dev.fluxbar.calibration.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -Dfluxbar.check.repeats=100} makes it the whole campaign. */
class CheckTest {
  static final int REPEATS = Integer.getInteger("fluxbar.check.repeats", 1);

  private static final String LAB =
      """
      topology: independent
      arrays: [{rows: 6, columns: 5}]
      activation: {amplitude-volts: 0.1, scale-amperes: 2e-6}
      device: {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 0.02}
      dac-full-scale-volts: 2.048
      range-amperes: [8.192e-6, 32.768e-6, 131.072e-6, 524.288e-6, 2.097152e-3]
      noise-amperes: 1e-9
      analog: {driver-offset-volts: 1e-3, driver-gain: 5e-3, driver-bend-steps: 1,
        input-offset: 1e-3, input-gain: 5e-3, converter-noise-steps: 0.5, pink-amperes: 2e-11,
        jitter-seconds: 20e-9}
      devices: {conductance-spread: 0.05, flux-spread: 0.05, cycle-spread: 0.02, switch-ohms: 2.5}
      lines: {column-segment-ohms: 0.05, row-segment-ohms: 0.05}
      """;
  private static final String REFERENCES =
      "references: {ohms: 20000, resistor-uncertainty: 1e-4, driver-uncertainty: 5e-5}\n";
  private static final String BENCH =
      """
      activation: {amplitude-volts: 0.1, scale-amperes: 2e-6}
      device: {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 0.02}
      signal: {tau-seconds: 1e-4, pulse-seconds: 1e-3, read-volts: 0.1, first-pulse-volts: 0.5}
      limits: {drive-volts: 1.5, on-seconds: 0.1, flux-volt-seconds: 0.2, program-seconds: 60}
      """;

  // Set by JUnit before each test.
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  CheckResult check(String board, boolean references, long seed, boolean pulses)
      throws IOException {
    String with = references ? REFERENCES : "";
    Path file = Files.writeString(folder.resolve("board.yaml"), LAB + with + board);
    Path bench =
        Files.writeString(
            folder.resolve("bench.yaml"), "bench: emulator:board.yaml\n" + BENCH + with);
    return CheckedBoard.of(BenchFile.read(bench), EmulatorFile.read(file), seed, pulses);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ideal", "lab", "noisy", "leaky"})
  void findsNothingOnAGoodBoard(String name) {
    for (long seed = 1; seed <= REPEATS; seed++) {
      // Pulses on every cell of devices that forget take seconds to integrate.
      boolean pulses = REPEATS > 1 || !name.equals("leaky");
      CheckResult result = CheckedBoard.named(name, seed, pulses);
      assertThat(result.findings()).as("%s, seed %d", name, seed).isEmpty();
      assertThat(result.notTested())
          .as("%s, seed %d", name, seed)
          .noneMatch(what -> pulses && aboutCells(what));
    }
  }

  private static boolean aboutCells(String notTested) {
    return notTested.contains("whether");
  }

  @Test
  void findsEveryFaultOfTheBrokenBoardAndNamesIt() {
    for (long seed = 1; seed <= REPEATS; seed++) {
      assertThat(CheckedBoard.words(CheckedBoard.named("broken", seed, true)))
          .as("seed %d", seed)
          .containsExactlyInAnyOrder(
              "swapped-columns: array 1, columns 7 and 8",
              "open-column: array 1, column 12",
              "clipped-row: array 1, row 14",
              "stuck-on: array 1, row 3, column 5",
              "stuck-off: array 1, row 7, column 2",
              "open-cell: array 1, row 10, column 11",
              "shorted-rows: array 2, rows 5 and 6",
              "open-row: array 2, row 8",
              "wrong-reference: array 2",
              "shorted-cell: array 2, row 2, column 3");
    }
  }

  /** A fault as an emulator file has it, and the finding that it shall be. */
  private record Planted(String yaml, String words) {}

  /** One fault of each kind, at random places of a board of six rows and five columns. */
  private static List<Planted> planted(Random random) {
    int row = 1 + random.nextInt(6);
    int column = 1 + random.nextInt(5);
    int nextRow = 1 + row % 6;
    int nextColumn = 1 + column % 5;
    String rows = Math.min(row, nextRow) + " and " + Math.max(row, nextRow);
    String columns = Math.min(column, nextColumn) + " and " + Math.max(column, nextColumn);
    String cell = ", row %d, column %d".formatted(row, column);
    // 0.1 to 0.4 of full scale: where an amplifier still saturates before a usual row's current.
    double clip = 0.1 + 0.3 * random.nextDouble();
    double reference = random.nextBoolean() ? 1.06 : 0.9;
    return List.of(
        line("open-row", row, 0, 0, ", row " + row),
        line("open-column", column, 0, 0, ", column " + column),
        line("shorted-rows", row, nextRow, 0, ", rows " + rows),
        line("shorted-columns", column, nextColumn, 0, ", columns " + columns),
        line("swapped-rows", row, nextRow, 0, ", rows " + rows),
        line("swapped-columns", column, nextColumn, 0, ", columns " + columns),
        line("clipped-row", row, 0, clip, ", row " + row),
        line("wrong-reference", 1, 0, reference, ""),
        cell("open", row, column, 1e-6, "open-cell: array 1" + cell),
        cell("short", row, column, 1e-3, "shorted-cell: array 1" + cell),
        cell(
            "stuck-on",
            row,
            column,
            36e-6 + 12e-6 * random.nextDouble(),
            "stuck-on: array 1" + cell),
        cell(
            "stuck-off",
            row,
            column,
            10e-6 + 14e-6 * random.nextDouble(),
            "stuck-off: array 1" + cell));
  }

  private static Planted line(String kind, int first, int second, double value, String place) {
    return new Planted(
        "wiring-faults: [{kind: %s, array: 1, first: %d%s%s}]\n"
            .formatted(
                kind,
                first,
                second > 0 ? ", second: " + second : "",
                value > 0 ? ", value: " + value : ""),
        kind + ": array 1" + place);
  }

  private static Planted cell(String kind, int row, int column, double siemens, String words) {
    return new Planted(
        "cell-faults: [{kind: %s, array: 1, row: %d, column: %d, siemens: %s}]\n"
            .formatted(kind, row, column, siemens),
        words);
  }

  @Test
  void findsExactlyTheFaultThatWasPlanted() throws IOException {
    for (long seed = 1; seed <= REPEATS; seed++) {
      for (Planted fault : planted(new Random(seed))) {
        assertThat(CheckedBoard.words(check(fault.yaml(), true, seed, true)))
            .as("seed %d, %s", seed, fault.yaml())
            .containsExactly(fault.words());
      }
    }
  }

  @Test
  void withoutReferencesItFindsAllButThem() throws IOException {
    for (Planted fault : planted(new Random(7))) {
      CheckResult result = check(fault.yaml(), false, 7, true);
      assertThat(result.notTested()).first().asString().contains("no reference cells");
      if (fault.words().startsWith("wrong-reference")) {
        assertThat(result.findings()).isEmpty();
      } else {
        assertThat(CheckedBoard.words(result)).as(fault.yaml()).containsExactly(fault.words());
      }
    }
  }

  @Test
  void withoutPulsesItSaysThatItDidNotLookForStuckCells() throws IOException {
    CheckResult result =
        check("cell-faults: [{kind: stuck-on, array: 1, row: 1, column: 1}]\n", true, 1, false);
    assertThat(result.notTested())
        .containsExactly("array 1: whether cells move; that needs pulses, use --pulses");
  }

  @Test
  void everyFindingHasItsNumbers() {
    for (Finding finding : CheckedBoard.named("broken", 2, true).findings()) {
      assertThat(finding.evidence()).as(finding.place()).matches(".*\\d.*").doesNotContain("NaN");
      assertThat(finding.measured()).as(finding.place()).isNotEqualTo(finding.expected());
    }
  }
}
