package dev.fluxbar.app.report;

import dev.fluxbar.array.Matrix;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/** Small images side by side, each with a line of text below it. */
public final class ImageGrid {
  static {
    Png.headless();
  }

  private static final int WIDTH = 900;
  private static final int TOP = 56;
  private static final int MARGIN = 24;
  private static final int GAP = 14;
  private static final int TEXT = 24;
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  /**
   * One image.
   *
   * @param pixels {@code [height][width]}, row 1 on top
   * @param caption the line below it
   */
  public record Tile(Matrix pixels, String caption) {}

  private final String title;
  private final List<Tile> tiles;
  private final int columns;
  private final double largest;
  private final boolean signed;

  private ImageGrid(String title, List<Tile> tiles, int columns, boolean signed) {
    if (tiles.isEmpty() || columns < 1) {
      throw new IllegalArgumentException(
          "image grid: tiles=%d, columns=%d; both must be at least 1"
              .formatted(tiles.size(), columns));
    }
    this.title = title;
    this.tiles = List.copyOf(tiles);
    this.columns = columns;
    this.signed = signed;
    double most = 0;
    for (Tile tile : tiles) {
      for (double[] row : tile.pixels().toArrays()) {
        for (double value : row) {
          most = Math.max(most, Math.abs(value));
        }
      }
    }
    this.largest = most > 0 ? most : 1;
  }

  /** Ink on paper: 0 is white and the largest pixel of all is black. */
  public static Png ink(String title, List<Tile> tiles, int columns) {
    return new ImageGrid(title, tiles, columns, false).draw();
  }

  /** Signed numbers: white is 0, and all images have one scale. */
  public static Png signed(String title, List<Tile> tiles, int columns) {
    return new ImageGrid(title, tiles, columns, true).draw();
  }

  private Png draw() {
    double tileWidth = (WIDTH - 2.0 * MARGIN + GAP) / columns - GAP;
    Matrix shape = tiles.get(0).pixels();
    double tileHeight = tileWidth * shape.rows() / shape.columns();
    int rows = (tiles.size() + columns - 1) / columns;
    int height = (int) Math.ceil(TOP + rows * (tileHeight + TEXT + GAP) + MARGIN);
    return Png.draw(WIDTH, height, paper -> paint(paper, tileWidth, tileHeight));
  }

  private void paint(Graphics2D paper, double tileWidth, double tileHeight) {
    paper.setColor(Palette.INK);
    paper.setFont(TITLE);
    centred(paper, title, WIDTH / 2.0, 32);
    paper.setFont(SMALL);
    for (int i = 0; i < tiles.size(); i++) {
      double x = MARGIN + (i % columns) * (tileWidth + GAP);
      int row = i / columns;
      double y = TOP + row * (tileHeight + TEXT + GAP);
      Matrix pixels = tiles.get(i).pixels();
      double pixelWidth = tileWidth / pixels.columns();
      double pixelHeight = tileHeight / pixels.rows();
      for (int k = 0; k < pixels.rows(); k++) {
        for (int j = 0; j < pixels.columns(); j++) {
          paper.setColor(color(pixels.at(k, j)));
          // A hair of overlap: no white seams between pixels.
          paper.fill(
              new Rectangle2D.Double(
                  x + j * pixelWidth, y + k * pixelHeight, pixelWidth + 0.3, pixelHeight + 0.3));
        }
      }
      paper.setColor(Palette.GRID);
      paper.draw(new Rectangle2D.Double(x, y, tileWidth, tileHeight));
      paper.setColor(Palette.INK);
      centred(paper, tiles.get(i).caption(), x + tileWidth / 2, y + tileHeight + 17);
    }
  }

  private Color color(double value) {
    if (signed) {
      return Palette.diverging((value / largest + 1) / 2);
    }
    int grey = (int) Math.round(255 * (1 - Math.max(0, value) / largest));
    return new Color(grey, grey, grey);
  }

  private static void centred(Graphics2D paper, String text, double x, double y) {
    double half = paper.getFontMetrics().stringWidth(text) / 2.0;
    paper.drawString(text, (float) (x - half), (float) y);
  }
}
