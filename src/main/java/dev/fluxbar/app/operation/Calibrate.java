package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.RunPlan;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.ProfileFile;
import dev.fluxbar.app.config.ProfileKeys;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.app.runs.DataFolder;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.SoftwareVersion;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.calibration.Calibration;
import dev.fluxbar.calibration.CalibrationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Measures the board itself, all of its bars, and writes what it found as a profile. */
public final class Calibrate implements Operation {

  /**
   * How.
   *
   * @param out the profile's file; else one by the board's id in the data folder
   * @param averages conversions a result
   * @param lifeDays how long the profile may be used
   */
  public record Wanted(Optional<Path> out, int averages, int lifeDays) {}

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
    return RunPlan.of(
        calibration(open).programs(), true, open.board().description(), open.board().limits());
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
    byte[] profile =
        ProfileFile.bytes(
            open.board().description(),
            result,
            new ProfileFile.Origin(
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                wanted.lifeDays(),
                SoftwareVersion.current(),
                open.file().signal().readVolts()));
    folder.write("profile.json", profile);
    Path file = wanted.out().orElseGet(() -> usual(open));
    WholeFile.write(file, profile);
    CalibrationPictures.write(result, open, folder);
    CalibrationTable.lines(result).forEach(audience::say);
    audience.say("Profile: " + file);
    return OperationResult.done(values(result, file, open));
  }

  /** By the board's id, of which only letters, digits and dashes are left. */
  private static Path usual(OpenBench open) {
    String id = open.board().description().boardId().replaceAll("[^A-Za-z0-9-]", "_");
    Path folder = DataFolder.current().resolve("profiles");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInput(
          folder + ": the folder cannot be made; check its permissions or name a file with --out",
          e);
    }
    return folder.resolve(id + ".json");
  }

  private static Map<String, Object> values(CalibrationResult result, Path file, OpenBench open) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("board", open.board().description().boardId());
    values.put("profile", file.toString());
    values.put("parameters", ProfileKeys.parameters(result.parameters()));
    values.put("residual-rms", result.residuals().rms());
    values.put("residual-largest", result.residuals().largest());
    values.put("residuals", result.residuals().count());
    values.put("driver-bend-volts", result.driverBendVolts());
    values.put("bad-cells", ProfileKeys.badCells(result.badCells()));
    values.put("not-found", result.notFound());
    values.put("bench-seconds", result.benchSeconds());
    values.put("programs", result.programs());
    return values;
  }
}
