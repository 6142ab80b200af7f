package dev.fluxbar.dynamics.recurrent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where many solutions end. Each start is followed on its own, so that the result is the same
 * whatever the number of threads.
 */
public final class Basins {

  /** How far from an equilibrium a state at rest may be, as a share of a neuron's scale. */
  private static final double NEAR = 1e-2;

  /** As {@link #NEAR}, of a network whose memductances still creep to their bounds. */
  private static final double NEAR_CREEPING = 0.5;

  private static final int CHUNK = 32;

  /** The end of each is held until all are counted. */
  private static final int MOST_STARTS = 1_000_000;

  /**
   * What is asked.
   *
   * @param starts how many, 1 to a million
   * @param endSeconds what has not come to rest by then does not converge
   * @param tolerance see {@link Motion}
   */
  public record Wanted(int starts, double endSeconds, double tolerance) {
    public Wanted {
      if (starts < 1 || starts > MOST_STARTS) {
        throw new IllegalArgumentException(
            "basins: starts=%d; choose from 1 to %d".formatted(starts, MOST_STARTS));
      }
      if (!(endSeconds > 0 && endSeconds < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "basins: end-seconds=%s; it must be positive and finite".formatted(endSeconds));
      }
    }
  }

  /** How one solution ended; an equilibrium only if it came to rest next to one. */
  private record End(Optional<double[]> at, boolean rested, double seconds, long steps) {}

  /**
   * What came of it.
   *
   * @param equilibria in the order in which they were found, by ends of solutions first
   * @param counts how many starts ended at each
   * @param starts how many there were
   * @param rested how many came to rest
   * @param restSeconds when the last of them did
   * @param steps of all solutions
   */
  public record Outcome(
      List<Equilibrium> equilibria,
      List<Integer> counts,
      int starts,
      int rested,
      double restSeconds,
      long steps) {

    public Outcome {
      equilibria = List.copyOf(equilibria);
      counts = List.copyOf(counts);
    }

    /** The share of starts that ended at an equilibrium. */
    public double share(int equilibrium) {
      return counts.get(equilibrium) / (double) starts;
    }

    /** The share of starts whose solution came to rest. */
    public double convergedShare() {
      return rested / (double) starts;
    }
  }

  private final RecurrentNetwork network;
  private final Mode mode;
  private final Starts starts;
  private final Wanted wanted;

  private Basins(RecurrentNetwork network, Mode mode, Starts starts, Wanted wanted) {
    this.network = network;
    this.mode = mode;
    this.starts = starts;
    this.wanted = wanted;
  }

  /**
   * Follows them all, and searches more equilibria from {@code searches} of their starts and from
   * farther out.
   *
   * <p>Held activations are those of the first start.
   */
  public static Outcome of(
      RecurrentNetwork network, Mode mode, Starts starts, Wanted wanted, int searches) {
    return new Basins(network, mode, starts, wanted).run(searches);
  }

  private Outcome run(int searches) {
    Equilibria equilibria = new Equilibria(network, mode, starts.at(network, mode, 0));
    End[] ends = new End[wanted.starts()];
    int chunks = (ends.length + CHUNK - 1) / CHUNK;
    IntStream.range(0, chunks).parallel().forEach(chunk -> follow(chunk, equilibria, ends));
    List<Optional<double[]>> others =
        IntStream.range(0, Math.min(searches, ends.length))
            .parallel()
            .mapToObj(k -> equilibria.search(wider(k), Double.POSITIVE_INFINITY))
            .toList();
    List<Integer> places = new ArrayList<>();
    Stream.of(ends).forEach(end -> end.at().ifPresent(at -> places.add(equilibria.keep(at))));
    others.forEach(other -> other.ifPresent(equilibria::keep));
    List<Equilibrium> found = equilibria.found();
    Integer[] counts = new Integer[found.size()];
    Arrays.fill(counts, 0);
    places.forEach(place -> counts[place]++);
    return new Outcome(
        found,
        List.of(counts),
        ends.length,
        (int) Stream.of(ends).filter(End::rested).count(),
        Stream.of(ends).filter(End::rested).mapToDouble(End::seconds).max().orElse(0),
        Stream.of(ends).mapToLong(End::steps).sum());
  }

  /** Equilibria often lie outside of the box of starts: once, twice, four times as far. */
  private double[] wider(int index) {
    double[] x = starts.at(network, mode, index).activations();
    for (int i = 0; i < x.length && mode != Mode.WEIGHTS; i++) {
      x[i] *= 1 << index % 3;
    }
    return x;
  }

  private void follow(int chunk, Equilibria equilibria, End[] ends) {
    boolean creeps = mode == Mode.BOTH && !network.learning().forgets();
    // What is held is alike in all starts: one right-hand side will do.
    State first = starts.at(network, mode, chunk * CHUNK);
    Motion motion = new Motion(Rates.of(network, mode, first), wanted.tolerance());
    for (int k = chunk * CHUNK; k < Math.min(ends.length, (chunk + 1) * CHUNK); k++) {
      State start = starts.at(network, mode, k);
      motion.begin(start);
      motion.runToRest(wanted.endSeconds());
      double[] x = motion.state(start).activations();
      ends[k] =
          new End(
              motion.resting()
                  ? equilibria.search(x, creeps ? NEAR_CREEPING : NEAR)
                  : Optional.empty(),
              motion.resting(),
              motion.seconds(),
              motion.steps());
    }
  }
}
