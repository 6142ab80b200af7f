package dev.fluxbar.bench.openmena;

import java.time.Duration;

/**
 * How long the board is waited for.
 *
 * @param pace seconds that one second of the board takes; 0: it computes its time
 * @param slack how much later than computed a reply may be, positive
 * @param banner how long a board that has just been opened may take to start
 */
public record MenaTimes(double pace, Duration slack, Duration banner) {

  /** A real board: opening its port resets it, and it starts within two seconds. */
  public static final MenaTimes REAL =
      new MenaTimes(1, Duration.ofSeconds(3), Duration.ofSeconds(5));

  /** An emulated one, however busy the machine is. */
  public static final MenaTimes EMULATED = new MenaTimes(0, Duration.ofSeconds(10), Duration.ZERO);

  public MenaTimes {
    if (!(pace >= 0 && pace < Double.POSITIVE_INFINITY) || slack.isNegative() || slack.isZero()) {
      throw new IllegalArgumentException(
          "times: pace=%s, slack=%s; the first may not be negative, the second must be positive"
              .formatted(pace, slack));
    }
  }
}
