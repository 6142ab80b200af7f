package dev.fluxbar.app.report;

import dev.fluxbar.array.Matrix;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/**
 * A matrix as coloured fields, row 1 on top, with a scale beside it; each field says its number
 * where there is room. Rows and columns count from one.
 */
public final class HeatMap {
  static {
    Png.headless();
  }

  private static final int WIDTH = 900;
  private static final int LEFT = 72;
  private static final int TOP = 56;
  private static final int BOTTOM = 64;
  private static final int SCALE_SPACE = 130;
  private static final int SCALE_WIDTH = 18;
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  /** Fields that are crossed out: their numbers do not count. */
  @FunctionalInterface
  public interface Marks {
    boolean at(int row, int column);
  }

  private static final Marks NONE = (row, column) -> false;

  private final Matrix matrix;
  private final Marks crossed;
  private final String title;
  private final String quantity;
  private final boolean difference;
  private final AxisUnit unit;
  private final double low;
  private final double high;
  private final int width;
  private final int height;

  private HeatMap(
      Matrix matrix,
      Marks crossed,
      String title,
      String quantity,
      String plainUnit,
      double low,
      double high,
      boolean difference) {
    this.matrix = matrix;
    this.crossed = crossed;
    this.title = title;
    this.quantity = quantity;
    this.difference = difference;
    this.low = low;
    this.high = high;
    this.unit = AxisUnit.of(Math.max(Math.abs(low), Math.abs(high)), plainUnit);
    this.width = WIDTH;
    this.height = height(matrix);
  }

  /** What counts; all of it where nothing does. */
  private static double[] counted(Matrix matrix, Marks crossed) {
    double[] all = new double[matrix.rows() * matrix.columns()];
    int count = 0;
    for (int k = 0; k < matrix.rows(); k++) {
      for (int j = 0; j < matrix.columns(); j++) {
        if (!crossed.at(k, j)) {
          all[count++] = matrix.at(k, j);
        }
      }
    }
    return count == 0 ? new double[1] : Arrays.copyOf(all, count);
  }

  /** On a scale around 0. */
  private static HeatMap signed(
      String title, String quantity, String plainUnit, Matrix matrix, Marks crossed) {
    double reach = Arrays.stream(counted(matrix, crossed)).map(Math::abs).max().orElseThrow();
    return new HeatMap(matrix, crossed, title, quantity, plainUnit, -reach, reach, true);
  }

  /** Memductances in siemens, dark to light. */
  public static Png memductance(String title, Matrix siemens) {
    return memductance(title, siemens, NONE);
  }

  /** The same, on the scale of those that are not crossed out. */
  public static Png memductance(String title, Matrix siemens, Marks crossed) {
    double[] counted = counted(siemens, crossed);
    double low = Arrays.stream(counted).min().orElseThrow();
    double high = Arrays.stream(counted).max().orElseThrow();
    return draw(new HeatMap(siemens, crossed, title, "memductance", "S", low, high, false));
  }

  /**
   * Memductances in siemens on a scale from 0 to {@code largestSiemens}, so that a short does not
   * make all others look alike; what lies beyond has the colour of the end.
   */
  public static Png memductance(String title, Matrix siemens, double largestSiemens) {
    return draw(new HeatMap(siemens, NONE, title, "memductance", "S", 0, largestSiemens, false));
  }

  /** Differences in siemens, such as measured minus target; white is 0. */
  public static Png error(String title, Matrix siemens) {
    return error(title, siemens, NONE);
  }

  /** The same, on the scale of those that are not crossed out. */
  public static Png error(String title, Matrix siemens, Marks crossed) {
    return draw(signed(title, "error", "S", siemens, crossed));
  }

  /** Net volt-seconds, such as those of a ledger; white is 0. */
  public static Png flux(String title, Matrix voltSeconds) {
    return draw(signed(title, "net flux", "V s", voltSeconds, NONE));
  }

  /** Flat matrices get flat pictures: fields stay near square, within reason. */
  private static int height(Matrix matrix) {
    double square = ((double) WIDTH - LEFT - SCALE_SPACE) / matrix.columns() * matrix.rows();
    return TOP + BOTTOM + (int) Math.max(160, Math.min(480, square));
  }

  private static Png draw(HeatMap map) {
    return Png.draw(map.width, map.height, map::paint);
  }

  private void paint(Graphics2D paper) {
    double plotWidth = width - LEFT - SCALE_SPACE;
    double plotHeight = height - TOP - BOTTOM;
    paper.setColor(Palette.INK);
    paper.setFont(TITLE);
    centred(paper, title, width / 2.0, 32);
    fields(paper, plotWidth / matrix.columns(), plotHeight / matrix.rows());
    numbers(paper, plotWidth, plotHeight);
    scale(paper, LEFT + plotWidth + 24, plotHeight);
  }

