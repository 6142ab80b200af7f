package dev.fluxbar.bench.gpio;

import org.jspecify.annotations.Nullable;

/** Things that are all tried, whatever becomes of those before; the first failure tells of all. */
final class Attempts {
  private @Nullable RuntimeException first;

  Attempts then(Runnable attempt) {
    try {
      attempt.run();
    } catch (RuntimeException e) {
      if (first == null) {
        first = e;
      } else if (first != e) {
        first.addSuppressed(e);
      }
    }
    return this;
  }

  /** Throws the first failure, if there was one. */
  void end() {
    if (first != null) {
      throw first;
    }
  }
}
