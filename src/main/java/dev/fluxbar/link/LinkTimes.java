package dev.fluxbar.link;

import java.time.Duration;

/**
 * How long the host's end of a link waits.
 *
 * @param hello how long a board may take to answer at all
 * @param helloRepeat wait between two HELLOs
 * @param silence how long a board may be silent within a session before the link counts as broken
 * @param heartbeat longest time without a frame from the host
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

  /** The same with a heartbeat of a quarter of a watchdog time. */
  public LinkTimes forWatchdog(Duration watchdog) {
    return new LinkTimes(hello, helloRepeat, silence, watchdog.dividedBy(4));
  }
}
