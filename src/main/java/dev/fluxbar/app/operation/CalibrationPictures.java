package dev.fluxbar.app.operation;

import dev.fluxbar.app.report.DeviceFigure;
import dev.fluxbar.app.report.Histogram;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.calibration.CalibrationResult;
import dev.fluxbar.calibration.DeviceCell;
import dev.fluxbar.calibration.DeviceCurve;
import dev.fluxbar.calibration.DeviceResult;
import dev.fluxbar.calibration.Parameter;
import dev.fluxbar.calibration.Quantity;
import java.util.List;
import java.util.Locale;

/** The page of a calibration: how the channels of the board are spread, and how well it fits. */
final class CalibrationPictures {

  /** Fewer are read faster in a line. */
  private static final int FEWEST = 3;

  private CalibrationPictures() {}

  static void write(
      CalibrationResult result, DeviceResult devices, OpenBench open, RunFolder folder) {
    RunReport page =
        new RunReport("Calibration of " + open.board().description().boardId(), folder);
    page.fact("parameters", String.valueOf(result.parameters().size()));
    page.fact("residuals", "%,d".formatted(result.residuals().count()));
    page.fact(
        "rms of the residuals",
        String.format(Locale.ROOT, "%.3f of their standard deviations", result.residuals().rms()));
    page.fact("bad cells", String.valueOf(result.badCells().size()));
    CalibrationTable.lines(result).stream()
        .filter(line -> line.startsWith("Bad cell") || line.startsWith("Not found"))
        .forEach(page::paragraph);
    for (Quantity quantity : Quantity.values()) {
      picture(page, quantity, all(result, quantity), open.board().description());
    }
    devices.notFound().forEach(what -> page.paragraph("Not found: " + what));
    DeviceTable.differs(devices, open.file().device()).forEach(page::paragraph);
    devices.cells().forEach(cell -> picture(page, cell));
    page.write(open);
  }

  /** Points lie at the flux of the curve: that of the first is found with it. */
  private static void picture(RunReport page, DeviceCell cell) {
    if (cell.curve().isEmpty()) {
      return;
    }
    DeviceCurve found = cell.curve().get();
    List<DeviceFigure.Point> points =
        cell.points().stream()
            .map(
                point ->
                    new DeviceFigure.Point(
                        found.startVoltSeconds() + point.fluxVoltSeconds(),
                        point.siemens(),
                        point.deviationSiemens()))
            .toList();
    page.figure(
        "device-%d-%d-%d.png"
            .formatted(cell.cell().array() + 1, cell.cell().row() + 1, cell.cell().column() + 1),
        DeviceFigure.draw("Device: " + cell.cell(), points, found.curve()),
        DeviceTable.sentence(cell) + ".");
  }

  private static List<Parameter> all(CalibrationResult result, Quantity quantity) {
    return result.parameters().stream().filter(p -> p.quantity() == quantity).toList();
  }

  private static void picture(
      RunReport page, Quantity quantity, List<Parameter> all, BenchDescription board) {
    if (all.size() < FEWEST) {
      return;
    }
    double[] values = all.stream().mapToDouble(p -> shown(p, board)).toArray();
    String words = quantity.word().replace('-', ' ');
    page.figure(
        quantity.word() + ".png",
        Histogram.draw("All arrays: " + words, axis(quantity, words), unit(quantity), values),
        "How the %,d values of %s are spread over channels%s."
            .formatted(all.size(), words, ranged(quantity) ? " and current ranges" : ""));
  }

  private static boolean ranged(Quantity quantity) {
    return quantity == Quantity.INPUT_OFFSET || quantity == Quantity.INPUT_GAIN;
  }

  /** Gains as percent off 1, offsets of inputs as percent of their range: ranges are alike then. */
  private static double shown(Parameter parameter, BenchDescription board) {
    double value = parameter.estimate().value();
    if (parameter.quantity().unit().equals("1")) {
      return 100 * (value - 1);
    }
    if (parameter.quantity() == Quantity.INPUT_OFFSET) {
      Channels channels = board.channels().get(parameter.array());
      return 100 * value / channels.ranges().get(parameter.range()).largestAmperes();
    }
    return value;
  }

  private static String axis(Quantity quantity, String words) {
    if (quantity.unit().equals("1")) {
      return words + " - 1 (%)";
    }
    return quantity == Quantity.INPUT_OFFSET ? words + " (% of its range)" : words;
  }

  /** Empty where the axis says it. */
  private static String unit(Quantity quantity) {
    boolean percent = quantity.unit().equals("1") || quantity == Quantity.INPUT_OFFSET;
    return percent ? "" : quantity.unit();
  }
}
