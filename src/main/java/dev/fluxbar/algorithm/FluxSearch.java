package dev.fluxbar.algorithm;

/**
 * The search for the flux at which one cell has its target. W increases with flux, so what is
 * measured at two fluxes on either side of the target keeps it in between: a secant through the
 * model's flux, safeguarded by bisection.
 *
 * <p>After {@value #STEPS} steps that the model proposed, or once they lead beyond its reach, the
 * model has misled: from then on a step is the error over the steepest slope, which never passes
 * the target (Heidema Theorem 3, with flux in place of volts).
 *
 * <p>Flux counts from where the cell was first measured, as far as is known what reached it.
 */
final class FluxSearch {

  /** How often the model is asked. Chosen: far more than models 10 % off were seen to need. */
  static final int STEPS = 32;

  /** Never farther from the start than this many spans of the model's flux. Chosen. */
  static final double REACH_SPANS = 2;

  private static final double LARGEST_SCALE = 4;

  private final ModelFlux model;
  private final double targetSiemens;
  private final double epsilonSiemens;
  private final double targetModelFlux;
  private double here;
  private double siemens = Double.NaN;
  private double scale = 1;
  private double low = Double.NEGATIVE_INFINITY;
  private double high = Double.POSITIVE_INFINITY;
  private double lowError;
  private double highError;
  private int stalled;
  private double widthBefore = Double.POSITIVE_INFINITY;
  private double lastHere = Double.NaN;
  private double lastSiemens = Double.NaN;
  private double lastStep;
  private int steps;
  private boolean cautious;

  FluxSearch(ModelFlux model, double targetSiemens, double epsilonSiemens) {
    this.model = model;
    this.targetSiemens = targetSiemens;
    this.epsilonSiemens = epsilonSiemens;
    this.targetModelFlux = model.voltSeconds(targetSiemens);
  }

  /** What the cell is where it is. */
  void measured(double measuredSiemens) {
    lastSiemens = siemens;
    siemens = measuredSiemens;
    learnScale();
    lastHere = here;
    if (siemens < targetSiemens) {
      low = here;
      lowError = targetSiemens - siemens;
      high = high > here ? high : Double.POSITIVE_INFINITY;
    } else {
      high = here;
      highError = targetSiemens - siemens;
      low = low < here ? low : Double.NEGATIVE_INFINITY;
    }
    if ((high - low) * model.steepest() < epsilonSiemens) {
      // So close together both ends would be within epsilon: one of them is no longer true.
      low = Double.NEGATIVE_INFINITY;
      high = Double.POSITIVE_INFINITY;
      scale = 1;
    }
  }

  /** Volt-seconds that the cell has received since, as far as is known. */
  void moved(double voltSeconds) {
    here += voltSeconds;
  }

  /** Whether the model has misled and steps are now proportional to the error. */
  boolean cautious() {
    return cautious;
  }

  /** The flux in volt-seconds that the cell shall receive next; counts as one step. */
  double next() {
    double step = proposal();
    steps++;
    double reach = REACH_SPANS * model.spanVoltSeconds();
    double within = Math.max(-reach, Math.min(reach, here + step)) - here;
    // Where the model leads beyond its reach again, it leads nowhere.
    cautious |= steps > STEPS || within * step <= 0;
    step = within;
    if (cautious) {
      step = sure();
    }
    lastStep = step;
    return step;
  }

  private double proposal() {
    double error = targetSiemens - siemens;
    double step = scale * (targetModelFlux - model.voltSeconds(siemens));
    boolean slow = Math.abs(error) > Math.abs(targetSiemens - lastSiemens) / 4;
    double width = high - low;
    boolean halved = width <= widthBefore / 2;
    widthBefore = width;
    if (width < Double.POSITIVE_INFINITY) {
      stalled = halved || !slow ? 0 : stalled + 1;
      double proposed = here + step;
      if (stalled % 3 == 2) {
        // A straight line through the errors at both ends.
        proposed = low + (high - low) * lowError / (lowError - highError);
      }
      boolean inside = proposed > low && proposed < high && stalled % 3 != 1;
      return (inside ? proposed : (low + high) / 2) - here;
    }
    // The target is still ahead: where the model's steps are too short, they double.
    double least = Math.max(Math.abs(sure()), slow ? 2 * Math.abs(lastStep) : 0);
    return Math.copySign(Math.max(Math.abs(step), least), error);
  }

  /** The step that cannot pass the target if the steepest slope is right. */
  private double sure() {
    return (targetSiemens - siemens) / model.steepest();
  }

  /** How much more flux a change of W takes than the model says. */
  private void learnScale() {
    // A change no larger than epsilon says more of the measurement than of the device.
    if (Math.abs(siemens - lastSiemens) > epsilonSiemens) {
      double modelFlux = model.voltSeconds(siemens) - model.voltSeconds(lastSiemens);
      double found = (here - lastHere) / modelFlux;
      // Beyond its edges the model has no flux: found is then no number, or infinite.
      scale = found > 0 ? Math.max(1 / LARGEST_SCALE, Math.min(LARGEST_SCALE, found)) : 1;
    }
  }
}
