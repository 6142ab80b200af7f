package dev.fluxbar.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.calibration.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short campaigns; {@code fluxbar bench calibration --repeats 100} is a long one. */
class RecoveryTest {

  private static RecoveryResult run(String bench, int repeats, long seed, boolean reads) {
    return new Recovery(BenchFile.named(bench), new RecoverySettings(repeats, seed, 256, reads))
        .run(Audience.NOBODY);
  }

  private static Recovered of(RecoveryResult result, Quantity quantity) {
    return result.quantities().get(quantity.ordinal());
  }

  @Test
  void readsOfTheLabBoardAreTenTimesBetterAfterIt() {
    RecoveryResult result = run("emulator:lab", 2, 1100, true);
    assertThat(result.notFound()).isEmpty();
    assertThat(result.reads()).hasSize(2);
    for (ReadErrors.Found array : result.reads()) {
      assertThat(array.boards()).isEqualTo(2);
      assertThat(array.before() / array.after()).isGreaterThan(10);
    }
    for (Recovered one : result.quantities()) {
      assertThat(one.untestable()).as("%s", one).isZero();
      // Two boards: a driver's error is that of its reference resistor, and 1 in 300 is beyond.
      assertThat(one.shareWithin()).as("%s", one).isGreaterThan(0.95);
    }
  }

  @Test
  void whatABrokenBoardDoesNotLetOneTestIsNotFoundAndNotWrong() {
    RecoveryResult result = run("emulator:broken", 1, 1200, false);
    // An open column and two swapped ones; three rows in six ranges, and one that clips in three.
    assertThat(of(result, Quantity.DRIVER_GAIN).untestable()).isEqualTo(3);
    assertThat(of(result, Quantity.DRIVER_OFFSET).untestable()).isEqualTo(3);
    assertThat(of(result, Quantity.INPUT_GAIN).untestable()).isEqualTo(3 * 6 + 3);
    assertThat(of(result, Quantity.INPUT_OFFSET).untestable()).isZero();
    assertThat(result.notFound())
        .containsKeys(
            "array 1, column 12: driver-offset, driver-gain; its reference resistor carries 0.0 of"
                + " what it should",
            "array 1, row 14, range 1: input-gain; it bends, as an input that saturates early does",
            "array 2, row 5, range 1: input-gain; it shows 0.5 of what its reference resistor"
                + " carries");
    for (Recovered one : result.quantities()) {
      // Were one of them taken for sound, it would be off by hundreds of deviations.
      assertThat(one.largest()).as("%s", one).isLessThan(6);
    }
  }

  @Test
  void anIdealBoardsLinesResistNothing() {
    Recovered ohms = of(run("emulator:ideal", 1, 1, false), Quantity.ROW_SEGMENT);
    assertThat(ohms.shareWithin()).isEqualTo(1);
    // A cell has half an ohm: of lines, a millionth of that shows.
    assertThat(ohms.typicalDeviation()).isLessThan(1e-6);
  }

  @Test
  void linesThatWereFoundAreCorrectedForWhereTheBarsReallyAre(@TempDir Path folder)
      throws IOException {
    Files.writeString(
        folder.resolve("board.yaml"),
        """
        topology: independent
        arrays: [{rows: 10, columns: 12}]
        device: {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 0.02}
        dac-full-scale-volts: 2.048
        range-amperes: [8.192e-6, 32.768e-6, 131.072e-6]
        noise-amperes: 1e-9
        devices: {conductance-spread: 0.05}
        lines: {column-segment-ohms: 4, row-segment-ohms: 4}
        references: {ohms: 20000}
        """);
    Path bench = folder.resolve("bench.yaml");
    Files.writeString(
        bench,
        """
        bench: emulator:board.yaml
        device: {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 0.02}
        signal: {tau-seconds: 1e-4, read-volts: 0.1}
        limits: {drive-volts: 2}
        references: {ohms: 20000}
        bars:
          - {rows: [3, 1, 9, 6], columns: [2, 12, 7, 5, 1], pairs: false}
        """);
    ReadErrors.Found read = run(bench.toString(), 1, 3, true).reads().get(0);
    // Ten segments of 4 ohm before a cell of 30 uS take a thousandth, many cells more; noise of
    // 1 nA over 256 conversions, twice, is 15 parts of a million, and 4 ohm are known to a percent.
    assertThat(read.before()).isGreaterThan(1e-3);
    assertThat(read.after()).isLessThan(1.5e-4);
  }
}
