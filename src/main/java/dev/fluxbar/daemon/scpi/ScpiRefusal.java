package dev.fluxbar.daemon.scpi;

/** A message that cannot be done, or not now; it goes into the error queue of its session. */
final class ScpiRefusal extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final ScpiError error;

  /**
   * @param detail behind the text of the error; may be empty
   */
  ScpiRefusal(ScpiError error, String detail) {
    super(detail);
    this.error = error;
  }

  ScpiError error() {
    return error;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
