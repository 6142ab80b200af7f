package dev.fluxbar.fault;

import org.jspecify.annotations.Nullable;

/**
 * A failure of a bench or of the way to it: a port, a link, a board. What physics decides is a
 * result, and what a caller asked wrongly is an {@link IllegalArgumentException}; neither is this.
 *
 * <p>The message has the form {@code subject: name=value, name=value; what to do next}.
 */
public class BenchFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BenchFault(String message) {
    super(message);
  }

  public BenchFault(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
