package dev.fluxbar.app.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The devices that a calibration found in one array, beside what a bench file says of them.
 *
 * @param array from 0
 * @param cells how many devices were found
 * @param centreSiemens mean over these cells
 * @param swingSiemens mean over these cells
 * @param fluxScaleVoltSeconds mean over these cells
 */
public record TypicalDevice(
    int array, int cells, Value centreSiemens, Value swingSiemens, Value fluxScaleVoltSeconds) {
  /** What chance reaches in one of 370 comparisons. */
  private static final double MOST_DEVIATIONS = 3;

  /** What no algorithm notices: every write is in closed loop. */
  private static final double LEAST_PART = 0.01;

  /**
   * One of its numbers.
   *
   * @param mean over cells
   * @param deviation of the mean as that of these cells
   * @param spread from cell to cell
   */
  public record Value(double mean, double deviation, double spread) {
    static Value of(JsonNode node) {
      return new Value(
          node.path("value").asDouble(),
          node.path("standard-deviation").asDouble(),
          node.path("spread").asDouble());
    }
  }

  /**
   * In which numbers a model differs from what was found, one sentence each: by more than a percent
   * and than three deviations of the mean, with what so few cells of such a spread leave open.
   */
  public List<String> differencesFrom(DeviceModel model) {
    List<String> differences = new ArrayList<>();
    add(differences, "centre-siemens", model.centreSiemens(), centreSiemens);
    add(differences, "swing-siemens", model.swingSiemens(), swingSiemens);
    add(differences, "flux-scale-volt-seconds", model.fluxScaleVoltSeconds(), fluxScaleVoltSeconds);
    return differences;
  }

  private void add(List<String> differences, String key, double said, Value found) {
    double typical = Math.hypot(found.deviation(), found.spread() / Math.sqrt(cells));
    double off = Math.abs(said - found.mean());
    if (off > MOST_DEVIATIONS * typical && off > LEAST_PART * Math.abs(said)) {
      differences.add(
          String.format(
              Locale.ROOT,
              "device.%s=%s, found=%.4g +- %.2g in array %d; the bench file's is used, change it"
                  + " if the devices are all like these",
              key,
              said,
              found.mean(),
              typical,
              array + 1));
    }
  }
}
