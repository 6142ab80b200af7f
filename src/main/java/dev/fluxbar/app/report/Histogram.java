package dev.fluxbar.app.report;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.XYChart;

/** How often values of one quantity fall where. */
public final class Histogram {
  static {
    Png.headless();
  }

  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;
  private static final int X_HINT = 80;
  private static final int Y_HINT = 40;
  private static final int FEWEST_BINS = 5;
  private static final int MOST_BINS = 60;

  private Histogram() {}

  /**
   * Draws values of either sign.
   *
   * @param quantity what they are, for the axis
   * @param plainUnit such as {@code S}; gets a prefix that suits the values; empty for numbers
   * @param values at least one, finite; not kept
   */
  public static Png draw(String title, String quantity, String plainUnit, double[] values) {
    if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "histogram: title=%s, values=%d; give at least one, all finite"
              .formatted(title, values.length));
    }
    double reach = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    AxisUnit unit = plainUnit.isEmpty() ? new AxisUnit("", 1) : AxisUnit.of(reach, plainUnit);
    double[] shown = unit.of(values);
    Bins bins = Bins.of(shown);
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    ChartStyle.apply(chart);
    chart.setTitle(title);
    chart.setXAxisTitle(unit.symbol().isEmpty() ? quantity : quantity + " (" + unit.symbol() + ")");
    chart.setYAxisTitle("count of " + values.length);
    double top = 1.08 * bins.most();
    ChartStyle.axes(chart, bins.from(), bins.to(), 0, top);
    chart.getStyler().setXAxisTickMarkSpacingHint(X_HINT);
    chart.getStyler().setYAxisTickMarkSpacingHint(Y_HINT);
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(
            ChartStyle.ticks((bins.to() - bins.from()) * X_HINT / WIDTH));
    // A half of a count is none: such ticks stay without a number.
    chart
        .getStyler()
        .setYAxisTickLabelsFormattingFunction(
            count ->
                Math.abs(count - Math.rint(count)) < 1e-6
                    ? String.format(Locale.ROOT, "%.0f", count)
                    : " ");
    return Png.draw(
        WIDTH,
        HEIGHT,
        paper -> {
          chart.paint(paper, WIDTH, HEIGHT);
          bars(paper, chart, bins);
        });
  }

  private static void bars(Graphics2D paper, XYChart chart, Bins bins) {
    double floor = chart.getScreenYFromChart(0);
    for (int i = 0; i < bins.counts.length; i++) {
      double left = chart.getScreenXFromChart(bins.edge(i));
      double right = chart.getScreenXFromChart(bins.edge(i + 1));
      double top = chart.getScreenYFromChart(bins.counts[i]);
      Rectangle2D bar = new Rectangle2D.Double(left, top, right - left, floor - top);
      paper.setColor(Palette.curve(0));
      paper.fill(bar);
      paper.setColor(java.awt.Color.WHITE);
      paper.setStroke(new BasicStroke(1));
      paper.draw(bar);
    }
  }

  /** Bins of equal width. */
  static final class Bins {
    final int[] counts;
    private final double first;
    private final double width;

    private Bins(double first, double width, int[] counts) {
      this.first = first;
      this.width = width;
      this.counts = counts;
    }

    /**
     * As many as Freedman and Diaconis say: widths of twice the quartiles' distance a cube root.
     */
    static Bins of(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double least = sorted[0];
      double range = sorted[sorted.length - 1] - least;
      if (range <= 1e-12 * Math.max(Math.abs(least), Math.abs(least + range))) {
        double half = least == 0 ? 0.5 : Math.abs(least) / 20;
        int[] one = new int[FEWEST_BINS];
        one[FEWEST_BINS / 2] = sorted.length;
        return new Bins(least - half, 2 * half / FEWEST_BINS, one);
      }
      double quartiles = sorted[3 * (sorted.length - 1) / 4] - sorted[(sorted.length - 1) / 4];
      double rule = 2 * quartiles / Math.cbrt(sorted.length);
      double wanted = rule > 0 ? Math.ceil(range / rule) : Math.sqrt(sorted.length);
      int count = (int) Math.max(FEWEST_BINS, Math.min(MOST_BINS, wanted));
      int[] counts = new int[count];
      for (double value : sorted) {
        counts[(int) Math.min(count - 1.0, Math.floor((value - least) / range * count))]++;
      }
      return new Bins(least, range / count, counts);
    }

    double edge(int index) {
      return first + index * width;
    }

    double from() {
      return first - width;
    }

    double to() {
      return edge(counts.length + 1);
    }

    int most() {
      return Arrays.stream(counts).max().orElseThrow();
    }
  }
}
