package dev.fluxbar.app.recovery;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.calibration.Calibration;
import dev.fluxbar.calibration.CalibrationResult;
import dev.fluxbar.calibration.DeviceCalibration;
import dev.fluxbar.calibration.DeviceParameter;
import dev.fluxbar.calibration.DeviceQuantity;
import dev.fluxbar.calibration.DeviceResult;
import dev.fluxbar.calibration.Parameter;
import dev.fluxbar.calibration.Quantity;
import dev.fluxbar.fault.BenchFault;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Draws boards of one kind, calibrates each, and holds every number that was found against what the
 * board hides. Nothing is left out: a number that is not found is counted, with the reason that the
 * calibration gave.
 */
public final class Recovery {
  private static final int MOST_ATTEMPTS = 5;

  private final BenchFile bench;
  private final RecoverySettings settings;
  private final Map<Quantity, Tally> tallies = new EnumMap<>(Quantity.class);
  private final Map<DeviceQuantity, Tally> devices = new EnumMap<>(DeviceQuantity.class);
  private final Map<String, Integer> notFound = new TreeMap<>();
  private double residualSquares;
  private long residuals;
  private final ReadErrors reads;
  private int redrawn;

  /**
   * @param bench an emulated board in this process
   */
  public Recovery(BenchFile bench, RecoverySettings settings) {
    this.bench = bench;
    this.settings = settings;
    this.reads = new ReadErrors(bench, settings);
    for (Quantity quantity : Quantity.values()) {
      tallies.put(quantity, new Tally(quantity));
    }
    for (DeviceQuantity quantity : DeviceQuantity.values()) {
      devices.put(quantity, new Tally(quantity));
    }
  }

  /** Draws and calibrates all of them. */
  public RecoveryResult run(Audience audience) {
    try (Audience.Meter meter = audience.meter("calibrate", settings.repeats())) {
      for (int i = 0; i < settings.repeats(); i++) {
        long seed = settings.seed() + i;
        one(seed);
        meter.at(i + 1L, "seed %d".formatted(seed));
      }
    }
    return new RecoveryResult(
        Stream.concat(
                tallies.values().stream(),
                settings.devices() > 0 ? devices.values().stream() : Stream.empty())
            .map(Tally::recovered)
            .toList(),
        notFound,
        residuals == 0 ? 0 : Math.sqrt(residualSquares / residuals),
        reads.found(),
        redrawn);
  }

  /**
   * A board whose watchdog a busy machine let starve is drawn again: its seed makes it the same.
   */
  private void one(long seed) {
    for (int left = MOST_ATTEMPTS - 1; ; left--) {
      try (OpenBench open = OpenBench.open(bench, Line.MEMORY, OptionalLong.of(seed))) {
        CalibrationResult result =
            new Calibration(open.booked(), open.calibrationSettings(settings.averages()))
                .run((done, all) -> {});
        List<ReadErrors.OfBoard> errors =
            settings.reads() ? reads.of(open, result, seed) : List.of();
        DeviceResult found = settings.devices() > 0 ? devices(open, result) : DeviceResult.NONE;
        count(new HiddenTruth(open), result);
        count(new HiddenTruth(open), found);
        reads.add(errors);
        return;
      } catch (BenchFault e) {
        if (left == 0) {
          throw e;
        }
        redrawn++;
      }
    }
  }

  private DeviceResult devices(OpenBench open, CalibrationResult board) {
    return new DeviceCalibration(
            open.booked(),
            open.calibrationSettings(settings.averages()),
            open.deviceSettings(List.of(), settings.devices()))
        .run(board, (done, all) -> {});
  }

  private void count(HiddenTruth truth, DeviceResult result) {
    devices.values().forEach(tally -> tally.hides(result.cells().size()));
    for (DeviceParameter found : result.parameters()) {
      devices.computeIfAbsent(found.quantity(), Tally::new).add(found.estimate(), truth.of(found));
    }
    result.notFound().forEach(reason -> notFound.merge(reason, 1, Integer::sum));
    residualSquares += result.residuals().chiSquare();
    residuals += result.residuals().count();
  }

  private void count(HiddenTruth truth, CalibrationResult result) {
    tallies.forEach((quantity, tally) -> tally.hides(truth.count(quantity)));
    for (Parameter found : result.parameters()) {
      tally(found.quantity()).add(found.estimate(), truth.of(found));
    }
    result.notFound().forEach(reason -> notFound.merge(reason, 1, Integer::sum));
    residualSquares += result.residuals().chiSquare();
    residuals += result.residuals().count();
  }

  private Tally tally(Quantity quantity) {
    return tallies.computeIfAbsent(quantity, Tally::new);
  }
}
