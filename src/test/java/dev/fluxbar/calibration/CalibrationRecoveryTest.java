package dev.fluxbar.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.analog.References;
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
          assertThat(within).as("%s over %d", quantity, all.size()).isGreaterThanOrEqualTo(0.97);
        });
  }
}
