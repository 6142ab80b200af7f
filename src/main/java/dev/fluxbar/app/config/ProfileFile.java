package dev.fluxbar.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.calibration.CalibrationResult;
import dev.fluxbar.calibration.DeviceResult;
import dev.fluxbar.physics.lines.LineResistances;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A calibration profile as a file: which board it is of, when it was found and for how long it may
 * be used, every number with its deviation, and a SHA-256 over all of it.
 *
 * @param place where it is, for messages
 * @param boardId the board that it is of
 * @param date when it was found
 * @param lifeDays days after which it is refused
 * @param profile what is applied to channels
 * @param lines of each array; 0 ohm where a resistance is not known to be more than its deviation
 * @param devices what devices were found, one entry an array where some were; told, not applied
 */
public record ProfileFile(
    String place,
    String boardId,
    Instant date,
    int lifeDays,
    AnalogProfile profile,
    List<LineResistances> lines,
    List<TypicalDevice> devices) {

  /** How long a profile may be used unless something else is said. Chosen, not measured. */
  public static final int USUAL_LIFE_DAYS = 30;

  private static final int MOST_LIFE_DAYS = 3650;
  private static final long LARGEST_BYTES = 1 << 26;

  public ProfileFile {
    lines = List.copyOf(lines);
    devices = List.copyOf(devices);
    checkLife(lifeDays);
  }

  /**
   * @throws BadInput if a profile may not live so long
   */
  public static void checkLife(int lifeDays) {
    if (lifeDays < 1 || lifeDays > MOST_LIFE_DAYS) {
      throw new BadInput(
          "calibration: life-days=%d; it must be 1 to %d".formatted(lifeDays, MOST_LIFE_DAYS));
    }
  }

  /**
   * What stands around the numbers.
   *
   * @param softwareVersion of this program
   * @param readVolts at which drivers were calibrated
   */
  public record Origin(Instant date, int lifeDays, String softwareVersion, double readVolts) {}

  /** The bytes of a new profile without devices. */
  public static byte[] bytes(BenchDescription bench, CalibrationResult result, Origin origin) {
    return bytes(bench, result, DeviceResult.NONE, origin);
  }

  /** The bytes of a new profile. */
  public static byte[] bytes(
      BenchDescription bench, CalibrationResult result, DeviceResult devices, Origin origin) {
    checkLife(origin.lifeDays());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("board-id", bench.boardId());
    values.put("firmware", bench.firmware());
    values.put("date", origin.date().toString());
    values.put("life-days", origin.lifeDays());
    values.put("software-version", origin.softwareVersion());
    values.put("methods", ProfileKeys.METHODS);
    values.put("read-volts", origin.readVolts());
    values.put("arrays", ProfileKeys.arrays(bench));
    values.put("parameters", ProfileKeys.parameters(result.parameters(), devices));
    values.put("residuals", ProfileKeys.residuals(result, devices));
    values.put("bad-cells", ProfileKeys.badCells(result.badCells()));
    values.put("devices", ProfileKeys.devices(devices));
    values.put("not-found", ProfileKeys.notFound(result, devices));
    return SealedJson.sealed(values);
  }

  /**
   * Reads a profile.
   *
   * @throws BadInput if it cannot be read, or was changed since it was written
   */
  public static ProfileFile read(Path file) {
    return of(file.toString(), WholeFile.read(file, LARGEST_BYTES));
  }

  /** As {@link #read}, from the bytes of a file; {@code place} is for messages. */
  public static ProfileFile of(String place, byte[] bytes) {
    JsonNode root = SealedJson.opened(place, bytes);
    try {
      return new ProfileFile(
          place,
          root.path("board-id").asText(),
          Instant.parse(root.path("date").asText()),
          root.path("life-days").asInt(),
          ProfileKeys.profile(root),
          ProfileKeys.lines(root),
          ProfileKeys.typicalDevices(root));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new BadInput(
          "%s: %s; this is no profile of this program, calibrate again"
              .formatted(place, e.getMessage()),
          e);
    }
  }

  /**
   * The profile for a board that answered.
   *
   * @throws BadInput if it is of another board or of arrays of other sizes, or too old
   */
  public AnalogProfile forBoard(BenchDescription bench, Clock clock) {
    if (!bench.boardId().equals(boardId)) {
      throw new BadInput(
          "%s: board-id=%s, this board=%s; the profile is of another board, calibrate this one"
              .formatted(place, boardId, bench.boardId()));
    }
    double days = ageDays(clock);
    if (!(days <= lifeDays)) {
      throw new BadInput(
          "%s: date=%s, age-days=%.1f, life-days=%d; the profile is too old, calibrate again"
              .formatted(place, date, days, lifeDays));
    }
    if (!(days >= -1)) {
      throw new BadInput(
          "%s: date=%s, now=%s; the profile is of the future, set the clock or calibrate again"
              .formatted(place, date, clock.instant()));
    }
    List<String> sizes = new ArrayList<>();
    for (int l = 0; l < bench.shape().layers(); l++) {
      sizes.add(ProfileKeys.size(bench, l));
    }
    List<String> own = profile.arrays().stream().map(ProfileKeys::size).toList();
    if (!sizes.equals(own)) {
      throw new BadInput(
          "%s: arrays=%s, this board=%s; the profile is of arrays of other sizes, calibrate again"
              .formatted(place, own, sizes));
    }
    return profile;
  }

  /** How old it is; a profile of tomorrow has a negative age. */
  public double ageDays(Clock clock) {
    return Duration.between(date, clock.instant()).toMillis() / 86_400_000.0;
  }
}
