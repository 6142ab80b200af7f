package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.dynamics.ode.DormandPrince;

/**
 * A solution, followed by adaptive steps of order 5. One instance follows one solution at a time
 * and allocates nothing on the way; not for several threads.
 *
 * <p>What a step may err and when a network counts as at rest are shares of natural sizes: of an
 * activation the scale of its neuron, of a flux the largest that learning can hold.
 */
public final class Motion {

  /**
   * At rest: no activation moves by more than so many tolerances in its R C, no flux in 1 / lambda,
   * as a share of its size. Explicit steps leave a jitter of some tolerances.
   */
  public static final double REST = 1e3;

  /**
   * Where fluxes are never forgotten they do not rest; activations then creep after saturating
   * memductances and count as at rest at this share of their size.
   */
  public static final double CREEP = 1e-3;

  private static final int MOST_STEPS = 2_000_000;

  private final Rates rates;
  private final double tolerance;
  private final double[] sizes;
  private final double[] restRates;
  private final double[][] stages;
  private final double[] trial;
  private double[] y = {};
  private double seconds;
  private double stepSeconds;
  private int steps;
  private boolean resting;

  /**
   * @param tolerance what a step may err by, as a share of the natural sizes, 1e-12 to 1e-5
   */
  public Motion(Rates rates, double tolerance) {
    if (!(tolerance >= 1e-12 && tolerance <= 1e-5)) {
      throw new IllegalArgumentException(
          "recurrent network: tolerance=%s; choose from 1e-12 to 1e-5".formatted(tolerance));
    }
    this.rates = rates;
    this.tolerance = tolerance;
    this.sizes = new double[rates.size()];
    this.restRates = new double[rates.size()];
    this.stages = new double[DormandPrince.STAGES][rates.size()];
    this.trial = new double[rates.size()];
    measure(rates.network());
  }

  private void measure(RecurrentNetwork network) {
    Neurons neurons = network.neurons();
    Learning learning = network.learning();
    double lambda = learning.lambdaPerSecond();
    double amplitude = neurons.curve().amplitudeVolts();
    double perSecond = learning.gainPerVolt() * amplitude * amplitude;
    boolean together = rates.fluxes() > 0 && rates.size() > rates.fluxes();
    boolean creeps = together && !learning.forgets();
    double rest = REST * tolerance;
    for (int k = 0; k < sizes.length; k++) {
      int neuron = k - rates.fluxes();
      if (neuron >= 0) {
        sizes[k] = neurons.curve().scaleVolts();
        restRates[k] = Math.max(rest, creeps ? CREEP : 0) * sizes[k] / neurons.seconds(neuron);
      } else {
        sizes[k] = perSecond * (learning.forgets() ? 1 / lambda : neurons.slowestSeconds());
        restRates[k] = creeps ? Double.POSITIVE_INFINITY : rest * perSecond;
      }
    }
  }

  /** Begins at a state; what does not evolve in it is not looked at. */
  public void begin(State start) {
    y = rates.pack(start);
    seconds = 0;
    steps = 0;
    rates.rates(y, stages[0]);
    resting = rests(stages[0]);
    double fastest = 0;
    for (int k = 0; k < y.length; k++) {
      fastest = Math.max(fastest, Math.abs(stages[0][k]) / sizes[k]);
    }
    stepSeconds = fastest > 0 ? 0.01 / fastest : Double.POSITIVE_INFINITY;
  }

  /** Goes on to an instant, or until it comes to rest before. */
  public void runToRest(double endSeconds) {
    while (!resting && seconds < endSeconds) {
      step(endSeconds);
    }
  }

  /** Goes on to an instant. */
  public void runTo(double endSeconds) {
    while (seconds < endSeconds) {
      step(endSeconds);
    }
  }

  /** The state now; the same array until the next call. */
  double[] y() {
    return y;
  }

  /** dy/dt now; the same array until the next call. */
  double[] slopes() {
    return stages[0];
  }

  public double seconds() {
    return seconds;
  }

  /** Accepted and rejected, since it began. */
  public int steps() {
    return steps;
  }

  /** Whether nothing moves any more. */
  public boolean resting() {
    return resting;
  }

  private void step(double endSeconds) {
    if (++steps > MOST_STEPS) {
      throw new IllegalArgumentException(
          "recurrent network: steps=%d, seconds=%.6g; its fastest and slowest times are too far apart,"
                  .formatted(steps - 1, seconds)
              + " shorten the course or bring R C and 1 / lambda closer together");
    }
    double left = endSeconds - seconds;
    boolean last = stepSeconds >= left;
    double length = last ? left : stepSeconds;
    stages(length);
    double error = error(length);
    double factor = Math.max(0.2, Math.min(5, 0.9 * Math.pow(Math.max(error, 1e-12), -0.2)));
    if (error <= 1) {
      System.arraycopy(trial, 0, y, 0, y.length);
      double[] first = stages[0];
      stages[0] = stages[DormandPrince.STAGES - 1];
      stages[DormandPrince.STAGES - 1] = first;
      seconds = last ? endSeconds : seconds + length;
      resting = rests(stages[0]);
      // A step that an instant cut short says little about the next one.
      stepSeconds = last ? Math.max(stepSeconds, length * factor) : length * factor;
    } else {
      stepSeconds = length * Math.min(factor, 0.9);
    }
  }

  /** All slopes of a step; the last is that of the trial state. */
  private void stages(double length) {
    for (int stage = 1; stage < DormandPrince.STAGES; stage++) {
      System.arraycopy(y, 0, trial, 0, y.length);
      for (int earlier = 0; earlier < stage; earlier++) {
        double weight = length * DormandPrince.stage(stage, earlier);
        if (weight != 0) {
          add(weight, stages[earlier], trial);
        }
      }
      rates.rates(trial, stages[stage]);
    }
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int k = 0; k < to.length; k++) {
      to[k] += factor * from[k];
    }
  }

  /** The estimated error of a step, rms, 1 being what it may be. */
  private double error(double length) {
    double[] s0 = stages[0];
    double[] s2 = stages[2];
    double[] s3 = stages[3];
    double[] s4 = stages[4];
    double[] s5 = stages[5];
    double[] s6 = stages[6];
    double e0 = length * DormandPrince.error(0);
    double e2 = length * DormandPrince.error(2);
    double e3 = length * DormandPrince.error(3);
    double e4 = length * DormandPrince.error(4);
    double e5 = length * DormandPrince.error(5);
    double e6 = length * DormandPrince.error(6);
    double sum = 0;
    for (int k = 0; k < y.length; k++) {
      double error = e0 * s0[k] + e2 * s2[k] + e3 * s3[k] + e4 * s4[k] + e5 * s5[k] + e6 * s6[k];
      double share = error / (tolerance * Math.max(sizes[k], Math.abs(trial[k])));
      sum += share * share;
    }
    // NaN, from a step far too long, is as bad as an error can be.
    double rms = Math.sqrt(sum / y.length);
    return Double.isNaN(rms) ? Double.POSITIVE_INFINITY : rms;
  }

  private boolean rests(double[] slopes) {
    for (int k = 0; k < slopes.length; k++) {
      if (!(Math.abs(slopes[k]) <= restRates[k])) {
        return false;
      }
    }
    return true;
  }

  /** Fluxes and activations now. */
  public State state(State start) {
    return rates.unpack(y, start);
  }
}
