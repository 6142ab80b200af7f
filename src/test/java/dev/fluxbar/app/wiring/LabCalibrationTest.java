package dev.fluxbar.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.calibration.Calibration;
import dev.fluxbar.calibration.CalibrationResult;
import dev.fluxbar.calibration.CalibrationSettings;
import dev.fluxbar.calibration.Parameter;
import dev.fluxbar.calibration.Quantity;
import dev.fluxbar.emulator.AnalogTruth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * The board that is called lab, with its own physics behind the wire: what calibration finds is
 * what is hidden, within its deviations. {@code -Dfluxbar.calibration.repeats=100} makes it the
 * whole campaign.
 */
class LabCalibrationTest {
  private static final int REPEATS = Integer.getInteger("fluxbar.calibration.repeats", 3);
  private static final double SEGMENT_OHMS = 0.01;

  private static CalibrationResult calibrated(OpenBench open) {
    BenchFile file = open.file();
    CalibrationSettings settings =
        new CalibrationSettings(
            file.signal().tauSeconds(),
            file.signal().readVolts(),
            0,
            CalibrationSettings.USUAL_AVERAGES,
            file.device().minSiemens(),
            file.device().maxSiemens(),
            file.references().orElseThrow());
    return new Calibration(open.booked(), settings).run((done, all) -> {});
  }

  private static double truth(OpenBench open, Parameter found) {
    AnalogTruth truth = open.emulated().orElseThrow().analogTruth();
    double step = open.board().description().channels().get(found.array()).driveStepVolts();
    int code = (int) Math.rint(open.file().signal().readVolts() / step);
    double up = 0;
    double down = 0;
    if (found.quantity() == Quantity.DRIVER_OFFSET || found.quantity() == Quantity.DRIVER_GAIN) {
      up = truth.driverVolts(found.array(), found.line(), code);
      down = truth.driverVolts(found.array(), found.line(), -code);
    }
    switch (found.quantity()) {
      case DRIVER_OFFSET:
        return (up + down) / 2;
      case DRIVER_GAIN:
        return (up - down) / (2 * code * step);
      case INPUT_OFFSET:
        return truth.inputOffsetAmperes(found.array(), found.range(), found.line());
      case INPUT_GAIN:
        return truth.inputGain(found.array(), found.range(), found.line());
      case COLUMN_SEGMENT:
      case ROW_SEGMENT:
        return SEGMENT_OHMS;
      case INPUT_NOISE:
        return found.estimate().value(); // of several kinds, which the truth does not add up
    }
    throw new AssertionError(found);
  }

  @Test
  void findsWhatIsHiddenWithinItsDeviations() {
    Map<Quantity, List<Double>> normalised = new EnumMap<>(Quantity.class);
    for (long seed = 1; seed <= REPEATS; seed++) {
      try (OpenBench open =
          OpenBench.open(BenchFile.named("emulator:lab"), Line.MEMORY, OptionalLong.of(seed))) {
        CalibrationResult result = calibrated(open);
        assertThat(result.notFound()).isEmpty();
        for (Parameter found : result.parameters()) {
          double error = found.estimate().value() - truth(open, found);
          normalised
              .computeIfAbsent(found.quantity(), q -> new ArrayList<>())
              .add(error / found.estimate().deviation());
        }
      }
    }
    normalised.remove(Quantity.INPUT_NOISE);
    assertThat(normalised).hasSize(Quantity.values().length - 1);
    normalised.forEach(
        (quantity, all) -> {
          double square = all.stream().mapToDouble(x -> x * x).average().orElseThrow();
          double within = all.stream().filter(x -> Math.abs(x) <= 3).count() / (double) all.size();
          // Six numbers of lines in three boards: their mean square is known to 0.6.
          assertThat(square)
              .as("%s over %d", quantity, all.size())
              .isLessThan(REPEATS < 100 ? 3 : 1.5);
          assertThat(within)
              .as("%s over %d", quantity, all.size())
              .isGreaterThanOrEqualTo(REPEATS >= 100 ? 0.99 : 0.98);
        });
  }
}
