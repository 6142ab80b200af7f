package dev.fluxbar.dynamics.recurrent;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/**
 * The neurons of a network: alike in their curve, each with a capacitor, a resistor across it and a
 * constant current into it. Immutable; copies in.
 */
public final class Neurons {
  private final Neuron curve;
  private final double[] farads;
  private final double[] ohms;
  private final double[] amperes;

  /**
   * One entry a neuron each.
   *
   * @throws IllegalArgumentException if they are not of one length, or a capacitor or resistor is
   *     not positive; it names the neuron
   */
  public Neurons(Neuron curve, double[] farads, double[] ohms, double[] amperes) {
    if (farads.length == 0 || farads.length != ohms.length || farads.length != amperes.length) {
      throw new IllegalArgumentException(
          "neurons: capacitors=%d, resistors=%d, currents=%d; give one of each a neuron"
              .formatted(farads.length, ohms.length, amperes.length));
    }
    check("capacitor-farads", farads, value -> value > 0, "positive and finite");
    check("resistor-ohms", ohms, value -> value > 0, "positive and finite");
    check("current-amperes", amperes, value -> true, "a finite number");
    this.curve = curve;
    this.farads = farads.clone();
    this.ohms = ohms.clone();
    this.amperes = amperes.clone();
  }

  /** All alike, without a current. */
  public static Neurons alike(Neuron curve, int count, double farads, double ohms) {
    double[] each = new double[count];
    Arrays.fill(each, farads);
    double[] resistors = new double[count];
    Arrays.fill(resistors, ohms);
    return new Neurons(curve, each, resistors, new double[count]);
  }

  private static void check(String name, double[] values, DoublePredicate allowed, String what) {
    for (int i = 0; i < values.length; i++) {
      if (!(Double.isFinite(values[i]) && allowed.test(values[i]))) {
        throw new IllegalArgumentException(
            "neurons: neuron=%d, %s=%s; it must be %s".formatted(i + 1, name, values[i], what));
      }
    }
  }

  public Neuron curve() {
    return curve;
  }

  public int count() {
    return farads.length;
  }

  /** C of one neuron. */
  public double farads(int neuron) {
    return farads[neuron];
  }

  /** R of one neuron. */
  public double ohms(int neuron) {
    return ohms[neuron];
  }

  /** I of one neuron. */
  public double amperes(int neuron) {
    return amperes[neuron];
  }

  /** R C of one neuron. */
  public double seconds(int neuron) {
    return ohms[neuron] * farads[neuron];
  }

  /** The longest R C. */
  public double slowestSeconds() {
    double slowest = 0;
    for (int i = 0; i < farads.length; i++) {
      slowest = Math.max(slowest, seconds(i));
    }
    return slowest;
  }
}
