package dev.fluxbar.app.operation;

import dev.fluxbar.calibration.BadCell;
import dev.fluxbar.calibration.CalibrationResult;
import dev.fluxbar.calibration.Parameter;
import dev.fluxbar.calibration.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a calibration found, as people read it: a line a quantity and array. */
final class CalibrationTable {

  private CalibrationTable() {}

  static List<String> lines(CalibrationResult result) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Calibrated in %s s of bench time with %s"
            .formatted(
                Tables.seconds(result.benchSeconds()), Tables.count(result.programs(), "program")));
    lines.add(row("quantity", "array", "values", "mean", "spread", "typical s.d.", "unit"));
    int arrays = result.parameters().stream().mapToInt(Parameter::array).max().orElse(-1) + 1;
    for (int l = 0; l < arrays; l++) {
      for (Quantity quantity : Quantity.values()) {
        add(lines, result, quantity, l);
      }
    }
    lines.add(
        "Residuals: %d, rms %s of their standard deviations, largest %s"
            .formatted(
                result.residuals().count(),
                Tables.brief(result.residuals().rms()),
                Tables.brief(result.residuals().largest())));
    for (BadCell bad : result.badCells()) {
      lines.add(
          "Bad cell: %s, %s S, %s"
              .formatted(
                  bad.cell(),
                  Tables.brief(bad.siemens()),
                  bad.kind().name().toLowerCase(Locale.ROOT)));
    }
    result.notFound().forEach(what -> lines.add("Not found: " + what));
    return lines;
  }

  private static void add(
      List<String> lines, CalibrationResult result, Quantity quantity, int array) {
    double[] values =
        result.parameters().stream()
            .filter(p -> p.quantity() == quantity && p.array() == array)
            .mapToDouble(p -> p.estimate().value())
            .toArray();
    double[] deviations =
        result.parameters().stream()
            .filter(p -> p.quantity() == quantity && p.array() == array)
            .mapToDouble(p -> p.estimate().deviation())
            .sorted()
            .toArray();
    if (values.length == 0) {
      return;
    }
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean) / values.length;
    }
    lines.add(
        row(
            quantity.word(),
            String.valueOf(array + 1),
            String.valueOf(values.length),
            Tables.brief(mean),
            Tables.brief(Math.sqrt(squares)),
            Tables.brief(deviations[deviations.length / 2]),
            quantity.unit()));
  }

  private static String row(String... cells) {
    return String.format(Locale.ROOT, "  %-16s %5s %7s %11s %11s %13s  %s", (Object[]) cells);
  }
}
