package dev.fluxbar.link.host;

/** Time as this package sees it: nanoseconds from any origin, never backwards. */
@FunctionalInterface
public interface NanoClock {
  long nanoTime();

  /** The machine's own clock. */
  static NanoClock system() {
    return System::nanoTime;
  }
}
