package dev.fluxbar.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.analog.References;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Boards with drawn errors are calibrated, and what was found is held against what was drawn.
 * {@code -Dfluxbar.calibration.repeats=100} makes it the whole campaign.
 */
class CalibrationRecoveryTest {
  private static final int REPEATS = Integer.getInteger("fluxbar.calibration.repeats", 8);
  private static final References REFERENCES = new References(20_000, 1e-4, 5e-5);
  private static final int ROWS = 5;
  private static final int COLUMNS = 6;
  private static final double MIN = 8e-6;
  private static final double MAX = 52e-6;

  private static CalibrationSettings settings(boolean references) {
    return new CalibrationSettings(1e-4, 0.1, 1e-5, 256, MIN, MAX, references ? REFERENCES : null);
  }

  /** A board with the errors of a good laboratory board. */
  static SyntheticBoard lab(SwitchKind switches, long seed) {
    SyntheticBoard board = new SyntheticBoard(ROWS, COLUMNS, switches, seed);
    Random random = new Random(seed ^ 0x6c6162);
    board.noiseAmperes = 1e-9;
    // Ten times the usual lines: an array of five by six is a small lever.
    board.columnSegmentOhms = 0.5;
    board.rowSegmentOhms = 0.7;
    for (int j = 0; j < COLUMNS - 1; j++) {
      board.drivers[j] =
          new DriverTransfer(1e-3 * random.nextGaussian(), 1 + 5e-3 * random.nextGaussian());
    }
    board.drivers[COLUMNS - 1] = new DriverTransfer(0, 1 + 5e-5 * random.nextGaussian());
    for (int k = 0; k < ROWS; k++) {
      for (int r = 0; r < 5; r++) {
        double full = 8.192e-6 * Math.pow(4, r);
        board.inputs[k][r] =
            new InputTransfer(
                1e-3 * full * random.nextGaussian(), 1 + 5e-3 * random.nextGaussian());
      }
      for (int j = 0; j < COLUMNS; j++) {
        boolean reference = k == ROWS - 1 || j == COLUMNS - 1;
        board.siemens[k][j] =
            reference
                ? 1 / (20_000 * (1 + 1e-4 * random.nextGaussian()))
                : 1.2e-5 + 3.5e-5 * random.nextDouble();
      }
    }
    return board;
  }

  static double truth(SyntheticBoard board, Parameter found) {
    switch (found.quantity()) {
      case DRIVER_OFFSET:
        return board.drivers[found.line()].offsetVolts();
      case DRIVER_GAIN:
        return board.drivers[found.line()].gain();
      case INPUT_OFFSET:
        return board.inputs[found.line()][found.range()].offsetAmperes();
      case INPUT_GAIN:
        return board.inputs[found.line()][found.range()].gain();
      case INPUT_NOISE:
        return board.noiseAmperes;
      case COLUMN_SEGMENT:
        return board.columnSegmentOhms;
      case ROW_SEGMENT:
        return board.rowSegmentOhms;
    }
    throw new AssertionError(found);
  }

  @Test
  void deviationsAreHonest() {
    Map<Quantity, List<Double>> normalised = new EnumMap<>(Quantity.class);
    for (long seed = 1; seed <= REPEATS; seed++) {
      SyntheticBoard board = lab(seed % 2 == 0 ? SwitchKind.LINE : SwitchKind.CROSSPOINT, seed);
      CalibrationResult result = new Calibration(board, settings(true)).run((done, all) -> {});
      assertThat(result.notFound()).isEmpty();
      assertThat(result.badCells()).isEmpty();
      for (Parameter found : result.parameters()) {
        double error = found.estimate().value() - truth(board, found);
        normalised
            .computeIfAbsent(found.quantity(), q -> new ArrayList<>())
            .add(error / found.estimate().deviation());
      }
    }
    assertThat(normalised.keySet()).containsExactly(Quantity.values());
    normalised.forEach(
        (quantity, all) -> {
          double square = all.stream().mapToDouble(x -> x * x).average().orElseThrow();
          double within = all.stream().filter(x -> Math.abs(x) <= 3).count() / (double) all.size();
          // The mean of n squares of one row's or reference's share is known to sqrt(2/n) and less
          // exactly where one resistor is in several numbers: eight boards leave a factor of two.
          double slack = REPEATS >= 100 ? 1 : 2;
          assertThat(square)
              .as("%s over %d", quantity, all.size())
              .isBetween(0.5 / slack, 1.5 * slack);
          assertThat(within)
              .as("%s over %d", quantity, all.size())
              .isGreaterThanOrEqualTo(REPEATS >= 100 ? 0.99 : 0.97);
        });
  }

  @Test
  void findsBadCellsAndLeavesTheirRowsOut() {
    SyntheticBoard board = lab(SwitchKind.CROSSPOINT, 99);
    board.siemens[1][2] = 1e-12;
    board.siemens[2][3] = 6.5e-5;
    board.siemens[0][0] = 0.1;
    board.siemens[3][4] = 6e-6;
    CalibrationResult result = new Calibration(board, settings(true)).run((done, all) -> {});
    assertThat(result.badCells().stream().map(bad -> bad.cell() + " " + bad.kind()))
        .containsExactly(
            new Cell(0, 0, 0) + " SHORT",
            new Cell(0, 1, 2) + " OPEN",
            new Cell(0, 2, 3) + " HIGH",
            new Cell(0, 3, 4) + " LOW");
  }

  @Test
  void offsetsAndLinesNeedNoReferences() {
    CalibrationResult result =
        new Calibration(lab(SwitchKind.LINE, 5), settings(false)).run((done, all) -> {});
    assertThat(result.parameters().stream().map(Parameter::quantity).distinct())
        .containsExactly(
            Quantity.INPUT_OFFSET,
            Quantity.INPUT_NOISE,
            Quantity.COLUMN_SEGMENT,
            Quantity.ROW_SEGMENT);
    assertThat(result.notFound())
        .singleElement()
        .asString()
        .isEqualTo(
            "array 1: driver-offset, driver-gain, input-gain; the board has no reference cells");
  }

  @Test
  void anErrorOfGainsFallsByMoreThanTenTimes() {
    SyntheticBoard board = lab(SwitchKind.LINE, 4);
    AnalogProfile.ArrayTransfers found =
        new Calibration(board, settings(true)).run((done, all) -> {}).profile().arrays().get(0);
    double before = 0;
    double after = 0;
    for (int k = 0; k < ROWS; k++) {
      for (int j = 0; j < COLUMNS; j++) {
        double real = board.inputs[k][0].gain() * board.drivers[j].gain();
        double assumed = found.inputs().get(k).get(0).gain() * found.drivers().get(j).gain();
        before += Math.pow(real - 1, 2);
        after += Math.pow(real / assumed - 1, 2);
      }
    }
    // 0.7 % against what resistors of 1e-4 leave.
    assertThat(Math.sqrt(before / after)).isGreaterThan(10);
  }
}
