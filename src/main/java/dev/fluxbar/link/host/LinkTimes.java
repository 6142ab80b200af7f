package dev.fluxbar.link.host;

import java.time.Duration;

/**
 * How long the host's end of a link waits.
 *
 * @param hello how long a board may take to answer at all
 * @param helloRepeat wait between two HELLOs
 * @param silence how long a board may be silent, or answer heartbeats and nothing else while no job
 *     runs, before the link counts as broken; and how long its goodbye may take
 * @param heartbeat longest time without a frame from the host while it waits for the board
 */
public record LinkTimes(
    Duration hello, Duration helloRepeat, Duration silence, Duration heartbeat) {

  /** 2 s to answer, HELLO every 100 ms, 2 s of silence, a frame at least every 25 ms. */
  public static final LinkTimes DEFAULT =
      new LinkTimes(
          Duration.ofSeconds(2),
          Duration.ofMillis(100),
          Duration.ofSeconds(2),
          Duration.ofMillis(25));

  public LinkTimes {
    positive("hello", hello);
    positive("hello-repeat", helloRepeat);
    positive("silence", silence);
    positive("heartbeat", heartbeat);
  }

  private static void positive(String name, Duration time) {
    if (time.isNegative() || time.isZero()) {
      throw new IllegalArgumentException(
          "link times: %s=%s; it must be positive".formatted(name, time));
    }
  }
}
