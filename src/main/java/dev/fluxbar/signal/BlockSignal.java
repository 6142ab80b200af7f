package dev.fluxbar.signal;

/**
 * The block signal Q of Heidema (9), moved to start at 0: -1, +1, +1, -1, each for tau. Its
 * integral is zero after 2 tau, where it is sampled, and after 4 tau, where it ends.
 *
 * @param tauSeconds length of one plateau, positive
 */
public record BlockSignal(double tauSeconds) {

  /** The sign of each of the four plateaus, in order. */
  private static final int[] SIGNS = {-1, 1, 1, -1};

  /** Number of plateaus. */
  public static final int PLATEAUS = 4;

  /** The plateau at whose end the signal is sampled: t = T/2. */
  public static final int SAMPLED_PLATEAU = 1;

  public BlockSignal {
    if (!(tauSeconds > 0 && tauSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "block signal: tau-seconds=%s; it must be positive and finite".formatted(tauSeconds));
    }
  }

  /** The sign of plateau 0 to 3. */
  public static int sign(int plateau) {
    return SIGNS[plateau];
  }

  /** T = 4 tau. */
  public double periodSeconds() {
    return PLATEAUS * tauSeconds;
  }

  /** T/2, the middle of the positive part, where every flux is back at its start. */
  public double sampleSeconds() {
    return 2 * tauSeconds;
  }

  /** Q(t - T/2): 0 outside [0, T]. */
  public int at(double seconds) {
    if (!(seconds >= 0 && seconds <= periodSeconds())) {
      return 0;
    }
    return SIGNS[Math.min(PLATEAUS - 1, (int) (seconds / tauSeconds))];
  }
}
