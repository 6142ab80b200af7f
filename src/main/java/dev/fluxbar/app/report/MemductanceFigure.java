package dev.fluxbar.app.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Memductance over bench time, one diagram or several side by side (Heidema Figs. 6, 7, 8). */
public final class MemductanceFigure {
  static {
    Png.headless();
  }

  /** Nominal width of a figure with one panel, in pixels. */
  public static final int WIDTH = 900;

  /** Nominal height of a figure, in pixels. */
  public static final int HEIGHT = 600;

  /** Nominal pixels between ticks. */
  private static final int X_HINT = 90;

  private static final int Y_HINT = 50;
  private static final Color CROWD = new Color(0x60_00_72_B2, true);
  private static final BasicStroke DASHED =
      new BasicStroke(
          1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {6, 4}, 0);

  private final MemductancePanel panel;
  private final XYChart chart;
  private final Legend legend = new Legend();
  private final AxisUnit time;
  private final AxisUnit siemens;
  private final double bottom;
  private final double top;

  private MemductanceFigure(MemductancePanel panel, int width, int height) {
    this.panel = panel;
    this.chart = new XYChart(width, height);
    double least = panel.curves().stream().mapToDouble(Curve::leastSiemens).min().orElseThrow();
    double most = panel.curves().stream().mapToDouble(Curve::largestSiemens).max().orElseThrow();
    if (panel.target().isPresent()) {
      MemductancePanel.Target target = panel.target().get();
      least = Math.min(least, target.siemens() - target.epsilonSiemens());
      most = Math.max(most, target.siemens() + target.epsilonSiemens());
    }
    this.siemens = AxisUnit.of(Math.max(Math.abs(least), Math.abs(most)), "S");
    this.time = AxisUnit.of(Math.max(Math.abs(firstSeconds()), Math.abs(lastSeconds())), "s");
    // A flat curve still gets an axis with a height.
    double margin = Math.max(0.06 * (most - least), 1e-3 * Math.max(Math.abs(most), 1e-12));
    this.bottom = (least - margin) * siemens.perUnit();
    this.top = (most + margin) * siemens.perUnit();
  }

  /** The panels side by side at the default size. */
  public static Png draw(List<MemductancePanel> panels) {
    return draw(panels, panels.size() == 1 ? WIDTH : 600 * panels.size(), HEIGHT);
  }

