package dev.fluxbar.link.host;

import dev.fluxbar.fault.BenchFault;
import org.jspecify.annotations.Nullable;

/** A link that could not be made or that broke. */
public final class LinkException extends BenchFault {
  private static final long serialVersionUID = 1L;

  /** What kind of break it was. */
  public enum Kind {
    /** Nothing came back in time, or nothing of what was asked. */
    SILENT,
    /** Bytes came back, but no frames. */
    GARBAGE,
    /** A board that speaks another version of the protocol. */
    FOREIGN,
    /** The board has another boot id than at the start of the session. */
    REBOOTED,
    /** The board has ended the session. */
    SESSION_LOST,
    /** The pipe itself has gone. */
    GONE,
    /** The board said something that the protocol does not allow here. */
    NONSENSE,
    /** Somebody asked to go safe before the session had begun. */
    ABORTED,
    /** The owner was interrupted; the board was told to go safe. */
    INTERRUPTED
  }

  private final Kind kind;

  /** A break of {@code port}: {@code what} happened, {@code next} is to be done. */
  LinkException(Kind kind, String port, String what, String next, @Nullable Throwable cause) {
    super("link: port=%s, %s; %s".formatted(port, what, next), cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
