package dev.fluxbar.app.report;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
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

  private static final BasicStroke DASHED =
      new BasicStroke(
          1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, new float[] {6, 4}, 0);

  private final MemductancePanel panel;
  private final XYChart chart;
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
    List<XYChart> charts =
        panels.stream().map(panel -> new MemductanceFigure(panel, each, height).chart()).toList();
    return Png.draw(
        width,
        height,
        paper -> {
          for (int i = 0; i < charts.size(); i++) {
            Graphics2D part = (Graphics2D) paper.create(i * each, 0, each, height);
            part.setComposite(AlphaComposite.SrcOver);
            charts.get(i).paint(part, each, height);
            part.dispose();
          }
        });
  }

  private XYChart chart() {
    style();
    chart.setTitle(panel.title());
    chart.setXAxisTitle("bench time (" + time.symbol() + ")");
    chart.setYAxisTitle("memductance (" + siemens.symbol() + ")");
    // What lies behind comes first.
    block();
    target();
    curves();
    return chart;
  }

  private void style() {
    XYStyler styler = chart.getStyler();
    styler.setBaseFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(Palette.GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setChartFontColor(Palette.INK);
    styler.setAxisTickLabelsColor(Palette.FAINT_INK);
    styler.setAxisTickMarksColor(Palette.FAINT_INK);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setLegendPosition(Styler.LegendPosition.OutsideS);
    styler.setLegendLayout(Styler.LegendLayout.Horizontal);
    styler.setChartPadding(14);
    styler.setLocale(Locale.ROOT);
    styler.setXAxisMin(firstSeconds() * time.perUnit());
    styler.setXAxisMax(lastSeconds() * time.perUnit());
    styler.setYAxisMin(bottom);
    styler.setYAxisMax(top);
    styler.setMarkerSize(0);
  }

  private void block() {
    panel
        .block()
        .ifPresent(
            block -> {
              double start = block.startSeconds();
              double tau = block.signal().tauSeconds();
              area("drive +", start + tau, start + 3 * tau, bottom, top, Palette.SHADE);
              double half = (start + block.signal().sampleSeconds()) * time.perUnit();
              line("T/2, sampled", half, half, bottom, top);
            });
  }

  private void target() {
    panel
        .target()
        .ifPresent(
            target -> {
              double first = firstSeconds();
              double last = lastSeconds();
              double level = target.siemens() * siemens.perUnit();
              double reach = target.epsilonSiemens() * siemens.perUnit();
              if (reach > 0) {
                area("within epsilon", first, last, level - reach, level + reach, Palette.BAND);
              }
              line("target", first * time.perUnit(), last * time.perUnit(), level, level);
            });
  }

  private void area(
      String name, double fromSeconds, double toSeconds, double low, double high, Color color) {
    double from = Math.max(fromSeconds, firstSeconds()) * time.perUnit();
    double to = Math.min(toSeconds, lastSeconds()) * time.perUnit();
    if (!(from < to)) {
      return;
    }
    XYSeries series =
        chart.addSeries(
            name, new double[] {from, to, to, from}, new double[] {low, low, high, high});
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(color);
    series.setLineColor(color);
    series.setMarker(SeriesMarkers.NONE);
  }

  private void line(String name, double fromX, double toX, double fromY, double toY) {
    XYSeries series = chart.addSeries(name, new double[] {fromX, toX}, new double[] {fromY, toY});
    series.setLineColor(Palette.FAINT_INK);
    series.setLineStyle(DASHED);
    series.setMarker(SeriesMarkers.NONE);
  }

  private void curves() {
    int count = panel.curves().size();
    boolean crowd = count > Palette.distinct();
    for (int i = 0; i < count; i++) {
      Curve curve = panel.curves().get(i);
      XYSeries series =
          chart.addSeries("curve " + i, time.of(curve.seconds()), siemens.of(curve.siemens()));
      // A crowd is one cloud: no legend could name its members.
      series.setLabel(crowd ? count + " cells" : curve.label());
      series.setShowInLegend(!crowd || i == 0);
      series.setLineColor(crowd ? new Color(0x40_00_72_B2, true) : Palette.curve(i));
      series.setLineStyle(crowd ? new BasicStroke(1f) : Palette.stroke(i));
      series.setMarker(SeriesMarkers.NONE);
    }
  }

  private double firstSeconds() {
    return panel.curves().stream().mapToDouble(Curve::firstSeconds).min().orElseThrow();
  }

  private double lastSeconds() {
    return panel.curves().stream().mapToDouble(Curve::lastSeconds).max().orElseThrow();
  }
}
