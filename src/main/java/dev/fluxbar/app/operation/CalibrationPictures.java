package dev.fluxbar.app.operation;

import dev.fluxbar.app.report.Histogram;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.calibration.CalibrationResult;
import dev.fluxbar.calibration.Parameter;
import dev.fluxbar.calibration.Quantity;
import java.util.List;
import java.util.Locale;

/** The page of a calibration: how the channels of the board are spread, and how well it fits. */
final class CalibrationPictures {

  /** Fewer are read faster in a line. */
  private static final int FEWEST = 3;

  private CalibrationPictures() {}

  static void write(CalibrationResult result, OpenBench open, RunFolder folder) {
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
      picture(page, quantity, all(result, quantity));
    }
    page.write(open);
  }

  private static List<Parameter> all(CalibrationResult result, Quantity quantity) {
    return result.parameters().stream().filter(p -> p.quantity() == quantity).toList();
  }

  private static void picture(RunReport page, Quantity quantity, List<Parameter> all) {
    if (all.size() < FEWEST) {
      return;
    }
    boolean ratio = quantity.unit().equals("1");
    double[] values =
        all.stream().mapToDouble(p -> p.estimate().value() - (ratio ? 1 : 0)).toArray();
    String words = quantity.word().replace('-', ' ');
    page.figure(
        quantity.word() + ".png",
        ratio
            ? Histogram.draw("Error of the " + words, words + " - 1 (%)", "", percent(values))
            : Histogram.draw("All arrays, " + words, words, quantity.unit(), values),
        "How the %,d values of %s are spread over channels%s."
            .formatted(all.size(), words, ranged(quantity)));
  }

  private static String ranged(Quantity quantity) {
    return quantity == Quantity.INPUT_OFFSET || quantity == Quantity.INPUT_GAIN
        ? " and current ranges"
        : "";
  }

  private static double[] percent(double[] ratios) {
    double[] percent = ratios.clone();
    for (int i = 0; i < percent.length; i++) {
      percent[i] *= 100;
    }
    return percent;
  }
}
