package dev.fluxbar.app.config;

import dev.fluxbar.bench.openmena.DriverOffsets;
import dev.fluxbar.bench.openmena.MenaInputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an openmena board does not say of itself.
 *
 * @param boardId what profiles and ledgers know it by
 * @param inputs what a count of its inputs is worth
 * @param offsets of its drivers, by a meter
 */
public record OpenMenaKeys(String boardId, MenaInputs inputs, DriverOffsets offsets) {
  static final String SECTION = "openmena";

  private static final double MIDDLE_COUNTS = 2048;

  /** What a usual meter tells a voltage to. */
  private static final double METER_VOLTS = 2e-4;

  public OpenMenaKeys {
    if (!boardId.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "openmena: board-id=%s; write 1 to 64 letters, digits, points and dashes"
              .formatted(boardId));
    }
  }

  static Optional<OpenMenaKeys> read(Section file) {
    if (!file.has(SECTION)) {
      return Optional.empty();
    }
    Section keys =
        file.section(
            SECTION,
            "board-id",
            "amperes-per-count",
            "zero-counts",
            "driver-offset-volts",
            "driver-offset-deviation-volts");
    keys.requiredText("amperes-per-count");
    return Optional.of(
        new OpenMenaKeys(
            keys.text("board-id").orElse("openmena"),
            new MenaInputs(
                keys.number("amperes-per-count", 0, x -> x != 0, "write a number that is not 0"),
                keys.number("zero-counts", MIDDLE_COUNTS, x -> x >= 0, "write 0 to 4095")),
            offsets(keys)));
  }

  private static DriverOffsets offsets(Section keys) {
    List<Double> volts = new ArrayList<>();
    for (YamlNode item : keys.items("driver-offset-volts")) {
      volts.add(keys.number(item, "driver-offset-volts", x -> true, "write volts"));
    }
    return new DriverOffsets(
        volts,
        keys.number(
            "driver-offset-deviation-volts",
            volts.isEmpty() ? DriverOffsets.UNKNOWN.deviationVolts() : METER_VOLTS,
            x -> x >= 0,
            "write a number from 0"));
  }

  Map<String, Object> keys() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("board-id", boardId);
    keys.put("amperes-per-count", inputs.amperesPerCount());
    keys.put("zero-counts", inputs.zeroCounts());
    if (!offsets.volts().isEmpty()) {
      keys.put("driver-offset-volts", offsets.volts());
    }
    keys.put("driver-offset-deviation-volts", offsets.deviationVolts());
    return keys;
  }
}
