package dev.fluxbar.app.report;

import java.awt.BasicStroke;
import java.awt.Color;

/**
 * Colours that people with every kind of colour vision tell apart: curves in those of Okabe and Ito
 * without the yellow, which white swallows; sequential fields in viridis; differences in orange and
 * purple around white.
 */
final class Palette {
  static final Color INK = new Color(0x222222);
  static final Color FAINT_INK = new Color(0x555555);
  static final Color GRID = new Color(0xE3E3E3);
  static final Color BAND = new Color(0xDDE8F0);
  static final Color SHADE = new Color(0xF1F1F1);

  private static final int[] CURVES = {0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00};
  private static final int[] VIRIDIS = {
    0x440154, 0x472D7B, 0x3B528B, 0x2C728E, 0x21918C, 0x28AE80, 0x5EC962, 0xADDC30, 0xFDE725
  };
  private static final int[] DIVERGING = {
    0x542788, 0x998EC3, 0xD8DAEB, 0xF7F7F7, 0xFEE0B6, 0xF1A340, 0xB35806
  };

  private Palette() {}

  /** The colour of curve {@code index}. */
  static Color curve(int index) {
    return new Color(CURVES[index % CURVES.length]);
  }

  /** The line of curve {@code index}: whole for the first six, then dashed, then dotted. */
  static BasicStroke stroke(int index) {
    float[][] dashes = {null, {8, 5}, {2, 4}};
    float[] dash = dashes[index / CURVES.length % dashes.length];
    return new BasicStroke(2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, dash, 0);
  }

  /** Number of curves that differ in colour or line. */
  static int distinct() {
    return 3 * CURVES.length;
  }

  static Color sequential(double share) {
    return between(VIRIDIS, share);
  }

  static Color diverging(double share) {
    return between(DIVERGING, share);
  }

  /** Black or white, whichever is read better on {@code ground}. */
  static Color inkOn(Color ground) {
    double luminance =
        0.299 * ground.getRed() + 0.587 * ground.getGreen() + 0.114 * ground.getBlue();
    return luminance > 140 ? INK : Color.WHITE;
  }

  private static Color between(int[] stops, double share) {
    double at = Math.max(0, Math.min(1, share)) * (stops.length - 1);
    int below = Math.min((int) at, stops.length - 2);
    Color a = new Color(stops[below]);
    Color b = new Color(stops[below + 1]);
    double t = at - below;
    return new Color(
        mix(a.getRed(), b.getRed(), t),
        mix(a.getGreen(), b.getGreen(), t),
        mix(a.getBlue(), b.getBlue(), t));
  }

  private static int mix(int a, int b, double t) {
    return (int) Math.round(a + t * (b - a));
  }
}
