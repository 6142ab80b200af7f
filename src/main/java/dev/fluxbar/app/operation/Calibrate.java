package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.RunPlan;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.app.config.ProfileKeys;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.SoftwareVersion;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Cell;
import dev.fluxbar.calibration.Calibration;
import dev.fluxbar.calibration.CalibrationResult;
import dev.fluxbar.calibration.DeviceCalibration;
import dev.fluxbar.calibration.DeviceResult;
import dev.fluxbar.calibration.Residuals;
import dev.fluxbar.signal.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures the board itself, all of its bars, and writes what it found as a profile. */
public final class Calibrate implements Operation {

  /**
   * How.
   *
   * @param out the profile's file; else {@link OpenBench#keptProfile}
   * @param averages conversions a result
   * @param lifeDays how long the profile may be used
   * @param devices which cells are driven through their range, if any are
   */
  public record Wanted(
      Optional<Path> out, int averages, int lifeDays, Optional<WantedDevices> devices) {
    /** The channels and lines alone: no cell is moved. */
    public Wanted(Optional<Path> out, int averages, int lifeDays) {
      this(out, averages, lifeDays, Optional.empty());
    }
  }

  /**
   * Which cells are driven through their range.
   *
   * @param cells as the board counts them; empty: {@code count} an array
   */
  public record WantedDevices(List<Cell> cells, int count) {
    public WantedDevices {
      cells = List.copyOf(cells);
    }
  }

  private final Wanted wanted;
  private final Audience audience;

  public Calibrate(Wanted wanted, Audience audience) {
    this.wanted = wanted;
    this.audience = audience;
  }

  @Override
  public void check(OpenBench open) {
    ProfileFile.checkLife(wanted.lifeDays());
    wanted.out().ifPresent(WholeFile::checkTarget);
    planned(open);
  }

  @Override
  public OperationResult plan(OpenBench open) {
    return Dry.of(planned(open), audience);
  }

  private RunPlan planned(OpenBench open) {
    List<Program> programs = new ArrayList<>(calibration(open).programs());
    devices(open).ifPresent(devices -> programs.addAll(devices.programs()));
    return RunPlan.of(
        programs, wanted.devices().isEmpty(), open.board().description(), open.board().limits());
  }

  private Optional<DeviceCalibration> devices(OpenBench open) {
    return wanted
        .devices()
        .map(
            devices ->
                new DeviceCalibration(
                    open.booked(),
                    open.calibrationSettings(wanted.averages()),
                    open.deviceSettings(devices.cells(), devices.count())));
  }

  private Calibration calibration(OpenBench open) {
    return new Calibration(open.booked(), open.calibrationSettings(wanted.averages()));
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    CalibrationResult result;
    try (Audience.Meter meter = audience.meter("calibrate", 1000)) {
      result =
          calibration(open)
              .run((done, all) -> meter.at(1000L * done / all, "%d of %d".formatted(done, all)));
    }
    DeviceResult devices = drive(open, result);
    byte[] profile =
        ProfileFile.bytes(
            open.board().description(),
            result,
            devices,
            new ProfileFile.Origin(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                wanted.lifeDays(),
                SoftwareVersion.current(),
                open.file().signal().readVolts()));
    folder.write("profile.json", profile);
    Path file = wanted.out().orElseGet(() -> usual(open));
    WholeFile.write(file, profile);
    if (!devices.cells().isEmpty()) {
      folder.write(DeviceTable.POINTS, DeviceTable.points(devices));
    }
    CalibrationPictures.write(result, devices, open, folder);
    CalibrationTable.lines(result).forEach(audience::say);
    DeviceTable.lines(devices, open.file().device()).forEach(audience::say);
    audience.say("Profile: " + file);
    return OperationResult.done(values(result, devices, file, open));
  }

  /** After the board was measured, with what was found of it. */
  private DeviceResult drive(OpenBench open, CalibrationResult board) {
    Optional<DeviceCalibration> calibration = devices(open);
    if (calibration.isEmpty()) {
      return DeviceResult.NONE;
    }
    try (Audience.Meter meter = audience.meter("devices", 1000)) {
      return calibration
          .get()
          .run(
              board,
              (done, all) -> meter.at(1000L * done / all, "%d of %d cells".formatted(done, all)));
    }
  }

  private static Path usual(OpenBench open) {
    Path file = open.keptProfile();
    try {
      Files.createDirectories(file.resolveSibling(""));
    } catch (IOException e) {
      throw new BadInput(
          file + ": its folder cannot be made; check its permissions or name a file with --out", e);
    }
    return file;
  }

  private static Map<String, Object> values(
      CalibrationResult result, DeviceResult devices, Path file, OpenBench open) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("board", open.board().description().boardId());
    values.put("profile", file.toString());
    values.put("parameters", ProfileKeys.parameters(result.parameters(), devices));
    Residuals residuals = result.residuals().and(devices.residuals());
    values.put("residual-rms", residuals.rms());
    values.put("residual-largest", residuals.largest());
    values.put("residuals", residuals.count());
    values.put("driver-bend-volts", result.driverBendVolts());
    values.put("bad-cells", ProfileKeys.badCells(result.badCells()));
    values.put("devices", ProfileKeys.devices(devices));
    values.put("device-differences", DeviceTable.differs(devices, open.file().device()));
    values.put("not-found", ProfileKeys.notFound(result, devices));
    values.put("bench-seconds", result.benchSeconds() + devices.benchSeconds());
    values.put("programs", result.programs() + devices.programs());
    return values;
  }
}
