package dev.fluxbar.app.mnist;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/** IDX files of small drawn digits: seven segments on 7 x 5 pixels, shifted, with specks. */
public final class DrawnDigits {
  public static final int HEIGHT = 7;
  public static final int WIDTH = 5;

  /** Segments a (top) to g (middle) of each digit, as on a display. */
  private static final String[] SEGMENTS = {
    "abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg"
  };

  private DrawnDigits() {}

  /** Writes a split of {@code count} images and labels. */
  public static void write(Path folder, String split, int count, long seed, boolean gzip)
      throws IOException {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * HEIGHT * WIDTH];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      labels[i] = (byte) random.nextInt(Digits.CLASSES);
      draw(pixels, i * HEIGHT * WIDTH, labels[i], random);
    }
    save(folder.resolve(split + "-images-idx3-ubyte"), images(count, pixels), gzip);
    save(folder.resolve(split + "-labels-idx1-ubyte"), labels(labels), gzip);
  }

  private static void draw(byte[] pixels, int at, int digit, Random random) {
    for (char segment : SEGMENTS[digit].toCharArray()) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          if (lies(segment, y, x)) {
            pixels[at + y * WIDTH + x] = (byte) (200 + random.nextInt(56));
          }
        }
      }
    }
    pixels[at + random.nextInt(HEIGHT * WIDTH)] = (byte) random.nextInt(256);
  }

  private static boolean lies(char segment, int y, int x) {
    return switch (segment) {
      case 'a' -> y == 0 && x > 0 && x < 4;
      case 'b' -> x == 4 && y > 0 && y < 3;
      case 'c' -> x == 4 && y > 3 && y < 6;
      case 'd' -> y == 6 && x > 0 && x < 4;
      case 'e' -> x == 0 && y > 3 && y < 6;
      case 'f' -> x == 0 && y > 0 && y < 3;
      default -> y == 3 && x > 0 && x < 4;
    };
  }

  /** An image file of {@link #HEIGHT} by {@link #WIDTH} pixels. */
  static byte[] images(int count, byte[] pixels) {
    return ByteBuffer.allocate(16 + pixels.length)
        .putInt(0x803)
        .putInt(count)
        .putInt(HEIGHT)
        .putInt(WIDTH)
        .put(pixels)
        .array();
  }

  /** A label file. */
  static byte[] labels(byte[] labels) {
    return ByteBuffer.allocate(8 + labels.length)
        .putInt(0x801)
        .putInt(labels.length)
        .put(labels)
        .array();
  }

  private static void save(Path file, byte[] bytes, boolean gzip) throws IOException {
    if (gzip) {
      Files.write(file.resolveSibling(file.getFileName() + ".gz"), zipped(bytes));
    } else {
      Files.write(file, bytes);
    }
  }

  static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
