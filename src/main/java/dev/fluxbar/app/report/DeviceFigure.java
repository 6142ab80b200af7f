package dev.fluxbar.app.report;

import dev.fluxbar.memristor.FluxControlled;
import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.util.List;
import org.knowm.xchart.XYChart;

/** The curve of a device that was fitted, and the points that it was fitted to. */
public final class DeviceFigure {
  static {
    Png.headless();
  }

  private static final int WIDTH = 900;
  private static final int HEIGHT = 520;
  private static final int X_HINT = 90;
  private static final int Y_HINT = 50;
  private static final int STEPS = 400;
  private static final double RADIUS = 3.5;

  private final List<Point> points;
  private final FluxControlled curve;
  private final AxisUnit flux;
  private final AxisUnit siemens;
  private double left = Double.POSITIVE_INFINITY;
  private double right = Double.NEGATIVE_INFINITY;
  private double bottom = Double.POSITIVE_INFINITY;
  private double top = Double.NEGATIVE_INFINITY;

  /**
   * What was measured.
   *
   * @param fluxVoltSeconds net flux
   * @param siemens memductance there
   * @param deviationSiemens one standard deviation of it, 0 if it is not known
   */
  public record Point(double fluxVoltSeconds, double siemens, double deviationSiemens) {
    public Point {
      if (!Double.isFinite(fluxVoltSeconds)
          || !Double.isFinite(siemens)
          || !(deviationSiemens >= 0 && deviationSiemens < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "device figure: flux-volt-seconds=%s, siemens=%s, deviation-siemens=%s; be finite"
                .formatted(fluxVoltSeconds, siemens, deviationSiemens));
      }
    }
  }

  private DeviceFigure(List<Point> points, FluxControlled curve) {
    this.points = List.copyOf(points);
    this.curve = curve;
    double farthest = 0;
    double largest = 0;
    for (Point point : points) {
      left = Math.min(left, point.fluxVoltSeconds());
      right = Math.max(right, point.fluxVoltSeconds());
      farthest = Math.max(farthest, Math.abs(point.fluxVoltSeconds()));
      largest = Math.max(largest, point.siemens() + point.deviationSiemens());
      bottom = Math.min(bottom, point.siemens() - point.deviationSiemens());
    }
    double margin = right > left ? 0.05 * (right - left) : Math.max(1e-3, 0.1 * farthest);
    left -= margin;
    right += margin;
    bottom = Math.min(bottom, curve.memductanceSiemens(left));
    top = Math.max(largest, curve.memductanceSiemens(right));
    double air = top > bottom ? 0.05 * (top - bottom) : Math.max(1e-12, 0.05 * top);
    bottom -= air;
    top += air;
    flux = AxisUnit.of(farthest, "V s");
    siemens = AxisUnit.of(largest, "S");
  }

  /**
   * Draws points with bars of one standard deviation over the curve.
   *
   * @param points at least one
   */
  public static Png draw(String title, List<Point> points, FluxControlled curve) {
    if (points.isEmpty()) {
      throw new IllegalArgumentException("device figure: points=0; give at least one");
    }
    return new DeviceFigure(points, curve).draw(title);
  }

  private Png draw(String title) {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    ChartStyle.apply(chart);
    chart.setTitle(title);
    chart.setXAxisTitle("flux (" + flux.symbol() + ")");
    chart.setYAxisTitle("memductance (" + siemens.symbol() + ")");
    double across = (right - left) * flux.perUnit();
    double upwards = (top - bottom) * siemens.perUnit();
    ChartStyle.axes(
        chart,
        left * flux.perUnit(),
        right * flux.perUnit(),
        bottom * siemens.perUnit(),
        top * siemens.perUnit());
    chart.getStyler().setXAxisTickMarkSpacingHint(X_HINT);
    chart.getStyler().setYAxisTickMarkSpacingHint(Y_HINT);
    chart
        .getStyler()
        .setXAxisTickLabelsFormattingFunction(ChartStyle.ticks(across * X_HINT / WIDTH));
    chart
        .getStyler()
        .setYAxisTickLabelsFormattingFunction(ChartStyle.ticks(upwards * Y_HINT / HEIGHT));
    Legend legend = new Legend();
    legend.line("fitted curve", Palette.curve(0), new BasicStroke(2f));
    legend.field("measured, with one standard deviation", Palette.curve(1));
    int below = legend.height(WIDTH);
    return Png.draw(
        WIDTH,
        HEIGHT + below,
        paper -> {
          chart.paint(paper, WIDTH, HEIGHT);
          line(paper, chart);
          points(paper, chart);
          legend.paint(paper, WIDTH, HEIGHT);
        });
  }

  private void line(Graphics2D paper, XYChart chart) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i <= STEPS; i++) {
      double at = left + (right - left) * i / STEPS;
      double x = chart.getScreenXFromChart(at * flux.perUnit());
      double y = chart.getScreenYFromChart(curve.memductanceSiemens(at) * siemens.perUnit());
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    paper.setColor(Palette.curve(0));
    paper.setStroke(new BasicStroke(2f));
    paper.draw(path);
  }

  private void points(Graphics2D paper, XYChart chart) {
    paper.setColor(Palette.curve(1));
    paper.setStroke(new BasicStroke(1.2f));
    for (Point point : points) {
      double x = chart.getScreenXFromChart(point.fluxVoltSeconds() * flux.perUnit());
      double y = chart.getScreenYFromChart(point.siemens() * siemens.perUnit());
      double reach =
          y
              - chart.getScreenYFromChart(
                  (point.siemens() + point.deviationSiemens()) * siemens.perUnit());
      paper.draw(new Line2D.Double(x, y - reach, x, y + reach));
      paper.fill(new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS));
    }
  }
}
