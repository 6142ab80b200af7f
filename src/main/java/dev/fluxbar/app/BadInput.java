package dev.fluxbar.app;

import org.jspecify.annotations.Nullable;

/**
 * A file, a key or an option that cannot be used as it stands; nothing was driven.
 *
 * <p>The message is one sentence for the person at the keyboard: the file or option, the place in
 * it, what is wrong and what to do.
 */
public final class BadInput extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public BadInput(String message) {
    super(message);
  }

  public BadInput(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
