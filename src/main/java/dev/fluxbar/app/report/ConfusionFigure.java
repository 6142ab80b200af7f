package dev.fluxbar.app.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Locale;

/**
 * A confusion matrix: how often each class (a row) was taken for each class (a column). Right
 * decisions lie on the diagonal, in blue; wrong ones beside it, in orange on a scale of their own,
 * since they are few. Every field says its number.
 */
public final class ConfusionFigure {
  static {
    Png.headless();
  }

  private static final int LEFT = 84;
  private static final int TOP = 56;
  private static final int BOTTOM = 64;
  private static final int RIGHT = 84;
  private static final int FIELD = 54;
  private static final Color RIGHT_COLOR = new Color(0x0072B2);
  private static final Color WRONG_COLOR = new Color(0xD55E00);
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
  private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  private final String title;
  private final int[][] counts;
  private final int classes;
  private int mostRight = 1;
  private int mostWrong = 1;

  private ConfusionFigure(String title, int[][] counts) {
    this.title = title;
    this.counts = counts;
    this.classes = counts.length;
    for (int truth = 0; truth < classes; truth++) {
      for (int said = 0; said < classes; said++) {
        if (truth == said) {
          mostRight = Math.max(mostRight, counts[truth][said]);
        } else {
          mostWrong = Math.max(mostWrong, counts[truth][said]);
        }
      }
    }
  }

  /**
   * Draws a matrix of counts.
   *
   * @param counts {@code [truth][said]}, square, classes counted from 0; not kept
   */
  public static Png draw(String title, int[][] counts) {
    ConfusionFigure figure = new ConfusionFigure(title, counts);
    int side = FIELD * counts.length;
    return Png.draw(LEFT + side + RIGHT, TOP + side + BOTTOM, figure::paint);
  }

  private void paint(Graphics2D paper) {
    double side = FIELD * classes;
    paper.setColor(Palette.INK);
    paper.setFont(TITLE);
    centred(paper, title, LEFT + side / 2, 32);
    paper.setFont(PLAIN);
    for (int truth = 0; truth < classes; truth++) {
      int of = 0;
      for (int said = 0; said < classes; said++) {
        of += counts[truth][said];
        field(paper, truth, said);
      }
      double middle = TOP + (truth + 0.5) * FIELD + 5;
      paper.setColor(Palette.FAINT_INK);
      centred(paper, String.valueOf(truth), LEFT - 18, middle);
      centred(paper, String.valueOf(truth), LEFT + (truth + 0.5) * FIELD, TOP + side + 20);
      String share =
          of == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * counts[truth][truth] / of);
      centred(paper, share, LEFT + side + 40, middle);
    }
    paper.setColor(Palette.INK);
    centred(paper, "the bench says", LEFT + side / 2, TOP + side + 46);
    AffineTransform before = paper.getTransform();
    paper.translate(28, TOP + side / 2);
    paper.rotate(-Math.PI / 2);
    centred(paper, "the image shows", 0, 0);
    paper.setTransform(before);
  }

  private void field(Graphics2D paper, int truth, int said) {
    int count = counts[truth][said];
    Color color =
        truth == said
            ? tint(RIGHT_COLOR, count / (double) mostRight)
            : tint(WRONG_COLOR, count / (double) mostWrong);
    double x = LEFT + said * (double) FIELD;
    double y = TOP + truth * (double) FIELD;
    paper.setColor(color);
    paper.fill(new Rectangle2D.Double(x, y, FIELD, FIELD));
    paper.setColor(Palette.GRID);
    paper.draw(new Rectangle2D.Double(x, y, FIELD, FIELD));
    paper.setColor(count == 0 ? Palette.FAINT_INK : Palette.inkOn(color));
    centred(paper, String.valueOf(count), x + FIELD / 2.0, y + FIELD / 2.0 + 5);
  }

  private static Color tint(Color full, double share) {
    return new Color(
        mix(full.getRed(), share), mix(full.getGreen(), share), mix(full.getBlue(), share));
  }

  private static int mix(int full, double share) {
    return (int) Math.round(255 + share * (full - 255));
  }

  private static void centred(Graphics2D paper, String text, double x, double y) {
    double half = paper.getFontMetrics().stringWidth(text) / 2.0;
    paper.drawString(text, (float) (x - half), (float) y);
  }
}
