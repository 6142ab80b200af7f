package dev.fluxbar.app.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import javax.imageio.ImageIO;

/** A picture as PNG. Drawn at twice its nominal size, so that it is sharp on every screen. */
public final class Png {
  static {
    headless();
  }

  private static final int SCALE = 2;

  /** Signature, length and name of the first chunk, then width and height. */
  private static final int HEADER_BYTES = 24;

  private final byte[] bytes;
  private final int width;
  private final int height;

  private Png(byte[] bytes, int width, int height) {
    this.bytes = bytes;
    this.width = width;
    this.height = height;
  }

  /**
   * A picture that was drawn before.
   *
   * @param bytes a PNG file; owned by this from here on
   * @throws IllegalArgumentException if it is none
   */
  public static Png drawn(byte[] bytes) {
    if (bytes.length < HEADER_BYTES || bytes[1] != 'P' || bytes[2] != 'N' || bytes[3] != 'G') {
      throw new IllegalArgumentException(
          "png: bytes=%d; this is no picture of ours".formatted(bytes.length));
    }
    ByteBuffer size = ByteBuffer.wrap(bytes, HEADER_BYTES - 2 * Integer.BYTES, 2 * Integer.BYTES);
    return new Png(bytes, size.getInt() / SCALE, size.getInt() / SCALE);
  }

  /** Keeps AWT from looking for a screen; to be called before any of its classes loads. */
  static void headless() {
    System.setProperty("java.awt.headless", "true");
  }

  /** Draws on white paper of {@code width} by {@code height} nominal pixels. */
  static Png draw(int width, int height, Consumer<Graphics2D> drawing) {
    BufferedImage image =
        new BufferedImage(SCALE * width, SCALE * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D paper = image.createGraphics();
    try {
      paper.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      paper.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      paper.setColor(Color.WHITE);
      paper.fillRect(0, 0, SCALE * width, SCALE * height);
      paper.scale(SCALE, SCALE);
      drawing.accept(paper);
    } finally {
      paper.dispose();
    }
    return new Png(encode(plain(image)), width, height);
  }

  /** A picture without colour takes two thirds of the bytes in grey. */
  private static BufferedImage plain(BufferedImage image) {
    BufferedImage grey =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        int level = rgb & 0xff;
        if ((rgb & 0xffffff) != level * 0x010101) {
          return image;
        }
        // The raster itself: Java's way through colour would lighten every grey.
        grey.getRaster().setSample(x, y, 0, level);
      }
    }
    return grey;
  }

  private static byte[] encode(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, "png", out)) {
        throw new IllegalStateException(
            "figure: this Java has no PNG writer; use a Java with the module java.desktop");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("figure: writing to memory failed", e);
    }
    return out.toByteArray();
  }

  /** A copy of the file's bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Nominal width in pixels; the image has twice as many. */
  public int width() {
    return width;
  }

  /** Nominal height in pixels; the image has twice as many. */
  public int height() {
    return height;
  }
}
