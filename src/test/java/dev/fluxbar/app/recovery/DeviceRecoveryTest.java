package dev.fluxbar.app.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.calibration.Calibration;
import dev.fluxbar.calibration.CalibrationResult;
import dev.fluxbar.calibration.DeviceCalibration;
import dev.fluxbar.calibration.DeviceCell;
import dev.fluxbar.calibration.DeviceQuantity;
import dev.fluxbar.calibration.DeviceResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices behind the wire, held against what the boards hide. */
class DeviceRecoveryTest {
  private static final String ARCTAN =
      "device: {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 0.02}\n";

  private static DeviceResult found(Path bench, List<Cell> cells, int count) {
    try (OpenBench open =
        OpenBench.open(BenchFile.named(bench.toString()), Line.MEMORY, OptionalLong.of(7))) {
      return found(open, cells, count);
    }
  }

  private static DeviceResult found(OpenBench open, List<Cell> cells, int count) {
    CalibrationResult board =
        new Calibration(open.booked(), open.calibrationSettings(256)).run((done, all) -> {});
    return new DeviceCalibration(
            open.booked(), open.calibrationSettings(256), open.deviceSettings(cells, count))
        .run(board, (done, all) -> {});
  }

  /** A bench of four by four cells without references; the host takes its devices for arctan. */
  private static Path bench(Path folder, String board) throws IOException {
    Files.writeString(
        folder.resolve("board.yaml"),
        """
        topology: independent
        arrays: [{rows: 4, columns: 4}]
        dac-full-scale-volts: 2.048
        range-amperes: [8.192e-6, 32.768e-6, 131.072e-6, 524.288e-6]
        noise-amperes: 1e-9
        """
            + board);
    Path bench = folder.resolve("bench.yaml");
    Files.writeString(
        bench,
        "bench: emulator:board.yaml\n"
            + ARCTAN
            + """
              signal:
                {tau-seconds: 1e-4, read-volts: 0.1, pulse-seconds: 1e-3, first-pulse-volts: 0.5,
                 unit-volts: 0.1}
              limits: {drive-volts: 1.5, on-seconds: 0.1, flux-volt-seconds: 0.2}
              """);
    return bench;
  }

  @Test
  void hiddenDevicesOfNamedBoardsAreWithinTheirDeviations() {
    for (String name : List.of("lab", "noisy", "leaky")) {
      RecoveryResult result =
          new Recovery(
                  BenchFile.named("emulator:" + name), new RecoverySettings(1, 1300, 256, false, 4))
              .run(Audience.NOBODY);
      List<Recovered> devices =
          result.quantities().stream()
              .filter(one -> one.quantity() instanceof DeviceQuantity)
              .toList();
      assertThat(devices).hasSize(DeviceQuantity.values().length);
      for (Recovered one : devices) {
        assertThat(one.found()).as("%s, %s", name, one).isEqualTo(8);
        // One normal number in 16,000 is beyond four deviations; there are 72 here.
        assertThat(one.largest()).as("%s, %s", name, one).isLessThan(4);
        // Eight squares: beyond 2.8 in one of 250, were they not made by fits.
        assertThat(one.meanSquare()).as("%s, %s", name, one).isLessThan(2.8);
      }
    }
  }

  @Test
  void cellsAreBroughtBackToWhereTheyWere() {
    try (OpenBench open =
        OpenBench.open(BenchFile.named("emulator:lab"), Line.MEMORY, OptionalLong.of(1301))) {
      Memductances before = open.emulated().orElseThrow().truth().memductances();
      DeviceResult result = found(open, List.of(), 2);
      Memductances after = open.emulated().orElseThrow().truth().memductances();
      assertThat(result.cells()).hasSize(4);
      for (DeviceCell one : result.cells()) {
        Cell cell = one.cell();
        double left =
            after.array(cell.array()).at(cell.row(), cell.column())
                - before.array(cell.array()).at(cell.row(), cell.column());
        // A thousandth of 44 uS, half as much again for another device and the reading's noise.
        assertThat(Math.abs(left)).as("%s", cell).isLessThan(66e-9);
        assertThat(Math.abs(left - one.leftSiemens())).as("%s", cell).isLessThan(5e-9);
      }
    }
  }

  @Test
  void aCellThatForgetsAndOneThatIsStuckAreNamedWithTheReason(@TempDir Path folder)
      throws IOException {
    DeviceResult result =
        found(
            bench(
                folder,
                """
                device:
                  {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 0.02,
                   forget-seconds: 0.5}
                devices: {cycle-spread: 0.02}
                cell-faults: [{kind: stuck-on, array: 1, row: 2, column: 3, siemens: 45e-6}]
                """),
            List.of(new Cell(0, 0, 0), new Cell(0, 1, 2)),
            1);
    assertThat(result.parameters()).isEmpty();
    assertThat(result.notFound()).hasSize(2);
    assertThat(result.notFound().get(0))
        .startsWith("layer 1, row 1, column 1: device; ")
        .contains("residuals follow each other");
    assertThat(result.notFound().get(1))
        .startsWith("layer 1, row 2, column 3: device; it does not follow its flux");
  }

  @Test
  void aThresholdAndAMovingBoundaryAreNoCurvesOfFlux(@TempDir Path folder) throws IOException {
    for (String device :
        List.of(
            "{kind: vteam, on-ohms: 20000, off-ohms: 120000, on-rate-per-second: -20,"
                + " off-rate-per-second: 20}",
            "{kind: hp, on-ohms: 20000, off-ohms: 120000, window: biolek}")) {
      DeviceResult result =
          found(bench(folder, "device: " + device + "\ninitial-siemens: 20e-6\n"), List.of(), 2);
      assertThat(result.cells()).as(device).hasSize(2);
      assertThat(result.parameters()).as(device).isEmpty();
      assertThat(result.notFound()).as(device).hasSize(2);
    }
  }

  @Test
  void badCellsAndReferencesAreNotDriven(@TempDir Path folder) throws IOException {
    Path bench =
        bench(folder, ARCTAN + "cell-faults: [{kind: open, array: 1, row: 1, column: 1}]\n");
    DeviceResult result = found(bench, List.of(new Cell(0, 0, 0)), 1);
    assertThat(result.cells()).isEmpty();
    assertThat(result.notFound())
        .containsExactly("layer 1, row 1, column 1: device; the cell is bad, open");
    assertThat(found(bench, List.of(), 16).cells().stream().map(DeviceCell::cell))
        .hasSize(15)
        .doesNotContain(new Cell(0, 0, 0));
    try (OpenBench lab =
        OpenBench.open(BenchFile.named("emulator:lab"), Line.MEMORY, OptionalLong.of(1))) {
      Cell reference = new Cell(1, 0, 8);
      assertThatThrownBy(() -> found(lab, List.of(reference), 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no references");
    }
  }

  @Test
  void tightLimitsMakeMorePulsesAndNothingBeyondThem(@TempDir Path folder) throws IOException {
    Path bench = bench(folder, ARCTAN + "devices: {cycle-spread: 0.02}\n");
    Files.writeString(
        bench,
        Files.readString(bench)
            .replace("drive-volts: 1.5, on-seconds: 0.1", "drive-volts: 0.5, on-seconds: 0.011"));
    // 2/3 of 0.5 V for half of 11 ms: pulses of 1.8 mV s, so 65 to the 0.12 V s of the range.
    DeviceResult result = found(bench, List.of(new Cell(0, 2, 1)), 1);
    assertThat(result.cells().get(0).points().size()).isBetween(120, 140);
    assertThat(result.cells().get(0).curve()).isPresent();
  }
}
