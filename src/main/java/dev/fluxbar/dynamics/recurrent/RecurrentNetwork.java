package dev.fluxbar.dynamics.recurrent;

/**
 * Neurons that feed each other through memristors:
 *
 * <pre>
 *   C dx/dt    = -x / R + w(phi) s(x) + I
 *   dphi_ij/dt = gain s(x_i) u_j - lambda phi_ij,    u_j = s(x_j) in the plus array, -s(x_j) in minus
 * </pre>
 *
 * where w is the difference of the memductances of a connection.
 */
public record RecurrentNetwork(Neurons neurons, Connections connections, Learning learning) {

  /** More would make dense matrices of all of them too slow. */
  public static final int MOST_NEURONS = 256;

  public RecurrentNetwork {
    if (neurons.count() != connections.neurons()) {
      throw new IllegalArgumentException(
          "recurrent network: neurons=%d, rows-of-weights=%d; they must be equal"
              .formatted(neurons.count(), connections.neurons()));
    }
    if (neurons.count() > MOST_NEURONS) {
      throw new IllegalArgumentException(
          "recurrent network: neurons=%d; at most %d".formatted(neurons.count(), MOST_NEURONS));
    }
  }

  public int size() {
    return neurons.count();
  }
}
