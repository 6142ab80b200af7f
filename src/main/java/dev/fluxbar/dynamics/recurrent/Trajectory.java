package dev.fluxbar.dynamics.recurrent;

import java.util.ArrayList;
import java.util.List;

/**
 * One solution at equal intervals from 0 to its end, both included.
 *
 * @param seconds of the end
 * @param states at least two
 */
public record Trajectory(double seconds, List<State> states) {

  public Trajectory {
    states = List.copyOf(states);
  }

  /**
   * Follows a solution.
   *
   * @param intervals at least 1
   * @param tolerance see {@link Motion}
   */
  public static Trajectory follow(
      RecurrentNetwork network,
      Mode mode,
      State start,
      double seconds,
      int intervals,
      double tolerance) {
    if (intervals < 1 || !(seconds > 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "trajectory: seconds=%s, intervals=%d; both must be positive"
              .formatted(seconds, intervals));
    }
    Motion motion = new Motion(Rates.of(network, mode, start), tolerance);
    motion.begin(start);
    List<State> states = new ArrayList<>(List.of(start));
    for (int k = 1; k <= intervals; k++) {
      motion.runTo(seconds * k / intervals);
      states.add(motion.state(start));
    }
    return new Trajectory(seconds, states);
  }

  /** When a state is. */
  public double instant(int state) {
    return seconds * state / (states.size() - 1);
  }

  /** The energy of every state in watts; a new array. */
  public double[] energyWatts(RecurrentNetwork network) {
    NetworkEnergy energy = new NetworkEnergy(network);
    return states.stream().mapToDouble(energy::watts).toArray();
  }
}
