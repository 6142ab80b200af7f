package dev.fluxbar.physics;

import dev.fluxbar.memristor.FixedConductor;
import dev.fluxbar.memristor.OnePort;

/** What is at a cell instead of a memristor that moves. It still has its switch in series. */
public sealed interface CellFault {

  /** What conducts there, in siemens. */
  double siemens();

  /** What conducts there, as a device. */
  default OnePort port() {
    return new FixedConductor(siemens());
  }

  /** Stuck at a high conductance. */
  record StuckOn(double siemens) implements CellFault {
    public StuckOn {
      positive("stuck-on", siemens);
    }
  }

  /** Stuck at a low conductance. */
  record StuckOff(double siemens) implements CellFault {
    public StuckOff {
      positive("stuck-off", siemens);
    }
  }

  /** No connection. */
  record Open() implements CellFault {
    @Override
    public double siemens() {
      return 0;
    }
  }

  /** A bridge from column bar to row bar. */
  record Shorted(double siemens) implements CellFault {
    public Shorted {
      positive("short", siemens);
    }
  }

  /** Not a fault: a resistor that was put there as a reference. */
  record Resistor(double siemens) implements CellFault {
    public Resistor {
      positive("resistor", siemens);
    }
  }

  private static void positive(String fault, double siemens) {
    if (!(siemens > 0 && siemens < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "cell %s: siemens=%s; it must be positive and finite".formatted(fault, siemens));
    }
  }
}
