package dev.fluxbar.physics;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Crossbars as they are: any one-port at each cell, no two alike, with switches that resist and
 * leak, lines that resist, drift, faults, and a motion that differs from one excursion to the next.
 *
 * <p>Where nothing lies between driver and device each state follows by the device's own solution.
 * Else voltages depend on states, and steps are controlled as {@link CoupledArrays} says: fluxes
 * are within 1e-9 of the flux that a stretch brings, and states of other devices within 1e-5 of
 * what it moves them. The same seed and calls give the same bits. {@link #fluxVoltSeconds} is the
 * state of the device, which is a flux for some devices only.
 */
public final class RealCircuit implements Circuit {
  private final NetworkShape shape;
  private final Topology topology;
  private final Activation activation;
  private final List<RealArray> arrays = new ArrayList<>();
  private final List<CoupledArrays> coupled;
  private final double[][] driveVolts;

  /** Of each array at this instant, null where nobody asked. */
  private final double[] @Nullable [] rowAmperes;

  private @Nullable FluxObserver observer;
  private int pointsPerAdvance = 1;
  private double benchSeconds;

  /**
   * @param activation the neurons of a cascade; of no effect on independent arrays
   * @param devices the device at each cell without a fault
   * @param initialStates of the devices, one matrix an array, {@code [rows][columns]}
   * @throws IllegalArgumentException if the matrices do not fit the arrays, a state not its device,
   *     or a fault is at no cell
   */
  public RealCircuit(
      NetworkShape shape,
      Topology topology,
      Activation activation,
      CellPorts devices,
      List<Matrix> initialStates,
      Imperfections imperfections) {
    CircuitChecks.states(shape, initialStates);
    imperfections.faults().keySet().forEach(cell -> CircuitChecks.cell(shape, cell));
    this.shape = shape;
    this.topology = topology;
    this.activation = activation;
    this.driveVolts = new double[shape.layers()][];
    this.rowAmperes = new double[shape.layers()][];
    for (int l = 0; l < shape.layers(); l++) {
      Matrix initial = initialStates.get(l);
      driveVolts[l] = new double[shape.array(l).columns()];
      RealCells cells = new RealCells(l, shape.array(l), devices, initial, imperfections);
      arrays.add(new RealArray(cells, imperfections));
    }
    this.coupled =
        topology == Topology.CASCADE
            ? List.of(new CoupledArrays(arrays, activation))
            : arrays.stream().map(a -> new CoupledArrays(List.of(a), activation)).toList();
  }

  @Override
  public NetworkShape shape() {
    return shape;
  }

  @Override
  public Topology topology() {
    return topology;
  }

  @Override
  public double benchSeconds() {
    return benchSeconds;
  }

  @Override
  public void setSwitches(SwitchSetting setting) {
    CircuitChecks.switches(shape, setting);
    for (int l = 0; l < arrays.size(); l++) {
      arrays.get(l).cells.setSwitches(setting.array(l));
      arrays.get(l).markStale();
    }
    forget();
  }

  @Override
  public void openSwitch(Cell cell) {
    CircuitChecks.cell(shape, cell);
    RealArray array = arrays.get(cell.array());
    if (array.cells.open(index(cell))) {
      array.markStale();
      forget();
    }
  }

  private int index(Cell cell) {
    return cell.row() * shape.array(cell.array()).columns() + cell.column();
  }

  private void forget() {
    java.util.Arrays.fill(rowAmperes, null);
  }

  @Override
  public void setColumnVolts(int array, double[] volts) {
    CircuitChecks.drive(shape, topology, array, volts);
    System.arraycopy(volts, 0, driveVolts[array], 0, volts.length);
    forget();
  }

  @Override
  public void advance(double seconds) {
    CircuitChecks.seconds(seconds);
    FluxObserver watching = observer;
    if (watching == null) {
      pass(seconds, benchSeconds + seconds);
      return;
    }
    double start = benchSeconds;
    for (int i = 1; i <= pointsPerAdvance; i++) {
      pass(seconds / pointsPerAdvance, start + seconds * i / pointsPerAdvance);
      watching.at(benchSeconds, this);
    }
  }

  private void pass(double seconds, double end) {
    for (int l = 0; l < coupled.size(); l++) {
      coupled.get(l).advance(driveVolts[l], benchSeconds, seconds);
    }
    benchSeconds = end;
    forget();
  }

  @Override
  public void observe(int points, FluxObserver newObserver) {
    CircuitChecks.points(points);
    pointsPerAdvance = points;
    observer = newObserver;
  }

  @Override
  public void unobserve() {
    observer = null;
  }

  @Override
  public double[] rowAmperes(int array) {
    return amperes(CircuitChecks.array(shape, array)).clone();
  }

  private double[] amperes(int array) {
    double[] known = rowAmperes[array];
    if (known != null) {
      return known;
    }
    boolean cascade = topology == Topology.CASCADE;
    int first = cascade ? 0 : array;
    double[][] found = coupled.get(first).rowAmperes(driveVolts[first], benchSeconds);
    for (int i = 0; i < found.length; i++) {
      rowAmperes[first + i] = found[i].clone();
    }
    return found[array - first];
  }

  @Override
  public double[] columnVolts(int array) {
    double[] drive = driveVolts[CircuitChecks.array(shape, array)];
    return array == 0 || topology == Topology.INDEPENDENT
        ? drive.clone()
        : activation.volts(shape.array(array - 1), amperes(array - 1));
  }

  @Override
  public double fluxVoltSeconds(Cell cell) {
    CircuitChecks.cell(shape, cell);
    return arrays.get(cell.array()).cells.state(index(cell), benchSeconds);
  }

  @Override
  public double memductanceSiemens(Cell cell) {
    CircuitChecks.cell(shape, cell);
    return arrays.get(cell.array()).cells.siemens(index(cell), benchSeconds);
  }

  @Override
  public List<Matrix> fluxesVoltSeconds() {
    return arrays.stream().map(array -> array.states(benchSeconds)).toList();
  }

  @Override
  public Memductances memductances() {
    return new Memductances(arrays.stream().map(array -> array.siemens(benchSeconds)).toList());
  }

  @Override
  public void meterEnergy(boolean metered) {
    coupled.forEach(each -> each.meterEnergy(metered));
  }

  @Override
  public double dissipatedJoules() {
    return coupled.stream().mapToDouble(CoupledArrays::joules).sum();
  }
}
