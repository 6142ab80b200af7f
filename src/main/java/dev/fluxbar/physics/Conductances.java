package dev.fluxbar.physics;

import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FixedConductor;
import dev.fluxbar.memristor.OnePort;
import dev.fluxbar.memristor.TanhMemristor;
import dev.fluxbar.numeric.Arctangent;
import dev.fluxbar.numeric.HyperbolicTangent;

/**
 * Conductances of many devices at once. Where all are of one kind of curve, each with numbers of
 * its own, or fixed, the curve goes over all of them in one loop; else each device is asked.
 */
final class Conductances {
  private enum Curve {
    ARCTAN,
    TANH,
    OWN
  }

  private final OnePort[] ports;
  private final Curve curve;
  private final double[] centreSiemens;
  private final double[] swingSiemens;
  private final double[] scale;
  private final double[] argument;

  /**
   * @param ports one a cell; read while this lives
   */
  Conductances(OnePort[] ports) {
    this.ports = ports;
    this.centreSiemens = new double[ports.length];
    this.swingSiemens = new double[ports.length];
    this.scale = new double[ports.length];
    this.argument = new double[ports.length];
    boolean arctan = true;
    boolean tanh = true;
    for (int i = 0; i < ports.length; i++) {
      arctan &= !(ports[i] instanceof TanhMemristor) && take(i, ports[i]);
      tanh &= !(ports[i] instanceof ArctanMemristor) && take(i, ports[i]);
    }
    this.curve = arctan ? Curve.ARCTAN : tanh ? Curve.TANH : Curve.OWN;
  }

  private boolean take(int cell, OnePort port) {
    if (port instanceof ArctanMemristor device) {
      take(cell, device.centreSiemens(), device.swingSiemens(), device.scaleVoltSeconds());
    } else if (port instanceof TanhMemristor device) {
      take(cell, device.centreSiemens(), device.swingSiemens(), device.scaleVoltSeconds());
    } else if (port instanceof FixedConductor conductor) {
      take(cell, conductor.siemens(), 0, 1);
    } else {
      return false;
    }
    return true;
  }

  private void take(int cell, double centre, double swing, double volts) {
    centreSiemens[cell] = centre;
    swingSiemens[cell] = swing;
    scale[cell] = volts;
  }

  /**
   * What the devices at {@code cells} conduct.
   *
   * @param states of those devices
   * @param siemens written
   */
  void at(int[] cells, double[] states, double[] siemens, int count) {
    if (curve == Curve.OWN) {
      for (int a = 0; a < count; a++) {
        siemens[a] = ports[cells[a]].siemens(states[a]);
      }
      return;
    }
    for (int a = 0; a < count; a++) {
      argument[a] = states[a] / scale[cells[a]];
    }
    if (curve == Curve.ARCTAN) {
      Arctangent.affine(argument, 1, 0, 1, siemens, count);
    } else {
      HyperbolicTangent.affine(argument, 1, 0, 1, siemens, count);
    }
    for (int a = 0; a < count; a++) {
      siemens[a] = centreSiemens[cells[a]] + swingSiemens[cells[a]] * siemens[a];
    }
  }
}
