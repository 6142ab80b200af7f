package dev.fluxbar.transport;

import dev.fluxbar.fault.BenchFault;
import org.jspecify.annotations.Nullable;

/** A port or socket that could not be opened, was taken, or went away. */
public final class TransportException extends BenchFault {
  private static final long serialVersionUID = 1L;

  public TransportException(String message) {
    super(message);
  }

  public TransportException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
