package dev.fluxbar.physics.lines;

/**
 * The lines of an array: its size and what they resist, ready to take memductances.
 *
 * <p>Both kinds of lines resist: a block elimination in layers, direct and stable ({@code Layers}).
 * Only one kind, or none: each line by itself ({@code Ladders}), exact at 0 ohm.
 */
public final class CrossbarLines {
  /** Layers along the columns need one sweep, along the rows two: rows must be this much fewer. */
  private static final double WORTH_TWO_SWEEPS = 1.25;

  private final int rows;
  private final int columns;
  private final LineResistances lines;

  private CrossbarLines(int rows, int columns, LineResistances lines) {
    this.rows = rows;
    this.columns = columns;
    this.lines = lines;
  }

  /** The lines of an array of {@code rows} by {@code columns}, each at least 1. */
  public static CrossbarLines of(int rows, int columns, LineResistances lines) {
    if (rows < 1 || columns < 1) {
      throw new IllegalArgumentException(
          "lines: rows=%d, columns=%d; each must be at least 1".formatted(rows, columns));
    }
    return new CrossbarLines(rows, columns, lines);
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public LineResistances resistances() {
    return lines;
  }

  /**
   * Takes the memductances of the cells and does the work that all solves share.
   *
   * @param siemens row-major {@code [rows][columns]}, copied; 0 for a cell whose switch is open
   */
  public FactoredLines factor(double[] siemens) {
    FactoredLines factored = new FactoredLines(this, solver());
    factored.refactor(siemens);
    return factored;
  }

  private LineSolver solver() {
    if (lines.columnSegmentOhms() == 0 || lines.rowSegmentOhms() == 0) {
      return new Ladders(rows, columns, lines);
    }
    return new Layers(rows, columns, lines, columns <= WORTH_TWO_SWEEPS * rows);
  }
}
