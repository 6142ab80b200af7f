package dev.fluxbar.dynamics.network;

import java.util.List;

/**
 * How the memories of a circuit went.
 *
 * @param samples at equal intervals from 0 to the end, both included
 * @param steps accepted steps, those that a bound cut short included
 * @param rejectedSteps whose estimated error was too large
 * @param boundEvents how often a memristor came to rest at a bound or left it
 * @param conservationError the largest violation of the circuit's conservation laws at the ends of
 *     steps, as a share of what carries a memristor from one bound to the other
 */
public record Trajectory(
    List<Sample> samples, int steps, int rejectedSteps, int boundEvents, double conservationError) {

  /** The memories at an instant. */
  public static final class Sample {
    private final double seconds;
    private final double[] w;

    Sample(double seconds, double[] w) {
      this.seconds = seconds;
      this.w = w.clone();
    }

    public double seconds() {
      return seconds;
    }

    /** One entry a memristor; a new array. */
    public double[] w() {
      return w.clone();
    }
  }

  public Trajectory {
    samples = List.copyOf(samples);
  }

  /** The memories at the end; a new array. */
  public double[] wEnd() {
    return samples.get(samples.size() - 1).w();
  }
}
