package dev.fluxbar.app.operation;

import dev.fluxbar.app.config.DeviceModel;
import dev.fluxbar.app.config.TypicalDevice;
import dev.fluxbar.calibration.DeviceCell;
import dev.fluxbar.calibration.DevicePoint;
import dev.fluxbar.calibration.DeviceQuantity;
import dev.fluxbar.calibration.DeviceResult;
import dev.fluxbar.calibration.DeviceSummary;
import dev.fluxbar.calibration.Estimate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What driving cells through their range found, as people and other programs read it. */
final class DeviceTable {
  /** Every stop of every cell, in the run folder. */
  static final String POINTS = "device-points.csv";

  private DeviceTable() {}

  static List<String> lines(DeviceResult result, DeviceModel model) {
    List<String> lines = new ArrayList<>();
    if (!result.summaries().isEmpty()) {
      lines.add(row("device", "array", "cells", "mean", "spread", "s.d. of mean", "unit"));
    }
    for (DeviceSummary one : result.summaries()) {
      lines.add(
          row(
              one.quantity().word(),
              String.valueOf(one.array() + 1),
              String.valueOf(one.cells()),
              String.format(Locale.ROOT, "%.4g", one.mean().value()),
              Tables.brief(one.spread()),
              Tables.brief(one.mean().deviation()),
              one.quantity().unit()));
    }
    for (DeviceCell cell : result.cells()) {
      lines.add("Driven: " + sentence(cell));
    }
    result.notFound().forEach(what -> lines.add("Not found: " + what));
    differs(result, model).forEach(what -> lines.add("Differs: " + what));
    return lines;
  }

  /** What became of one cell. */
  static String sentence(DeviceCell cell) {
    String found =
        cell.curve()
            .map(
                curve ->
                    "centre %s S, swing %s S, flux scale %s V s; pulses vary by %s %%"
                        .formatted(
                            sure(curve.centre()),
                            sure(curve.swing()),
                            sure(curve.fluxScale()),
                            Tables.number(100 * curve.pulseScatter(), 1)))
            .orElse("no device found");
    return "%s, %s; left %s S from where it was"
        .formatted(cell.cell(), found, Tables.brief(cell.leftSiemens()));
  }

  /** With its deviation. */
  private static String sure(Estimate one) {
    return String.format(Locale.ROOT, "%.4g +- %.1g", one.value(), one.deviation());
  }

  /** Where what was found is not what the bench file says. */
  static List<String> differs(DeviceResult result, DeviceModel model) {
    List<DeviceSummary> all = result.summaries();
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < all.size(); i += DeviceQuantity.values().length) {
      DeviceSummary centre = all.get(i + DeviceQuantity.CENTRE.ordinal());
      TypicalDevice device =
          new TypicalDevice(
              centre.array(),
              centre.cells(),
              value(centre),
              value(all.get(i + DeviceQuantity.SWING.ordinal())),
              value(all.get(i + DeviceQuantity.FLUX_SCALE.ordinal())));
      differences.addAll(device.differencesFrom(model));
    }
    return differences;
  }

  private static TypicalDevice.Value value(DeviceSummary summary) {
    return new TypicalDevice.Value(
        summary.mean().value(), summary.mean().deviation(), summary.spread());
  }

  /** One line a stop; of a cell whose device was not found too. */
  static byte[] points(DeviceResult result) {
    StringBuilder text =
        new StringBuilder(
            "layer,row,column,stop,flux-volt-seconds,siemens,deviation-siemens,curve-siemens\n");
    for (DeviceCell cell : result.cells()) {
      for (int i = 0; i < cell.points().size(); i++) {
        DevicePoint point = cell.points().get(i);
        String curve =
            cell.curve()
                .map(
                    one ->
                        String.valueOf(
                            one.curve()
                                .memductanceSiemens(
                                    one.startVoltSeconds() + point.fluxVoltSeconds())))
                .orElse("");
        text.append(
            "%d,%d,%d,%d,%s,%s,%s,%s\n"
                .formatted(
                    cell.cell().array() + 1,
                    cell.cell().row() + 1,
                    cell.cell().column() + 1,
                    i + 1,
                    point.fluxVoltSeconds(),
                    point.siemens(),
                    point.deviationSiemens(),
                    curve));
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "  %-18s %5s %5s %11s %11s %13s  %s", (Object[]) cells);
  }
}
