package dev.fluxbar.journal;

import dev.fluxbar.fault.BenchFault;
import org.jspecify.annotations.Nullable;

/**
 * A journal that cannot be written or cannot be believed. Nothing may be driven without one: a
 * program whose intent is not on the disk is not sent.
 */
public final class JournalFault extends BenchFault {
  private static final long serialVersionUID = 1L;

  JournalFault(String message) {
    super(message);
  }

  JournalFault(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
