package dev.fluxbar.algorithm;

import java.util.Locale;

/** How cells are brought to their targets. Each method ends only where every cell was measured. */
public enum WriteMethod {
  /** Heidema Algorithms 3 and 4: one cell at a time, pulses proportional to the error. */
  PROPORTIONAL(
      "every pulse brings its cell nearer to its target (Heidema Theorem 3), if the model's"
          + " steepest slope and largest memductance are not too small by more than a factor of 2"),

  /** One cell at a time: the flux still to go from the model, corrected by what is measured. */
  MODEL(
      "at most %d steps a cell by the model; then steps proportional to the error, each of which"
              .formatted(FluxSearch.STEPS)
          + " brings the cell nearer as in Heidema Theorem 3"),

  /** All cells of a row in one pulse, each column at its own voltage. */
  ROW(
      "at most %d rounds by the model; then steps proportional to the error in all cells of a row"
              .formatted(FluxSearch.STEPS)
          + " at once, each of which brings its cell nearer as in Heidema Theorem 3"),

  /** A whole array in one positive and one negative pulse, each switch opening at its own time. */
  GATED(
      "at most %d rounds by the model; then steps proportional to the error in all cells of an"
              .formatted(FluxSearch.STEPS)
          + " array at once, each of which brings its cell nearer as in Heidema Theorem 3");

  private final String guarantee;

  WriteMethod(String guarantee) {
    this.guarantee = guarantee;
  }

  /** What holds, and under which condition, in one sentence for people. */
  public String guarantee() {
    return guarantee;
  }

  /** As people write it: {@code gated}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
