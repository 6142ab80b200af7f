package dev.fluxbar.algorithm;

/**
 * How inputs are evaluated.
 *
 * @param tauSeconds one plateau of the block signal, positive
 * @param settleSeconds wait after switches moved; 0 for none
 * @param averages conversions a sample, at least 1
 * @param certified whether every array is also sampled in the first and the last plateau, for a
 *     {@link Certificate}
 * @param inputsAProgram inputs in one program, at most, at least 1; fewer where the program would
 *     be too long for the bench's limits or its memory
 */
public record InferenceSettings(
    double tauSeconds, double settleSeconds, int averages, boolean certified, int inputsAProgram) {

  /** Chosen so that something is heard of every second or so, and little is held meanwhile. */
  public static final int USUAL_INPUTS_A_PROGRAM = 1000;

  /**
   * Inputs in one program, at most, where the bench must hold all its tables at once: those of 784
   * columns in 16-bit codes take 50 kB of a board.
   */
  static final int MOST_INPUTS_HELD = 32;

  public InferenceSettings {
    Checks.positive("inference", "tau-seconds", tauSeconds);
    Checks.notNegative("inference", "settle-seconds", settleSeconds);
    Checks.atLeastOne("inference", "averages", averages);
    Checks.atLeastOne("inference", "inputs-a-program", inputsAProgram);
  }

  /** Certified, no waiting, one conversion. */
  public static InferenceSettings of(double tauSeconds) {
    return new InferenceSettings(tauSeconds, 0, 1, true, USUAL_INPUTS_A_PROGRAM);
  }

  /** With at most so many inputs in one program. */
  public InferenceSettings withInputsAProgram(int most) {
    return new InferenceSettings(tauSeconds, settleSeconds, averages, certified, most);
  }
}
