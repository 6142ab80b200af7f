package dev.fluxbar.dynamics.network;

import dev.fluxbar.dynamics.ode.DormandPrince;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Integrates the memories of a circuit with Dormand and Prince's adaptive pair. Bounds are met
 * exactly: a step in which a memristor reaches a bound, or in which the rate of a held one turns
 * inwards, ends there, at the root of the step's interpolant.
 */
public final class Evolution {
  private static final int MOST_STEPS = 1_000_000;

  /** How far beyond a bound is rounding. */
  private static final double ROUNDING = 1e-13;

  /** Of a step: events that are nearer to each other are one. */
  private static final double TOGETHER = 1e-12;

  private static final double[] LOOKS = {0.25, 0.5, 0.75, 1};

  private final Wanted wanted;
  private final MemoryState state;
  private final ConservationLaws laws;
  private final double longestStep;
  private final double[][] slopes;
  private final double[][] rates;
  private final double[] trial;
  private final double[] event;
  private final List<Trajectory.Sample> samples = new ArrayList<>();
  private double seconds;
  private int steps;
  private int rejected;
  private int events;
  private double conservationError;

  /**
   * What is asked.
   *
   * @param endSeconds positive
   * @param tolerance of the estimated error of a step, as a change of any w; 1e-13 to 0.1
   * @param intervals into which the samples cut the time
   */
  public record Wanted(double endSeconds, double tolerance, int intervals) {
    public Wanted {
      if (!(endSeconds > 0 && endSeconds < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "evolution: t-end=%s; it must be positive and finite".formatted(endSeconds));
      }
      if (!(tolerance >= 1e-13 && tolerance <= 0.1)) {
        throw new IllegalArgumentException(
            "evolution: tolerance=%s; it must be 1e-13 to 0.1".formatted(tolerance));
      }
      if (intervals < 1 || intervals > 100_000) {
        throw new IllegalArgumentException(
            "evolution: samples=%d; it must be 1 to 100000".formatted(intervals));
      }
    }
  }

  private Evolution(CircuitEquations equations, Wanted wanted) {
    this.wanted = wanted;
    double[] w0 = equations.circuit().w0();
    state = new MemoryState(equations, w0);
    laws = new ConservationLaws(equations, w0);
    slopes = new double[DormandPrince.STAGES][state.values().length];
    rates = new double[DormandPrince.STAGES][state.size()];
    trial = new double[state.values().length];
    event = new double[state.size()];
    double fastest =
        equations.circuit().edges().stream()
            .mapToDouble(edge -> edge.source().hertz())
            .max()
            .orElse(0);
    // A step of a whole period would see the same voltage at both of its ends.
    longestStep = fastest > 0 ? 1 / (8 * fastest) : wanted.endSeconds();
  }

  /**
   * Lets a circuit evolve from its edges' w0.
   *
   * @throws SingularCircuit if passive and active elements cancel on the way
   */
  public static Trajectory run(CircuitEquations equations, Wanted wanted) {
    Evolution evolution = new Evolution(equations, wanted);
    try {
      evolution.run();
    } catch (SingularCircuit e) {
      throw new SingularCircuit(
          "evolution: t-seconds=%s; %s".formatted(evolution.seconds, e.getMessage()));
    }
    return new Trajectory(
        evolution.samples,
        evolution.steps,
        evolution.rejected,
        evolution.events,
        evolution.conservationError);
  }

  private void run() {
    sample(0, 0);
    state.slopes(0, state.values(), rates[0], slopes[0]);
    state.holdOutward(rates[0]);
    state.slopes(0, state.values(), rates[0], slopes[0]);
    double fastest = ConservationLaws.largest(Arrays.copyOf(slopes[0], state.size()));
    double step = Math.min(longestStep, wanted.endSeconds() / 100);
    step = fastest > 0 ? Math.min(step, 0.01 / fastest) : step;
    while (seconds < wanted.endSeconds()) {
      boolean last = seconds + step >= wanted.endSeconds() * (1 - 1e-14);
      double length = last ? wanted.endSeconds() - seconds : step;
      double error = attempt(length) / wanted.tolerance();
      if (error <= 1) {
        accept(length, last);
      } else {
        rejected++;
      }
      checkProgress(length);
      step = Math.min(Math.min(longestStep, length * factor(error)), pastNextBound());
    }
  }

  /** A little longer than it takes the next memory to reach its bound at its present rate. */
  private double pastNextBound() {
    double first = Double.POSITIVE_INFINITY;
    for (int k = 0; k < state.size(); k++) {
      double rate = slopes[0][k];
      double distance = rate > 0 ? 1 - state.w(k) : state.w(k);
      if (rate != 0 && distance > ROUNDING) {
        first = Math.min(first, distance / Math.abs(rate));
      }
    }
    // Found by trial: a step that goes far beyond a bound is likely to be rejected.
    return 1.3 * first;
  }

  private static double factor(double error) {
    // NaN: the trial went where nothing is defined.
    return error >= 0 ? Math.max(0.2, Math.min(5, 0.9 * Math.pow(error, -0.2))) : 0.2;
  }

  private void checkProgress(double length) {
    if (steps + rejected > MOST_STEPS || !(length > 1e-15 * wanted.endSeconds())) {
      throw new IllegalArgumentException(
          "evolution: t-seconds=%s, step-seconds=%s, steps=%d; the circuit changes too fast to be"
                  .formatted(seconds, length, steps)
              + " followed, end earlier, raise the tolerance or look for active elements that run"
              + " away");
    }
  }

