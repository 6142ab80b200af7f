package dev.fluxbar.app.crash;

/** Thrown where something is found that must not be; never leaves the package. */
final class CrashFound extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String kind;

  CrashFound(String kind, String evidence) {
    super(evidence);
    this.kind = kind;
  }

  Finding in(long number) {
    return new Finding(kind, number, String.valueOf(getMessage()));
  }
}
