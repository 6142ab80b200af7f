package dev.fluxbar.dynamics.recurrent;

import dev.fluxbar.array.Matrix;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Equilibria, as many as were found: Newton's method from wherever somebody points, and those that
 * are one kept once. One that nobody came near is missing.
 *
 * <p>Where fluxes are never forgotten, an equilibrium is one of the activations, each memductance
 * at the bound that it creeps to. Where activations are held there is one, the fluxes at which
 * learning balances forgetting, and none without forgetting.
 */
public final class Equilibria {

  /** Of a neuron's scale: nearer ones are one. */
  private static final double SAME = 1e-5;

  private final RecurrentNetwork network;
  private final Mode mode;
  private final Balance balance;
  private final Newton newton;
  private final double scaleVolts;
  private final Clusters clusters;

  /**
   * @param start the fluxes and activations that do not evolve in this mode
   */
  public Equilibria(RecurrentNetwork network, Mode mode, State start) {
    this.network = network;
    this.mode = mode;
    this.balance = new Balance(network, SettledWeights.of(network, mode, start));
    this.newton = new Newton(balance);
    this.scaleVolts = network.neurons().curve().scaleVolts();
    this.clusters = new Clusters(network.size(), SAME * scaleVolts);
  }

  /**
   * The equilibrium that Newton's method finds from a state; does not keep it. Any thread may call.
   *
   * @param farthest how far it may be from there in every activation, as a share of the neuron's
   *     scale
   */
  public Optional<double[]> search(double[] x, double farthest) {
    if (mode == Mode.WEIGHTS) {
      return network.learning().forgets() ? Optional.of(x.clone()) : Optional.empty();
    }
    return newton
        .solve(x)
        .filter(
            at ->
                IntStream.range(0, x.length)
                    .allMatch(i -> Math.abs(at[i] - x[i]) <= farthest * scaleVolts));
  }

  /** Keeps what {@link #search} found; answers its place in {@link #found}. */
  public int keep(double[] activations) {
    return clusters.place(activations);
  }

  /** {@link #search} from anywhere, and {@link #keep}. */
  public OptionalInt add(double[] x) {
    return search(x, Double.POSITIVE_INFINITY)
        .map(at -> OptionalInt.of(keep(at)))
        .orElse(OptionalInt.empty());
  }

  /** All that were kept, in the order in which they came, with their stability. */
  public List<Equilibrium> found() {
    return clusters.points().parallelStream().map(this::equilibrium).toList();
  }

  private Equilibrium equilibrium(double[] x) {
    Balance.Place place = balance.at(x);
    List<Eigenvalue> eigenvalues = Stabilities.of(network, mode, place);
    return new Equilibrium(
        x, Matrix.of(place.siemens()), eigenvalues, Stabilities.verdict(eigenvalues));
  }
}
