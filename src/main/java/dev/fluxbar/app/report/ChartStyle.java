package dev.fluxbar.app.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import java.util.function.Function;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** What all diagrams look like. */
final class ChartStyle {

  private ChartStyle() {}

  /** White paper, quiet grid, letters that stay legible at half the size; no legend. */
  static void apply(XYChart chart) {
    XYStyler styler = chart.getStyler();
    styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    styler.setChartTitlePadding(12);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setChartFontColor(Palette.INK);
    styler.setAxisTickLabelsColor(Palette.FAINT_INK);
    styler.setAxisTickMarksColor(Palette.FAINT_INK);
    // XChart's own legend does not break its line.
    styler.setLegendVisible(false);
    styler.setPlotContentSize(1);
    styler.setChartPadding(14);
    styler.setLocale(Locale.ROOT);
    styler.setMarkerSize(0);
  }

  /** Axes from and to; XChart would put ticks on data that are equally spaced. */
  static void axes(XYChart chart, double left, double right, double bottom, double top) {
    XYStyler styler = chart.getStyler();
    styler.setXAxisMin(left);
    styler.setXAxisMax(right);
    styler.setYAxisMin(bottom);
    styler.setYAxisMax(top);
    double[] shares = {0, 0.1, 0.4, 1};
    double[] x = new double[shares.length];
    double[] y = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      x[i] = left + shares[i] * (right - left);
      y[i] = bottom + shares[i] * (top - bottom);
    }
    XYSeries series = chart.addSeries("axes", x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.NONE);
  }

  /** Numbers with as many decimals as tell ticks about {@code step} apart from each other. */
  static Function<Double, String> ticks(double step) {
    // XChart rounds the step to 1, 2 or 5 times a power of ten, down to about half of it.
    double least = step / 2;
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    int decimals = (int) -Math.floor(Math.log10(least > 5 * power ? 10 * power : power) + 1e-9);
    String format = "%." + Math.max(0, Math.min(9, decimals)) + "f";
    return value -> String.format(Locale.ROOT, format, value);
  }
}
