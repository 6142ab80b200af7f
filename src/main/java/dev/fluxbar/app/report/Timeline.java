package dev.fluxbar.app.report;

import java.util.Arrays;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One quantity over the time on the wall, and the line that was fitted to it. */
public final class Timeline {
  static {
    Png.headless();
  }

  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;
  private static final int X_HINT = 80;
  private static final int Y_HINT = 40;

  private Timeline() {}

  /**
   * Draws it, from 0 on.
   *
   * @param quantity with its unit
   * @param minutes in order, at least two
   * @param values as many, finite and not negative
   * @param lineMinutes of the two ends of the fitted line
   * @param lineValues the same
   */
  public static Png draw(
      String title,
      String quantity,
      double[] minutes,
      double[] values,
      double[] lineMinutes,
      double[] lineValues) {
    if (minutes.length != values.length || minutes.length < 2) {
      throw new IllegalArgumentException(
          "timeline: title=%s, times=%d, values=%d; give as many of each, at least two"
              .formatted(title, minutes.length, values.length));
    }
    double right = minutes[minutes.length - 1];
    double top = 1.1 * Math.max(1e-9, Arrays.stream(values).max().orElseThrow());
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    ChartStyle.apply(chart);
    chart.setTitle(title);
    chart.setXAxisTitle("minutes");
    chart.setYAxisTitle(quantity);
    ChartStyle.axes(chart, 0, right, 0, top);
    chart.getStyler().setXAxisTickMarkSpacingHint(X_HINT);
    chart.getStyler().setYAxisTickMarkSpacingHint(Y_HINT);
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(ChartStyle.ticks(right * X_HINT / WIDTH));
    chart
        .getStyler()
        .setYAxisTickLabelsFormattingFunction(
            value -> String.format(Locale.ROOT, top < 20 ? "%.1f" : "%.0f", value));
    line(chart, "measured", minutes, values, 0);
    line(chart, "fit", lineMinutes, lineValues, 1);
    return Png.draw(WIDTH, HEIGHT, paper -> chart.paint(paper, WIDTH, HEIGHT));
  }

  private static void line(XYChart chart, String name, double[] x, double[] y, int colour) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Palette.curve(colour));
    series.setLineWidth(2);
  }
}
