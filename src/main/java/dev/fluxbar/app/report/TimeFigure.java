package dev.fluxbar.app.report;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.List;
import org.knowm.xchart.XYChart;

/** Curves over time. */
public final class TimeFigure {
  static {
    Png.headless();
  }

  /** More curves cannot be told apart. */
  public static final int MOST_CURVES = Palette.distinct();

  private static final int WIDTH = 900;
  private static final int HEIGHT = 520;
  private static final int X_HINT = 90;
  private static final int Y_HINT = 50;

  private TimeFigure() {}

  /** A name and its values, one at each instant. */
  public static final class Curve {
    private final String label;
    private final double[] values;

    public Curve(String label, double[] values) {
      this.label = label;
      this.values = values.clone();
    }
  }

  /**
   * Draws curves between two values.
   *
   * @param quantity what the values are, with unit
   * @param seconds instants in order, at least two
   * @param curves one to {@link #MOST_CURVES}, each with a value at every instant
   */
  public static Png draw(
      String title,
      String quantity,
      double[] seconds,
      List<Curve> curves,
      double bottom,
      double top) {
    if (seconds.length < 2 || curves.isEmpty() || curves.size() > MOST_CURVES) {
      throw new IllegalArgumentException(
          "time figure: instants=%d, curves=%d; give two instants and 1 to %d curves"
              .formatted(seconds.length, curves.size(), MOST_CURVES));
    }
    double span = seconds[seconds.length - 1] - seconds[0];
    AxisUnit unit = AxisUnit.of(span, "s");
    double[] times = unit.of(seconds);
    double air = 0.03 * (top - bottom);
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    ChartStyle.apply(chart);
    chart.setTitle(title);
    chart.setXAxisTitle("time (" + unit.symbol() + ")");
    chart.setYAxisTitle(quantity);
    ChartStyle.axes(chart, times[0], times[times.length - 1], bottom - air, top + air);
    chart.getStyler().setXAxisTickMarkSpacingHint(X_HINT);
    chart.getStyler().setYAxisTickMarkSpacingHint(Y_HINT);
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(
            ChartStyle.ticks(span * unit.perUnit() * X_HINT / WIDTH));
    chart
        .getStyler()
        .setYAxisTickLabelsFormattingFunction(ChartStyle.ticks((top - bottom) * Y_HINT / HEIGHT));
    Legend legend = new Legend();
    for (int c = 0; c < curves.size(); c++) {
      legend.line(curves.get(c).label, Palette.curve(c), Palette.stroke(c));
    }
    return Png.draw(
        WIDTH,
        HEIGHT + legend.height(WIDTH),
        paper -> {
          chart.paint(paper, WIDTH, HEIGHT);
          for (int c = 0; c < curves.size(); c++) {
            curve(paper, chart, times, curves.get(c).values, c);
          }
          legend.paint(paper, WIDTH, HEIGHT);
        });
  }

  private static void curve(
      Graphics2D paper, XYChart chart, double[] times, double[] values, int index) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < times.length; i++) {
      double x = chart.getScreenXFromChart(times[i]);
      double y = chart.getScreenYFromChart(values[i]);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    paper.setColor(Palette.curve(index));
    paper.setStroke(Palette.stroke(index));
    paper.draw(path);
  }
}