  /**
   * Tries a step; returns the estimated error of the worst memory. What is withheld from held ones
   * counts as well: without it a circuit at rest would be followed too coarsely to see it leave.
   */
  private double attempt(double length) {
    double[] values = state.values();
    for (int stage = 1; stage < DormandPrince.STAGES; stage++) {
      System.arraycopy(values, 0, trial, 0, trial.length);
      for (int earlier = 0; earlier < stage; earlier++) {
        add(length * DormandPrince.stage(stage, earlier), slopes[earlier], trial);
      }
      double instant = seconds + DormandPrince.instant(stage) * length;
      state.slopes(instant, trial, rates[stage], slopes[stage]);
    }
    double worst = 0;
    for (int k = 0; k < 2 * state.size(); k++) {
      double error = 0;
      for (int stage = 0; stage < DormandPrince.STAGES; stage++) {
        error += DormandPrince.error(stage) * slopes[stage][k];
      }
      worst = Math.max(worst, Math.abs(length * error));
    }
    return worst;
  }

  private static void add(double factor, double[] vector, double[] to) {
    if (factor != 0) {
      for (int i = 0; i < to.length; i++) {
        to[i] += factor * vector[i];
      }
    }
  }

  /** Goes to the end of the step that was tried, or to the first event in it. */
  private void accept(double length, boolean last) {
    double share = firstEvent(length);
    boolean whole = share > 1;
    double end = seconds + Math.min(1, share) * length;
    if ((whole && last) || wanted.endSeconds() - end < 1e-14 * wanted.endSeconds()) {
      end = wanted.endSeconds();
    }
    boolean sampled = samplesUntil(end, length);
    if (whole) {
      System.arraycopy(trial, 0, state.values(), 0, trial.length);
    } else {
      for (int stage = 0; stage < DormandPrince.STAGES; stage++) {
        add(length * DormandPrince.inside(stage, share), slopes[stage], state.values());
      }
      turn(share);
    }
    state.clip();
    seconds = end;
    steps++;
    if (sampled) {
      conservationError = Math.max(conservationError, laws.error(seconds, state));
    }
    if (whole) {
      swap(slopes);
      swap(rates);
    } else {
      state.slopes(seconds, state.values(), rates[0], slopes[0]);
    }
  }

  /** The last slope of a step is the first of the next. */
  private static void swap(double[][] stages) {
    double[] first = stages[0];
    stages[0] = stages[DormandPrince.STAGES - 1];
    stages[DormandPrince.STAGES - 1] = first;
  }

  /** Holds and releases those whose event is now. */
  private void turn(double share) {
    for (int k = 0; k < event.length; k++) {
      if (event[k] <= share + TOGETHER) {
        events++;
        if (state.held(k) == 0) {
          state.hold(k);
        } else {
          state.release(k);
        }
      }
    }
  }

  /** The share of the step at which the first event is, above 1 if there is none. */
  private double firstEvent(double length) {
    double first = 2;
    for (int k = 0; k < event.length; k++) {
      event[k] = state.held(k) == 0 ? reaching(k, length) : leaving(k);
      first = Math.min(first, event[k]);
    }
    return first;
  }

  private double reaching(int k, double length) {
    double before = 0;
    for (double look : LOOKS) {
      if (isOutside(inside(k, look, length))) {
        double in = before;
        double out = look;
        while (out - in > TOGETHER / 4) {
          double middle = (in + out) / 2;
          if (isOutside(inside(k, middle, length))) {
            out = middle;
          } else {
            in = middle;
          }
        }
        return out;
      }
      before = look;
    }
    return 2;
  }

  private static boolean isOutside(double w) {
    return w > 1 + ROUNDING || w < -ROUNDING;
  }

  private double inside(int k, double share, double length) {
    double w = state.w(k);
    for (int stage = 0; stage < DormandPrince.STAGES; stage++) {
      w += length * DormandPrince.inside(stage, share) * slopes[stage][k];
    }
    return w;
  }

  private double leaving(int k) {
    if (state.held(k) * rates[DormandPrince.STAGES - 1][k] >= 0) {
      return 2;
    }
    double outward = 0;
    double inward = 1;
    while (inward - outward > TOGETHER / 4) {
      double middle = (inward + outward) / 2;
      double rate = 0;
      for (int stage = 0; stage < DormandPrince.STAGES; stage++) {
        rate += DormandPrince.slope(stage, middle) * rates[stage][k];
      }
      if (state.held(k) * rate < 0) {
        inward = middle;
      } else {
        outward = middle;
      }
    }
    return inward;
  }

  /** Takes the samples that lie in a step, before the state moves; whether there were any. */
  private boolean samplesUntil(double end, double length) {
    int before = samples.size();
    while (samples.size() <= wanted.intervals() && sampleSeconds(samples.size()) <= end) {
      sample(length > 0 ? (sampleSeconds(samples.size()) - seconds) / length : 0, length);
    }
    return samples.size() > before;
  }

  private double sampleSeconds(int index) {
    return index == wanted.intervals()
        ? wanted.endSeconds()
        : wanted.endSeconds() * index / wanted.intervals();
  }

  private void sample(double share, double length) {
    double[] w = new double[state.size()];
    for (int k = 0; k < w.length; k++) {
      double value = state.held(k) == 0 ? inside(k, share, length) : state.w(k);
      w[k] = Math.max(0, Math.min(1, value));
    }
    samples.add(new Trajectory.Sample(sampleSeconds(samples.size()), w));
  }
}
