package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.Certificate;
import dev.fluxbar.app.report.AxisUnit;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them in a terminal. */
final class Tables {
  private static final int MOST_COLUMNS = 8;
  private static final int MOST_ROWS = 12;

  private Tables() {}

  /** A number of pulses that may not have been counted. */
  static String pulses(@Nullable Long count) {
    return count == null ? "more pulses than were counted" : count(count, "pulse");
  }

  /** A matrix in four decimals, a row a line, indented; a large one is cut and says so. */
  static List<String> lines(Matrix matrix) {
    List<String> lines = new ArrayList<>();
    for (int k = 0; k < Math.min(matrix.rows(), MOST_ROWS); k++) {
      StringBuilder line = new StringBuilder("    ");
      for (int j = 0; j < Math.min(matrix.columns(), MOST_COLUMNS); j++) {
        line.append(String.format(Locale.ROOT, "%9.4f", matrix.at(k, j)));
      }
      lines.add(line.append(matrix.columns() > MOST_COLUMNS ? "  ..." : "").toString());
    }
    if (matrix.rows() > MOST_ROWS) {
      lines.add("    ... (%d x %d)".formatted(matrix.rows(), matrix.columns()));
    }
    return lines;
  }

  /** Every array under its heading, small ones in a unit that suits them all: microsiemens. */
  static List<String> lines(Memductances memductances) {
    double largest = 0;
    for (Matrix array : memductances.arrays()) {
      for (double[] row : array.toArrays()) {
        for (double value : row) {
          largest = Math.max(largest, Math.abs(value));
        }
      }
    }
    AxisUnit unit = AxisUnit.of(largest, "S");
    List<String> lines = new ArrayList<>();
    for (int l = 0; l < memductances.arrays().size(); l++) {
      lines.add("  layer %d, %s".formatted(l + 1, unit.word("siemens")));
      lines.addAll(lines(memductances.array(l).map(siemens -> siemens * unit.perUnit())));
    }
    return lines;
  }

  /** {@code [-0.99376, 0.99375]}. */
  static String vector(List<Double> values) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < values.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(number(values.get(i), 5));
    }
    return text.append("]").toString();
  }

  static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Few digits for small and large numbers alike: {@code 3.1e-12}. */
  static String brief(double value) {
    return value == 0 ? "0" : String.format(Locale.ROOT, "%.2g", value);
  }

  /** Five digits at most and no trail of zeros: {@code 4}, {@code 0.256}, {@code 1e-06}. */
  static String plain(double value) {
    double size = Math.abs(value);
    return size == 0 || (size >= 1e-3 && size < 1e6)
        ? new DecimalFormat("0.#####", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(new BigDecimal(value).round(new MathContext(5)))
        : new DecimalFormat("0.####E0", DecimalFormatSymbols.getInstance(Locale.ROOT))
            .format(value)
            .replace('E', 'e');
  }

  /** A memductance: {@code 0.0499 S}, small ones in a unit that suits them: {@code 0.4981 uS}. */
  static String siemens(double siemens) {
    if (siemens == 0 || Math.abs(siemens) >= 1e-3) {
      return number(siemens, 4) + " S";
    }
    AxisUnit unit = AxisUnit.of(siemens, "S");
    return "%s %s".formatted(number(siemens * unit.perUnit(), 4), unit.word("siemens"));
  }

  /** {@code 0.012 %}. */
  static String percent(double share) {
    return brief(100 * share) + " %";
  }

  /** {@code 1 program}, {@code 2 programs}. */
  static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** Puts what a certificate of an inference says into a result. */
  static void put(Map<String, Object> values, Certificate certificate) {
    values.put("certificate", certificate.largestRelativeChange());
    values.put("certificate-deviation", certificate.relativeDeviation());
    values.put("certificate-resolution", certificate.relativeResolution());
    values.put("certificate-imbalance", certificate.relativeImbalance());
    values.put("certificate-imbalance-deviation", certificate.relativeImbalanceDeviation());
    values.put("certificate-passed", !certificate.failed());
  }

  /** What a certificate of an inference says. */
  static String certificate(Certificate certificate) {
    if (certificate.relativeResolution() >= 1) {
      return "no current flowed that could show a change";
    }
    return certificate.largestRelativeChange() == 0
        ? "no row current changed (resolution %s of the largest)"
            .formatted(brief(certificate.relativeResolution()))
        : "row currents changed by at most %s of the largest (each %s uncertain, resolution %s)"
            .formatted(
                brief(certificate.largestRelativeChange()),
                brief(certificate.relativeDeviation()),
                brief(certificate.relativeResolution()));
  }

  /** Seconds without a trail of decimals: {@code 60}, {@code 0.5}, {@code 47,607}. */
  static String seconds(double seconds) {
    return seconds == Math.rint(seconds) || Math.abs(seconds) >= 9999.5
        ? String.format(Locale.ROOT, "%,.0f", seconds)
        : String.format(Locale.ROOT, "%,.4g", seconds);
  }
}
