package dev.fluxbar.dynamics.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Changes that leave dw/dt as it is, Caravelli Section 3.1, tried on a circuit: sources orthogonal
 * to the loops, (30) and (31); other names of the elements, a permutation in (29); other
 * orientations of the elements, their polarity turned with them.
 */
public final class Symmetries {

  private Symmetries() {}

  /**
   * The largest change of what sources make of dw/dt that should be none, as a share of it.
   *
   * @param w the state
   * @param seconds the instant whose sources are taken
   */
  public static double error(CircuitEquations equations, double[] w, double seconds) {
    MemristorLaw law = equations.law();
    // What sources do, without what they do not touch: at a fixed point both together are nothing.
    CircuitEquations driven =
        new CircuitEquations(
            equations.circuit(),
            new MemristorLaw(law.onOhms(), law.offOhms(), 0, law.betaVoltSeconds(), law.control()));
    return Math.max(gauge(driven, w, driven.sourceVolts(seconds)), written(driven, w, seconds));
  }

  /** Adds {@code (I - Omega) k} to P S for a vector k of the sources' size. */
  static double gauge(CircuitEquations equations, double[] w, double[] sourceVolts) {
    Random random = new Random(30);
    double largest = Math.max(1e-300, ConservationLaws.largest(sourceVolts));
    double[] k = random.doubles(w.length, -largest, largest).toArray();
    double[] seen = new Projector(equations.circuit()).times(k);
    double[] shifted = new double[w.length];
    for (int i = 0; i < w.length; i++) {
      double sign = equations.circuit().graph().sign(i);
      shifted[i] = sourceVolts[i] + sign * (k[i] - seen[i]);
    }
    double[] before = new double[w.length];
    double[] after = new double[w.length];
    equations.rates(w, sourceVolts, before);
    equations.rates(w, shifted, after);
    return distance(after, before);
  }

  /** Writes the same circuit down backwards, every other element from its other end. */
  private static double written(CircuitEquations equations, double[] w, double seconds) {
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : equations.circuit().edges()) {
      edges.add(edges.size() % 2 == 0 ? edge : edge.turned());
    }
    Collections.reverse(edges);
    CircuitEquations other = new CircuitEquations(new MemristiveCircuit(edges), equations.law());
    double[] before = new double[w.length];
    double[] after = new double[w.length];
    equations.rates(seconds, w, before);
    other.rates(seconds, reversed(w), after);
    return distance(reversed(after), before);
  }

  private static double[] reversed(double[] vector) {
    double[] reversed = new double[vector.length];
    for (int k = 0; k < vector.length; k++) {
      reversed[k] = vector[vector.length - 1 - k];
    }
    return reversed;
  }

  /** The norm of a difference as a share of the norm of {@code truth}; 0 if that is 0. */
  static double distance(double[] vector, double[] truth) {
    double difference = 0;
    double size = 0;
    for (int k = 0; k < truth.length; k++) {
      difference += (vector[k] - truth[k]) * (vector[k] - truth[k]);
      size += truth[k] * truth[k];
    }
    return size == 0 ? 0 : Math.sqrt(difference / size);
  }
}
