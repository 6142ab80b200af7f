package dev.fluxbar.app.report;

import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;

/** Quantities over time, one diagram below the other. */
public final class WaveFigure {
  static {
    Png.headless();
  }

  private static final int WIDTH = 900;
  private static final int HEIGHT = 340;
  private static final int X_HINT = 90;
  private static final int Y_HINT = 50;

  private final WavePanel panel;
  private final XYChart chart = new XYChart(WIDTH, HEIGHT);
  private final Legend legend = new Legend();
  private final AxisUnit time;
  private final AxisUnit unit;

  private WaveFigure(WavePanel panel) {
    this.panel = panel;
    double least = -extreme(wave -> -wave.least());
    double most = extreme(Wave::largest);
    double first = -extreme(wave -> -wave.seconds(0));
    double last = extreme(wave -> wave.seconds(wave.points() - 1));
    this.time = AxisUnit.of(Math.max(Math.abs(first), Math.abs(last)), "s");
    this.unit = AxisUnit.of(Math.max(Math.abs(least), Math.abs(most)), panel.unit());
    // A flat wave still gets an axis with a height, a single point one with a length.
    double air = Math.max(0.06 * (most - least), 1e-3 * Math.max(Math.abs(most), 1e-12));
    double right = last > first ? last : first + 1 / time.perUnit();
    compose(first, right, least - air, most + air);
  }

  private double extreme(ToDoubleFunction<Wave> of) {
    return panel.waves().stream().mapToDouble(of).max().orElseThrow();
  }

  private void compose(double left, double right, double bottom, double top) {
    ChartStyle.apply(chart);
    chart.setTitle(panel.title());
    chart.setXAxisTitle("time (" + time.symbol() + ")");
    chart.setYAxisTitle(panel.quantity() + " (" + unit.symbol() + ")");
    XYStyler styler = chart.getStyler();
    styler.setChartTitleVisible(!panel.title().isEmpty());
    styler.setXAxisTickMarkSpacingHint(X_HINT);
    styler.setYAxisTickMarkSpacingHint(Y_HINT);
    double across = (right - left) * time.perUnit();
    double upwards = (top - bottom) * unit.perUnit();
    styler.setXAxisTickLabelsFormattingFunction(ChartStyle.ticks(across * X_HINT / WIDTH));
    styler.setYAxisTickLabelsFormattingFunction(ChartStyle.ticks(upwards * Y_HINT / HEIGHT));
    ChartStyle.axes(
        chart,
        left * time.perUnit(),
        right * time.perUnit(),
        bottom * unit.perUnit(),
        top * unit.perUnit());
    for (int i = 0; i < panel.waves().size(); i++) {
      legend.line(panel.waves().get(i).label(), Palette.curve(i), Palette.stroke(i));
    }
  }

  /** The panels one below the other. */
  public static Png draw(List<WavePanel> panels) {
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("figure: panels=0; give at least one");
    }
    List<WaveFigure> parts = panels.stream().map(WaveFigure::new).toList();
    int height = parts.stream().mapToInt(WaveFigure::height).sum();
    return Png.draw(
        WIDTH,
        height,
        paper -> {
          int top = 0;
          for (WaveFigure part : parts) {
            Graphics2D place = (Graphics2D) paper.create(0, top, WIDTH, part.height());
            part.paint(place);
            place.dispose();
            top += part.height();
          }
        });
  }

  private int height() {
    return HEIGHT + legend.height(WIDTH);
  }

  private void paint(Graphics2D paper) {
    chart.paint(paper, WIDTH, HEIGHT);
    for (int i = panel.waves().size() - 1; i >= 0; i--) {
      Wave wave = panel.waves().get(i);
      Path2D path = new Path2D.Double();
      for (int p = 0; p < wave.points(); p++) {
        double x = chart.getScreenXFromChart(wave.seconds(p) * time.perUnit());
        double y = chart.getScreenYFromChart(wave.value(p) * unit.perUnit());
        if (p == 0) {
          path.moveTo(x, y);
        } else {
          path.lineTo(x, y);
        }
      }
      paper.setColor(Palette.curve(i));
      paper.setStroke(Palette.stroke(i));
      paper.draw(path);
    }
    legend.paint(paper, WIDTH, HEIGHT);
  }
}
