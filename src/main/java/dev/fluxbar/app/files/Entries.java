package dev.fluxbar.app.files;

/** What the entries of a matrix file may be, and what becomes of them. */
enum Entries {
  /** Finite numbers, taken as they are. */
  NUMBERS("every entry must be a finite number"),

  /** Ohms above 0, or {@code inf} for an open cell; taken as siemens. */
  RESISTANCES("a cell resists more than 0 ohm, write inf where it is open");

  private final String advice;

  Entries(String advice) {
    this.advice = advice;
  }

  /** What to do about an entry that is refused. */
  String advice() {
    return advice;
  }

  /** What a number of the file is in the matrix; NaN if it is refused. */
  double taken(double value) {
    double entry = this == NUMBERS ? value : value > 0 ? 1 / value : Double.NaN;
    return Double.isFinite(entry) ? entry : Double.NaN;
  }

  /** Whether a word, no number, stands for an open cell. */
  boolean isOpen(String text) {
    return this == RESISTANCES
        && (text.equalsIgnoreCase("inf") || text.equalsIgnoreCase("infinity"));
  }
}
