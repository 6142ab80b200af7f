package dev.fluxbar.emulator;

/** Who watches some memristors of an emulated board in bench time, for instance to draw them. */
@FunctionalInterface
public interface CellObserver {

  /**
   * Called on the board's thread: be quick, and do not call the board.
   *
   * @param benchSeconds bench time since the circuit was made
   * @param siemens the memductances of the chosen cells, in their order; a new array each time
   */
  void at(double benchSeconds, double[] siemens);
}
