package dev.fluxbar.emulator;

/**
 * White Gaussian noise of the row inputs of one array, at their input and so before the converter
 * rounds and saturates: every conversion draws its own.
 *
 * @param rmsAmperes standard deviation of one conversion, not negative
 */
public record ReadNoise(double rmsAmperes) {

  /** No noise; nothing is drawn. */
  public static final ReadNoise NONE = new ReadNoise(0);

  public ReadNoise {
    if (!(rmsAmperes >= 0 && rmsAmperes < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "read noise: rms-amperes=%s; it must be finite and not negative".formatted(rmsAmperes));
    }
  }
}
