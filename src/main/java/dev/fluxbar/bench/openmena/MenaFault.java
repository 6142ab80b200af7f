package dev.fluxbar.bench.openmena;

import dev.fluxbar.fault.BenchFault;
import org.jspecify.annotations.Nullable;

/** Something is wrong with the board or the way to it. */
public final class MenaFault extends BenchFault {
  private static final long serialVersionUID = 1L;

  /** What. */
  public enum Kind {
    /** It says nothing. */
    SILENT,
    /** It says what no such board says. */
    DAMAGED,
    /** It says that it did not do what it was told. */
    REFUSED,
    /** It has started anew in the middle of things. */
    RESET,
    /** What it measured twice does not agree. */
    DISAGREES,
    /** The line has ended. */
    GONE,
    /** Somebody has called it off. */
    ABORTED
  }

  private final Kind kind;

  MenaFault(Kind kind, String message) {
    this(kind, message, null);
  }

  MenaFault(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** Whether it may be over the next time. */
  boolean passing() {
    return kind != Kind.GONE && kind != Kind.ABORTED;
  }
}
