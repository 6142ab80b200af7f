package dev.fluxbar.physics.lines;

/** One way to solve a crossbar; all arrays are row-major {@code [rows][columns]}. */
sealed interface LineSolver permits Ladders, Layers {

  /** Takes new memductances; they are kept, not copied, and must stay as they are. */
  void factor(double[] siemens);

  /**
   * Column line less row line at every crosspoint.
   *
   * @param cellVolts written
   */
  void volts(double[] columnVolts, double[] cellVolts);

  /**
   * Current of each row for 1 V on each column.
   *
   * @param transfer written, in siemens
   */
  void transfer(double[] transfer);
}