  private void fields(Graphics2D paper, double fieldWidth, double fieldHeight) {
    paper.setFont(SMALL);
    double largest = Math.max(Math.abs(low), Math.abs(high)) * unit.perUnit();
    FontMetrics metrics = paper.getFontMetrics();
    boolean room =
        metrics.stringWidth("-" + AxisUnit.text(largest, largest)) + 8 < fieldWidth
            && metrics.getHeight() + 4 < fieldHeight;
    for (int k = 0; k < matrix.rows(); k++) {
      for (int j = 0; j < matrix.columns(); j++) {
        Color color = color(matrix.at(k, j));
        double x = LEFT + j * fieldWidth;
        double y = TOP + k * fieldHeight;
        paper.setColor(color);
        // A hair of overlap: no white seams between fields.
        paper.fill(new Rectangle2D.Double(x, y, fieldWidth + 0.3, fieldHeight + 0.3));
        if (crossed.at(k, j)) {
          cross(paper, x, y, fieldWidth, fieldHeight);
        } else if (room) {
          paper.setColor(Palette.inkOn(color));
          String text = AxisUnit.text(matrix.at(k, j) * unit.perUnit(), largest);
          centred(paper, text, x + fieldWidth / 2, y + fieldHeight / 2 + 5);
        }
      }
    }
  }

  /** Grey with a cross over it: no colour of the scale. */
  private static void cross(Graphics2D paper, double x, double y, double width, double height) {
    paper.setColor(Palette.GRID);
    paper.fill(new Rectangle2D.Double(x, y, width + 0.3, height + 0.3));
    paper.setColor(Palette.INK);
    paper.setStroke(new BasicStroke(1));
    paper.draw(new Line2D.Double(x + 2, y + 2, x + width - 2, y + height - 2));
    paper.draw(new Line2D.Double(x + 2, y + height - 2, x + width - 2, y + 2));
  }

  private Color color(double value) {
    double share = high > low ? (value - low) / (high - low) : 0.5;
    return difference ? Palette.diverging(share) : Palette.sequential(share);
  }

  private void numbers(Graphics2D paper, double plotWidth, double plotHeight) {
    paper.setColor(Palette.FAINT_INK);
    paper.setFont(SMALL);
    int step = step(matrix.columns(), plotWidth / 40);
    for (int j = 0; j < matrix.columns(); j++) {
      if (!labelled(j, step)) {
        continue;
      }
      double x = LEFT + (j + 0.5) * plotWidth / matrix.columns();
      centred(paper, String.valueOf(j + 1), x, TOP + plotHeight + 20);
    }
    step = step(matrix.rows(), plotHeight / 22);
    for (int k = 0; k < matrix.rows(); k++) {
      if (!labelled(k, step)) {
        continue;
      }
      String text = String.valueOf(k + 1);
      double y = TOP + (k + 0.5) * plotHeight / matrix.rows() + 5;
      paper.drawString(
          text, (float) (LEFT - 10 - paper.getFontMetrics().stringWidth(text)), (float) y);
    }
    paper.setColor(Palette.INK);
    paper.setFont(PLAIN);
    centred(paper, "column bar", LEFT + plotWidth / 2, TOP + plotHeight + 46);
    upwards(paper, "row bar", 24, TOP + plotHeight / 2);
  }

  /** Multiples of the step, and the first where it does not come too near the next. */
  private static boolean labelled(int index, int step) {
    return (index + 1) % step == 0 || (index == 0 && step >= 5);
  }

  /** The smallest of 1, 2, 5, 10, 20, ... with which at most {@code most} of {@code count} stay. */
  private static int step(int count, double most) {
    int step = 1;
    for (int i = 0; count / (double) step > Math.max(1, most); i++) {
      step = i % 3 == 1 ? step / 2 * 5 : 2 * step;
    }
    return step;
  }

  private void scale(Graphics2D paper, double x, double plotHeight) {
    int slices = 128;
    for (int i = 0; i < slices; i++) {
      paper.setColor(color(high - (high - low) * (i + 0.5) / slices));
      paper.fill(
          new Rectangle2D.Double(
              x, TOP + i * plotHeight / slices, SCALE_WIDTH, plotHeight / slices + 0.3));
    }
    paper.setColor(Palette.FAINT_INK);
    paper.setStroke(new BasicStroke(1));
    paper.draw(new Rectangle2D.Double(x, TOP, SCALE_WIDTH, plotHeight));
    paper.setFont(SMALL);
    double largest = Math.max(Math.abs(low), Math.abs(high)) * unit.perUnit();
    int ticks = high > low ? 4 : 0;
    for (int i = 0; i <= ticks; i++) {
      double share = ticks == 0 ? 0.5 : i / (double) ticks;
      String text = AxisUnit.text((low + share * (high - low)) * unit.perUnit(), largest);
      paper.drawString(
          text, (float) (x + SCALE_WIDTH + 6), (float) (TOP + (1 - share) * plotHeight + 5));
    }
    paper.setColor(Palette.INK);
    paper.setFont(PLAIN);
    upwards(paper, quantity + " (" + unit.symbol() + ")", width - 12.0, TOP + plotHeight / 2);
  }

  private static void centred(Graphics2D paper, String text, double x, double y) {
    double half = paper.getFontMetrics().stringWidth(text) / 2.0;
    paper.drawString(text, (float) (x - half), (float) y);
  }

  private static void upwards(Graphics2D paper, String text, double x, double y) {
    AffineTransform before = paper.getTransform();
    paper.translate(x, y);
    paper.rotate(-Math.PI / 2);
    centred(paper, text, 0, 0);
    paper.setTransform(before);
  }
}
