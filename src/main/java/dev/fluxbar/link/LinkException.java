package dev.fluxbar.link;

import dev.fluxbar.fault.BenchFault;
import org.jspecify.annotations.Nullable;

/** A link that could not be made or that broke. */
public final class LinkException extends BenchFault {
  private static final long serialVersionUID = 1L;

  /** What kind of break it was. */
  public enum Kind {
    /** Nothing came back in time. */
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
    NONSENSE
  }

  private final Kind kind;

  public LinkException(Kind kind, String message) {
    this(kind, message, null);
  }

  public LinkException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
