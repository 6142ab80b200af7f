package dev.fluxbar.link.host;

import dev.fluxbar.wire.HostMessage;
import org.jspecify.annotations.Nullable;

/** Gives a session what it is to send next, as soon as the board has credit for it. */
@FunctionalInterface
public interface MessageSource {

  /** Nothing to send. */
  MessageSource NONE = () -> null;

  /**
   * The next sequenced message, or null while there is none; asked again after each message of the
   * board.
   */
  @Nullable HostMessage next();
}
