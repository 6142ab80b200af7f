package dev.fluxbar.analog;

/**
 * What one row input shows in one current range: {@code counts * step = offsetAmperes + gain *
 * amperes}, with the step of an ideal {@link Adc}.
 *
 * @param offsetAmperes what is shown of no current
 * @param gain shown amperes a real one, positive; 1 ideally
 * @param offsetDeviationAmperes standard deviation of the offset, not negative; 0: taken as exact
 * @param gainDeviation standard deviation of the gain, not negative; 0: taken as exact
 */
public record InputTransfer(
    double offsetAmperes, double gain, double offsetDeviationAmperes, double gainDeviation) {

  /** No offset, no error of gain. */
  public static final InputTransfer IDEAL = new InputTransfer(0, 1);

  public InputTransfer {
    Transfers.check("input", "offset-amperes", offsetAmperes, gain);
    Transfers.checkDeviations("input", offsetDeviationAmperes, gainDeviation);
  }

  /** Taken as exact. */
  public InputTransfer(double offsetAmperes, double gain) {
    this(offsetAmperes, gain, 0, 0);
  }

  /** The real current of what is shown. */
  public double amperes(double shownAmperes) {
    return (shownAmperes - offsetAmperes) / gain;
  }

  /** What is shown of a real current. */
  public double shownAmperes(double amperes) {
    return offsetAmperes + gain * amperes;
  }
}
