package dev.fluxbar.calibration;

/** What a board check can find. */
public enum FindingKind {
  /** A column that nothing reaches, by any driver. */
  OPEN_COLUMN("open-column", true, "look for a broken bond or connector between driver and array"),
  /** A row of which no input takes a current. */
  OPEN_ROW("open-row", true, "look for a broken bond or connector between array and input"),
  /** Columns that several drivers reach together. */
  SHORTED_COLUMNS("shorted-columns", true, "look for a bridge between the column bars"),
  /** Rows whose currents several inputs share. */
  SHORTED_ROWS("shorted-rows", true, "look for a bridge between the row bars"),
  /** Columns at each other's drivers. */
  SWAPPED_COLUMNS("swapped-columns", true, "exchange the plugs of the drivers"),
  /** Rows at each other's inputs. */
  SWAPPED_ROWS("swapped-rows", true, "exchange the plugs of the inputs"),
  /** An amplifier that saturates before its converter can tell. */
  CLIPPED_ROW("clipped-row", true, "look at the supply and the gain of this amplifier"),
  /** Drivers or inputs that are all off by one factor, or a reference resistor that is off. */
  WRONG_REFERENCE("wrong-reference", true, "measure the voltage reference, then the resistors"),
  /** A cell that conducts next to nothing. */
  OPEN_CELL("open-cell", false, "keep the cell out of networks: leave its row or column a spare"),
  /** A cell that conducts far more than any device. */
  SHORTED_CELL("shorted-cell", true, "keep its switch open: use neither its row nor its column"),
  /** A cell that stays high. */
  STUCK_ON("stuck-on", false, "keep the cell out of networks: leave its row or column a spare"),
  /** A cell that stays low. */
  STUCK_OFF("stuck-off", false, "keep the cell out of networks: leave its row or column a spare");

  private final String word;
  private final boolean grave;
  private final String advice;

  FindingKind(String word, boolean grave, String advice) {
    this.word = word;
    this.grave = grave;
    this.advice = advice;
  }

  /** As files have it: {@code open-row}. */
  public String word() {
    return word;
  }

  /** {@code error} if other cells suffer from it, else {@code warning}. */
  public String severity() {
    return grave ? "error" : "warning";
  }

  /** What to do about it. */
  public String advice() {
    return advice;
  }
}
