package dev.fluxbar.physics;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.memristor.OnePort;

/**
 * The devices of one array, their states and switches, and what has happened to each. Cells are
 * counted row-major.
 *
 * <p>A cell without voltage rests: its state is the one it was left in, aged by the device at 0 V
 * when somebody asks.
 */
final class RealCells {
  final ArrayShape shape;
  private final int array;
  private final Imperfections imperfections;
  private final OnePort[] ports;
  private final boolean[] memristor;
  private final double[] state;

  /** When the state was as given. */
  private final double[] stateSeconds;

  private final boolean[] closed;
  private final boolean[] away;
  private final int[] excursions;
  private final double[] cycleFactor;

  /** When the age of the conductance was 0. */
  private final double[] youngSeconds;

  RealCells(
      int array, ArrayShape shape, CellPorts devices, Matrix initial, Imperfections imperfections) {
    int cells = shape.cells();
    this.shape = shape;
    this.array = array;
    this.imperfections = imperfections;
    this.ports = new OnePort[cells];
    this.memristor = new boolean[cells];
    this.state = new double[cells];
    this.stateSeconds = new double[cells];
    this.closed = new boolean[cells];
    this.away = new boolean[cells];
    this.excursions = new int[cells];
    this.cycleFactor = new double[cells];
    this.youngSeconds = new double[cells];
    java.util.Arrays.fill(cycleFactor, 1);
    for (int i = 0; i < cells; i++) {
      Cell cell = new Cell(array, i / shape.columns(), i % shape.columns());
      CellFault fault = imperfections.faults().get(cell);
      memristor[i] = fault == null;
      ports[i] = fault == null ? devices.at(cell) : fault.port();
      state[i] = checked(cell, ports[i], initial.at(cell.row(), cell.column()));
    }
  }

  private static double checked(Cell cell, OnePort port, double state) {
    if (!(state >= port.lowestState() && state <= port.highestState())) {
      throw new IllegalArgumentException(
          "circuit: cell=%s, state=%s, device=%s; the state must lie from %s to %s"
              .formatted(cell, state, port, port.lowestState(), port.highestState()));
    }
    return state;
  }

  Conductances conductances() {
    return new Conductances(ports);
  }

  OnePort port(int cell) {
    return ports[cell];
  }

  void setSwitches(ArraySwitches switches) {
    for (int i = 0; i < closed.length; i++) {
      closed[i] = switches.isClosed(i / shape.columns(), i % shape.columns());
    }
  }

  boolean open(int cell) {
    boolean was = closed[cell];
    closed[cell] = false;
    return was;
  }

  boolean isClosed(int cell) {
    return closed[cell];
  }

  /** What is in series with a device: its closed switch, or its open one. */
  double seriesOhms(int cell) {
    return isJoined(cell) ? imperfections.switchOhms() : 1 / imperfections.leakageSiemens();
  }

  /** Whether no open switch lies between a device and its lines. */
  private boolean isJoined(int cell) {
    return closed[cell] || imperfections.selector() != Selector.SWITCH;
  }

  boolean conducts(int cell) {
    return isJoined(cell) || imperfections.leakageSiemens() > 0;
  }

  double state(int cell, double now) {
    OnePort port = ports[cell];
    double rest = now - stateSeconds[cell];
    return port.holds() || rest == 0 ? state[cell] : port.after(state[cell], 0, rest);
  }

  void setState(int cell, double newState, double now) {
    state[cell] = newState;
    stateSeconds[cell] = now;
  }

  /** The share of its conductance that a device has at an age. */
  double driftShare(int cell, double now) {
    return memristor[cell] ? imperfections.drift().share(now - youngSeconds[cell]) : 1;
  }

  double ageSeconds(int cell, double now) {
    return now - youngSeconds[cell];
  }

  boolean isMemristor(int cell) {
    return memristor[cell];
  }

  double siemens(int cell, double now) {
    return ports[cell].siemens(state(cell, now)) * driftShare(cell, now);
  }

  double cycleFactor(int cell) {
    return cycleFactor[cell];
  }

  /**
   * A stretch begins in which columns are driven or not: draws for each cell whose drive leaves
   * rest.
   */
  void beginExcursions(ColumnDrive drive) {
    if (imperfections.cycleSigma() == 0) {
      return;
    }
    for (int i = 0; i < closed.length; i++) {
      boolean now = closed[i] && drive.excites(i % shape.columns());
      if (now && !away[i]) {
        long place = (long) array << 32 | i;
        double normal = Draws.normal(imperfections.seed(), place, ++excursions[i]);
        cycleFactor[i] = 1 + imperfections.cycleSigma() * normal;
      }
      away[i] = now;
    }
  }

  /** A stretch has ended in which a cell was driven beyond the drift's reset. */
  void rejuvenate(int cell, double now) {
    youngSeconds[cell] = now;
  }
}