  /** The panels side by side on {@code width} by {@code height} nominal pixels. */
  public static Png draw(List<MemductancePanel> panels, int width, int height) {
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("figure: panels=0; give at least one");
    }
    int each = width / panels.size();
    List<MemductanceFigure> parts =
        panels.stream().map(panel -> new MemductanceFigure(panel, each, height)).toList();
    parts.forEach(MemductanceFigure::compose);
    // Diagrams side by side end at one height, whatever their legends need.
    int legend = parts.stream().mapToInt(part -> part.legend.height(each)).max().orElseThrow();
    return Png.draw(
        width,
        height,
        paper -> {
          for (int i = 0; i < parts.size(); i++) {
            Graphics2D part = (Graphics2D) paper.create(i * each, 0, each, height);
            parts.get(i).chart.paint(part, each, height - legend);
            parts.get(i).paintCurves(part);
            parts.get(i).legend.paint(part, each, height - legend);
            part.dispose();
          }
        });
  }

  private void compose() {
    style();
    chart.setTitle(panel.title());
    chart.setXAxisTitle("bench time (" + time.symbol() + ")");
    chart.setYAxisTitle("memductance (" + siemens.symbol() + ")");
    ChartStyle.axes(chart, fromTime(), toTime(), bottom, top);
    // What lies behind comes first.
    block();
    target();
    curves();
  }

  private void style() {
    ChartStyle.apply(chart);
    XYStyler styler = chart.getStyler();
    styler.setXAxisTickMarkSpacingHint(X_HINT);
    styler.setYAxisTickMarkSpacingHint(Y_HINT);
    styler.setXAxisTickLabelsFormattingFunction(
        ChartStyle.ticks((toTime() - fromTime()) * X_HINT / chart.getWidth()));
    styler.setYAxisTickLabelsFormattingFunction(
        ChartStyle.ticks((top - bottom) * Y_HINT / chart.getHeight()));
  }

  private void block() {
    panel
        .block()
        .ifPresent(
            block -> {
              double start = block.startSeconds();
              double tau = block.signal().tauSeconds();
              area("block at +1", start + tau, start + 3 * tau, bottom, top, Palette.SHADE);
              double half = (start + block.signal().sampleSeconds()) * time.perUnit();
              line("T/2, sampled", half, half, bottom, top);
            });
  }

  private void target() {
    panel
        .target()
        .ifPresent(
            target -> {
              double level = target.siemens() * siemens.perUnit();
              double reach = target.epsilonSiemens() * siemens.perUnit();
              if (reach > 0) {
                area(
                    "within epsilon",
                    fromTime() / time.perUnit(),
                    toTime() / time.perUnit(),
                    level - reach,
                    level + reach,
                    Palette.BAND);
              }
              line("target", fromTime(), toTime(), level, level);
            });
  }

  private void area(
      String name, double fromSeconds, double toSeconds, double low, double high, Color color) {
    double from = Math.max(fromSeconds * time.perUnit(), fromTime());
    double to = Math.min(toSeconds * time.perUnit(), toTime());
    if (!(from < to)) {
      return;
    }
    XYSeries series =
        chart.addSeries(
            name, new double[] {from, to, to, from}, new double[] {low, low, high, high});
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    legend.field(name, color);
    series.setFillColor(color);
    series.setLineColor(color);
    series.setMarker(SeriesMarkers.NONE);
  }

  private void line(String name, double fromX, double toX, double fromY, double toY) {
    XYSeries series = chart.addSeries(name, new double[] {fromX, toX}, new double[] {fromY, toY});
    legend.line(name, Palette.FAINT_INK, DASHED);
    series.setLineColor(Palette.FAINT_INK);
    series.setLineStyle(DASHED);
    series.setMarker(SeriesMarkers.NONE);
  }

  private void curves() {
    int count = panel.curves().size();
    for (int i = 0; i < count; i++) {
      Curve curve = panel.curves().get(i);
      // A crowd is one cloud: no legend could name its members.
      if (!crowd() || i == 0) {
        legend.line(crowd() ? count + " cells" : curve.label(), Palette.curve(i), stroke(i));
      }
    }
  }

  /** Draws the curves over XChart's diagram: XChart starts each dash anew at every point. */
  private void paintCurves(Graphics2D paper) {
    for (int i = 0; i < panel.curves().size(); i++) {
      double[] x = time.of(panel.curves().get(i).seconds());
      double[] y = siemens.of(panel.curves().get(i).siemens());
      Path2D path = new Path2D.Double();
      path.moveTo(chart.getScreenXFromChart(x[0]), chart.getScreenYFromChart(y[0]));
      for (int p = 1; p < x.length; p++) {
        path.lineTo(chart.getScreenXFromChart(x[p]), chart.getScreenYFromChart(y[p]));
      }
      paper.setColor(crowd() ? CROWD : Palette.curve(i));
      paper.setStroke(stroke(i));
      paper.draw(path);
    }
  }

  private boolean crowd() {
    return panel.curves().size() > Palette.distinct();
  }

  private BasicStroke stroke(int index) {
    return crowd() ? new BasicStroke(1f) : Palette.stroke(index);
  }

  private double fromTime() {
    return (firstSeconds() - 0.01 * (lastSeconds() - firstSeconds())) * time.perUnit();
  }

  private double toTime() {
    double last = lastSeconds() + 0.01 * (lastSeconds() - firstSeconds());
    // A single point still gets an axis with a length.
    return last > firstSeconds() ? last * time.perUnit() : fromTime() + 1;
  }

  private double firstSeconds() {
    return panel.curves().stream().mapToDouble(Curve::firstSeconds).min().orElseThrow();
  }

  private double lastSeconds() {
    return panel.curves().stream().mapToDouble(Curve::lastSeconds).max().orElseThrow();
  }
}
