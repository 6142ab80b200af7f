package dev.fluxbar.app.mnist;

import dev.fluxbar.app.BadInput;
import java.nio.file.Path;

/** Images of handwritten digits with their labels. Immutable. */
public final class Digits {

  /** Number of classes, 0 to 9. */
  public static final int CLASSES = 10;

  private static final int LARGEST_PIXEL = 255;

  private final int count;
  private final int height;
  private final int width;
  private final byte[] pixels;
  private final byte[] labels;

  private Digits(int count, int height, int width, byte[] pixels, byte[] labels) {
    this.count = count;
    this.height = height;
    this.width = width;
    this.pixels = pixels;
    this.labels = labels;
  }

  /**
   * Reads images and their labels from two IDX files.
   *
   * @throws BadInput if one is damaged or they do not belong together; the message names file and
   *     offset
   */
  public static Digits read(Path imageFile, Path labelFile) {
    IdxFile images = IdxFile.read(imageFile, 3, "images");
    IdxFile labels = IdxFile.read(labelFile, 1, "labels");
    if (images.size(0) != labels.size(0)) {
      throw new BadInput(
          "%s: offset=4, images=%d, but %s: offset=4, labels=%d; they must be equal, use two files"
                  .formatted(imageFile, images.size(0), labelFile, labels.size(0))
              + " of one set");
    }
    for (int i = 0; i < labels.size(0); i++) {
      if (labels.bytes()[i] < 0 || labels.bytes()[i] >= CLASSES) {
        throw new BadInput(
            "%s: offset=%d, label=%d; it must be 0 to 9, fetch the file again"
                .formatted(labelFile, 8 + i, labels.bytes()[i] & 0xff));
      }
    }
    return new Digits(
        images.size(0), images.size(1), images.size(2), images.bytes(), labels.bytes());
  }

  /** The first {@code most} of these, or all if there are fewer. */
  public Digits first(int most) {
    return new Digits(Math.min(most, count), height, width, pixels, labels);
  }

  public int count() {
    return count;
  }

  /** Pixels from top to bottom. */
  public int height() {
    return height;
  }

  /** Pixels from left to right. */
  public int width() {
    return width;
  }

  /** Pixels of one image, inputs of a network. */
  public int pixels() {
    return height * width;
  }

  /** The digit that image {@code index} shows, 0 to 9. */
  public int label(int index) {
    return labels[index];
  }

  /** Pixel {@code pixel} of image {@code index} in [0, 1], row by row; 0 is paper. */
  public double at(int index, int pixel) {
    return (pixels[index * pixels() + pixel] & 0xff) / (double) LARGEST_PIXEL;
  }

  /** All pixels of one image in [0, 1], row by row; a new array. */
  public double[] image(int index) {
    double[] image = new double[pixels()];
    for (int p = 0; p < image.length; p++) {
      image[p] = at(index, p);
    }
    return image;
  }
}
