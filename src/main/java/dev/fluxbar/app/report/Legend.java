package dev.fluxbar.app.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key of a diagram, below it, in as many centred rows as its entries need. */
final class Legend {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
  private static final int ROW = 22;
  private static final int SWATCH = 26;
  private static final int GAP = 8;
  private static final int BETWEEN = 18;
  private static final int MARGIN = 16;

  /** A line with its stroke, or a field when it has none. */
  private record Entry(String label, Color color, @Nullable Stroke stroke) {}

  private final List<Entry> entries = new ArrayList<>();

  void field(String label, Color color) {
    entries.add(new Entry(label, color, null));
  }

  void line(String label, Color color, Stroke stroke) {
    entries.add(new Entry(label, color, stroke));
  }

  /** Nominal pixels that it needs in a diagram of {@code width}. */
  int height(int width) {
    Graphics2D measure = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    try {
      return rows(measure.getFontMetrics(FONT), width).size() * ROW + MARGIN;
    } finally {
      measure.dispose();
    }
  }

  /** Paints it with its upper edge at {@code top}. */
  void paint(Graphics2D paper, int width, int top) {
    paper.setFont(FONT);
    FontMetrics metrics = paper.getFontMetrics();
    double middle = top + ROW / 2.0;
    for (List<Entry> row : rows(metrics, width)) {
      double x = (width - length(metrics, row)) / 2.0;
      for (Entry entry : row) {
        swatch(paper, entry, x, middle);
        paper.setColor(Palette.INK);
        paper.drawString(entry.label(), (float) (x + SWATCH + GAP), (float) (middle + 5));
        x += length(metrics, entry) + BETWEEN;
      }
      middle += ROW;
    }
  }

  private static void swatch(Graphics2D paper, Entry entry, double x, double middle) {
    paper.setColor(entry.color());
    if (entry.stroke() == null) {
      paper.fill(new Rectangle2D.Double(x, middle - 7, SWATCH, 14));
      paper.setColor(Palette.GRID);
      paper.setStroke(new BasicStroke(1));
      paper.draw(new Rectangle2D.Double(x, middle - 7, SWATCH, 14));
    } else {
      Stroke before = paper.getStroke();
      paper.setStroke(entry.stroke());
      paper.draw(new Line2D.Double(x, middle, x + SWATCH, middle));
      paper.setStroke(before);
    }
  }

  private List<List<Entry>> rows(FontMetrics metrics, int width) {
    List<List<Entry>> rows = new ArrayList<>();
    List<Entry> row = new ArrayList<>();
    for (Entry entry : entries) {
      if (!row.isEmpty()
          && length(metrics, row) + BETWEEN + length(metrics, entry) > width - 2 * MARGIN) {
        rows.add(row);
        row = new ArrayList<>();
      }
      row.add(entry);
    }
    if (!row.isEmpty()) {
      rows.add(row);
    }
    return rows;
  }

  private static int length(FontMetrics metrics, List<Entry> row) {
    return row.stream().mapToInt(entry -> length(metrics, entry)).sum()
        + BETWEEN * (row.size() - 1);
  }

  private static int length(FontMetrics metrics, Entry entry) {
    return SWATCH + GAP + metrics.stringWidth(entry.label());
  }
}
