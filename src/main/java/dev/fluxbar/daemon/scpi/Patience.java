package dev.fluxbar.daemon.scpi;

import dev.fluxbar.daemon.guard.Bodies;
import java.time.Duration;

/**
 * How long a client may let wait.
 *
 * @param silent between two messages, for whoever may come in
 * @param stalled within a message, and until a token was shown
 * @param message for one message, however it trickles
 * @param unread for an answer that it does not take, or after it has shut its sending half
 */
record Patience(Duration silent, Duration stalled, Duration message, Duration unread) {
  /** With everybody. */
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(Bodies.SILENT_SECONDS),
          Duration.ofSeconds(Bodies.IDLE_SECONDS),
          Duration.ofSeconds(Bodies.MESSAGE_SECONDS),
          Duration.ofSeconds(Bodies.UNREAD_SECONDS));
}
