package dev.fluxbar.dynamics.memrc;

import java.util.List;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;

/**
 * Forni (59) as one system: the voltage, the states of the branches, the energy supplied, and of
 * each branch its dissipated energy, the energy of its battery and {@code <u, u>}.
 */
final class CircuitEquations implements FirstOrderDifferentialEquations {

  /** Quantities of energy a branch. */
  static final int ENERGIES = 3;

  private final Course course;
  private final MemrcCircuit circuit;
  private final List<Branch> branches;
  private double amperes;

  CircuitEquations(Course course) {
    this.course = course;
    this.circuit = course.circuit();
    this.branches = circuit.branches();
  }

  /** From here on the source gives what it gives between two instants without an edge between. */
  void between(double from, double to) {
    amperes = course.current().amperes((from + to) / 2);
  }

  double[] start() {
    double[] y = new double[getDimension()];
    double[] states = course.start().states();
    y[0] = course.start().volts();
    System.arraycopy(states, 0, y, 1, states.length);
    return y;
  }

  @Override
  public int getDimension() {
    return 2 + circuit.states() + ENERGIES * branches.size();
  }

  @Override
  public void computeDerivatives(double seconds, double[] y, double[] rates) {
    double volts = y[0];
    int energy = 1 + circuit.states();
    rates[energy] = volts * amperes;
    double leaving = 0;
    int at = 1;
    for (int k = 0; k < branches.size(); k++) {
      Branch branch = branches.get(k);
      double u = volts - branch.batteryVolts();
      double current = branch.element().siemens(y, at) * u;
      branch.element().rates(y, at, u, rates);
      leaving += current;
      int first = energy + 1 + ENERGIES * k;
      rates[first] = current * u;
      rates[first + 1] = -current * branch.batteryVolts();
      rates[first + 2] = u * u;
      at += branch.element().states();
    }
    rates[0] = (amperes - leaving) / circuit.farads();
  }

  /** What errors near 0 are measured by: the volts of batteries and start, and what follows. */
  double[] absoluteTolerances(double tolerance) {
    double volts = Math.abs(course.start().volts());
    for (Branch branch : branches) {
      volts = Math.max(volts, Math.abs(branch.batteryVolts()));
    }
    double charge = 0;
    for (SuppliedCurrent.Pulse pulse : course.current().pulses()) {
      charge += Math.abs(pulse.amperes()) * (pulse.toSeconds() - pulse.fromSeconds());
    }
    volts = volts > 0 ? volts : charge > 0 ? charge / circuit.farads() : 1;
    double[] absolute = new double[getDimension()];
    absolute[0] = tolerance * volts;
    int at = 1;
    for (Branch branch : branches) {
      for (int i = 0; i < branch.element().states(); i++) {
        absolute[at++] = tolerance * branch.element().stateScale(volts * course.seconds());
      }
    }
    absolute[at++] = tolerance * circuit.farads() * volts * volts;
    for (int k = 0; k < branches.size(); k++) {
      absolute[at++] = tolerance * circuit.farads() * volts * volts;
      absolute[at++] = tolerance * circuit.farads() * volts * volts;
      absolute[at++] = tolerance * course.seconds() * volts * volts;
    }
    return absolute;
  }
}
