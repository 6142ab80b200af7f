package dev.fluxbar.dynamics.recurrent;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Where solutions begin: activations drawn evenly from a box around 0, fluxes from a box around
 * those that were written. Start k is the same whatever else is drawn and by whom.
 *
 * @param activationVolts half the edge of the box of activations, 0 or positive
 * @param fluxVoltSeconds half the edge of the box of fluxes; symmetric connections get symmetric
 *     fluxes
 * @param heldVolts activations where they are held, one a neuron; none: those of the first start
 * @param seed of all draws
 */
public record Starts(
    double activationVolts, double fluxVoltSeconds, List<Double> heldVolts, long seed) {

  public Starts {
    heldVolts = List.copyOf(heldVolts);
    if (!(activationVolts >= 0 && activationVolts < Double.POSITIVE_INFINITY)
        || !(fluxVoltSeconds >= 0 && fluxVoltSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "starts: activation-volts=%s, flux-volt-seconds=%s; both must be 0 or positive, and finite"
              .formatted(activationVolts, fluxVoltSeconds));
    }
  }

  /** Start number {@code index}, from 0; what a mode holds is alike in all. */
  public State at(RecurrentNetwork network, Mode mode, int index) {
    return switch (mode) {
      case ACTIVATION ->
          new State(network.connections().fluxesVoltSeconds(), drawn(network, index).activations());
      case WEIGHTS -> new State(drawn(network, index).fluxes(), held(network));
      case BOTH -> drawn(network, index);
    };
  }

  private double[] held(RecurrentNetwork network) {
    if (!heldVolts.isEmpty() && heldVolts.size() != network.size()) {
      throw new IllegalArgumentException(
          "starts: held-activations=%d, neurons=%d; give one a neuron"
              .formatted(heldVolts.size(), network.size()));
    }
    return heldVolts.isEmpty()
        ? drawn(network, 0).activations()
        : heldVolts.stream().mapToDouble(x -> x).toArray();
  }

  private State drawn(RecurrentNetwork network, int index) {
    SplittableRandom random =
        new SplittableRandom(new SplittableRandom(seed + 0x9E3779B97F4A7C15L * index).nextLong());
    double[] x = new double[network.size()];
    for (int i = 0; i < x.length; i++) {
      x[i] = activationVolts * (2 * random.nextDouble() - 1);
    }
    return new State(fluxes(network, random), x);
  }

  private double[] fluxes(RecurrentNetwork network, SplittableRandom random) {
    Connections connections = network.connections();
    double[] written = connections.fluxesVoltSeconds();
    double[] fluxes = written.clone();
    boolean symmetric = Conditions.of(network, Mode.BOTH).symmetric();
    int n = network.size();
    for (int cell = 0; cell < fluxes.length && fluxVoltSeconds > 0; cell++) {
      int across = connections.cell(cell / (n * n), cell / n % n, cell % n);
      if (connections.sign(cell) != 0) {
        double drawn = written[cell] + fluxVoltSeconds * (2 * random.nextDouble() - 1);
        fluxes[cell] = symmetric && across < cell ? fluxes[across] : drawn;
      }
    }
    return fluxes;
  }
}
