package dev.fluxbar.algorithm;

/**
 * Whether a cell answers its pulses. Flux adds up until by the model it must have moved the cell by
 * {@value #CLEAR} times what its measurement is in doubt; if the cell then moved by no more than
 * that doubt, it did not answer; one that creeps answers once it has come so far in all. After
 * {@value #PATIENCE} times without an answer the cell is pulsed the other way as often: one that
 * answers there is alive and stands at its end, one that answers neither is stuck. So is not one
 * that came clearly away from where it was first measured. Not for use by several threads.
 */
final class Answers {

  /** How often in one direction. Chosen: a dozen pulses tell a stuck cell. */
  static final int PATIENCE = 6;

  /** How clearly the model must say that the cell moved. Chosen. */
  static final double CLEAR = 4;

  private final ModelFlux model;
  private final double leastDoubtSiemens;
  private double firstSiemens = Double.NaN;
  private double fromSiemens = Double.NaN;
  private double standingSiemens = Double.NaN;
  private double fluxVoltSeconds;
  private int unanswered;
  private int reversed;
  private boolean alive;

  /**
   * @param leastDoubtSiemens what a measurement is in doubt at least, positive
   */
  Answers(ModelFlux model, double leastDoubtSiemens) {
    this.model = model;
    this.leastDoubtSiemens = leastDoubtSiemens;
  }

  /** It received so much flux, as far as is known. */
  void pulsed(double voltSeconds) {
    fluxVoltSeconds += voltSeconds;
    if (reversing()) {
      reversed++;
    }
  }

  /** Nobody knows where it is now. */
  void displaced() {
    firstSiemens = Double.NaN;
    fromSiemens = Double.NaN;
    fluxVoltSeconds = 0;
  }

  /** It was measured after its last pulse. */
  void measured(double siemens, double doubtSiemens) {
    double doubt = Math.max(doubtSiemens, leastDoubtSiemens);
    if (Double.isNaN(fromSiemens)) {
      firstSiemens = siemens;
      begin(siemens);
      return;
    }
    alive |= Math.abs(siemens - firstSiemens) > CLEAR * doubt;
    double expected =
        model.siemens(model.voltSeconds(fromSiemens) + fluxVoltSeconds)
            - model.siemens(model.voltSeconds(fromSiemens));
    double direction = Math.signum(fluxVoltSeconds);
    boolean crept = unanswered > 0 && (siemens - standingSiemens) * direction > doubt;
    boolean moved = crept || (siemens - fromSiemens) * direction > doubt;
    if (moved) {
      alive |= unanswered >= PATIENCE;
      unanswered = 0;
      begin(siemens);
    } else if (Math.abs(expected) > CLEAR * doubt) {
      standingSiemens = unanswered == 0 || unanswered == PATIENCE ? fromSiemens : standingSiemens;
      unanswered = Math.min(PATIENCE, unanswered + 1);
      begin(siemens);
    }
  }

  private void begin(double siemens) {
    fromSiemens = siemens;
    fluxVoltSeconds = 0;
  }

  /** Whether its next pulse is to go away from the target. */
  boolean reversing() {
    return unanswered >= PATIENCE && !alive && reversed < PATIENCE;
  }

  /** Whether pulses of neither sign move it. */
  boolean stuck() {
    return unanswered >= PATIENCE && !alive && reversed >= PATIENCE;
  }

  /** Whether it moved before, or moves the other way, and no longer towards its target. */
  boolean atItsEnd() {
    return alive && unanswered >= PATIENCE;
  }

  /** Flux for a pulse the other way: the middle half of the model. */
  double probeVoltSeconds(double direction) {
    return -Math.signum(direction) * model.middleVoltSeconds();
  }
}
