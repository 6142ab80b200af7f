package dev.fluxbar.physics;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.FluxControlled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ideal crossbars of flux-controlled memristors: no resistance but that of the devices, an open
 * switch leaves its cell without voltage.
 *
 * <p>Fluxes under drivers follow in closed form; fluxes behind neurons are integrated to 1e-11 V s
 * a plateau of seconds and volts.
 */
public final class IdealCircuit implements Circuit {
  /** Parts of a stretch over which the power behind neurons is summed; by trial. */
  private static final int METERED_PARTS = 16;

  private final NetworkShape shape;
  private final Topology topology;
  private final Activation activation;
  private final List<CrossbarState> arrays;
  private final double[][] driveVolts;
  private final CascadeSolver cascade;

  /** Of each array at this instant, null where nobody asked. */
  private final double[] @Nullable [] rowAmperes;

  private @Nullable FluxObserver observer;
  private int pointsPerAdvance = 1;
  private double benchSeconds;
  private boolean metered;
  private double joules;

  /** A circuit whose devices are all the same (Heidema Section II-C). */
  public IdealCircuit(
      NetworkShape shape,
      Topology topology,
      Activation activation,
      FluxControlled device,
      List<Matrix> initialFluxesVoltSeconds) {
    this(shape, topology, activation, CellDevices.uniform(device), initialFluxesVoltSeconds);
  }

  /**
   * @param activation the neurons of a cascade; of no effect on independent arrays
   * @param devices the device at each cell
   * @param initialFluxesVoltSeconds one matrix an array, {@code [rows][columns]}
   * @throws IllegalArgumentException if the matrices do not fit the arrays
   */
  public IdealCircuit(
      NetworkShape shape,
      Topology topology,
      Activation activation,
      CellDevices devices,
      List<Matrix> initialFluxesVoltSeconds) {
    CircuitChecks.states(shape, initialFluxesVoltSeconds);
    this.shape = shape;
    this.topology = topology;
    this.activation = activation;
    this.driveVolts = new double[shape.layers()][];
    List<CrossbarState> states = new ArrayList<>();
    for (int l = 0; l < shape.layers(); l++) {
      ArrayShape array = shape.array(l);
      driveVolts[l] = new double[array.columns()];
      ArrayDevices inArray = ArrayDevices.of(l, array, devices);
      states.add(new CrossbarState(array, inArray, initialFluxesVoltSeconds.get(l)));
    }
    this.arrays = List.copyOf(states);
    this.rowAmperes = new double[states.size()][];
    this.cascade = new CascadeSolver(arrays, activation);
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
      arrays.get(l).setSwitches(setting.array(l));
    }
    cascade.markStale();
    Arrays.fill(rowAmperes, null);
  }

  @Override
  public void openSwitch(Cell cell) {
    if (arrayOf(cell).open(cell.row(), cell.column())) {
      cascade.markStale();
      Arrays.fill(rowAmperes, null);
    }
  }

  @Override
  public void setColumnVolts(int array, double[] volts) {
    CircuitChecks.drive(shape, topology, array, volts);
    double[] drive = driveVolts[array];
    System.arraycopy(volts, 0, drive, 0, drive.length);
    Arrays.fill(rowAmperes, null);
  }

  @Override
  public void advance(double seconds) {
    CircuitChecks.seconds(seconds);
    FluxObserver watching = observer;
    if (watching == null) {
      pass(seconds);
      return;
    }
    double start = benchSeconds;
    for (int i = 1; i <= pointsPerAdvance; i++) {
      pass(seconds / pointsPerAdvance);
      benchSeconds = start + seconds * i / pointsPerAdvance;
      watching.at(benchSeconds, this);
    }
  }

  private void pass(double seconds) {
    if (metered) {
      meteredPass(seconds);
    } else {
      unmeteredPass(seconds);
    }
  }

  private void meteredPass(double seconds) {
    for (int l = 0; l < arrays.size(); l++) {
      if (driven(l)) {
        joules += arrays.get(l).joules(driveVolts[l], seconds);
      }
    }
    if (topology == Topology.INDEPENDENT || arrays.size() == 1) {
      unmeteredPass(seconds);
      return;
    }
    double start = wattsBehindNeurons();
    for (int i = 0; i < METERED_PARTS; i++) {
      double part = seconds / METERED_PARTS;
      unmeteredPass(part / 2);
      double middle = wattsBehindNeurons();
      unmeteredPass(part / 2);
      double end = wattsBehindNeurons();
      joules += part * (start + 4 * middle + end) / 6;
      start = end;
    }
  }

  private double wattsBehindNeurons() {
    double watts = 0;
    for (int l = 1; l < arrays.size(); l++) {
      watts += arrays.get(l).watts(neuronVolts(l));
    }
    return watts;
  }

  private void unmeteredPass(double seconds) {
    if (topology == Topology.CASCADE) {
      cascade.advance(driveVolts[0], seconds);
    }
    for (int l = 0; l < arrays.size(); l++) {
      if (driven(l)) {
        arrays.get(l).addColumnFlux(driveVolts[l], seconds);
      }
    }
    benchSeconds += seconds;
    Arrays.fill(rowAmperes, null);
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

  /** Worked out once an instant: a later array asks for those before it. */
  private double[] amperes(int array) {
    double[] known = rowAmperes[array];
    if (known == null) {
      double[] volts = driven(array) ? driveVolts[array] : neuronVolts(array);
      known = arrays.get(array).rowAmperes(volts);
      rowAmperes[array] = known;
    }
    return known;
  }

  private double[] neuronVolts(int array) {
    return activation.volts(shape.array(array - 1), amperes(array - 1));
  }

  @Override
  public double[] columnVolts(int array) {
    double[] drive = driveVolts[CircuitChecks.array(shape, array)];
    return driven(array) ? drive.clone() : neuronVolts(array);
  }

  @Override
  public double fluxVoltSeconds(Cell cell) {
    CrossbarState array = arrayOf(cell);
    return array.flux(cell.row() * array.shape.columns() + cell.column(), cell.column());
  }

  @Override
  public double memductanceSiemens(Cell cell) {
    CrossbarState array = arrayOf(cell);
    return array.siemens(cell.row() * array.shape.columns() + cell.column(), cell.column());
  }

  @Override
  public List<Matrix> fluxesVoltSeconds() {
    return arrays.stream()
        .map(
            array ->
                Matrix.fill(
                    array.shape.rows(),
                    array.shape.columns(),
                    (k, j) -> array.flux(k * array.shape.columns() + j, j)))
        .toList();
  }

  @Override
  public Memductances memductances() {
    return new Memductances(
        arrays.stream()
            .map(
                array ->
                    Matrix.fill(
                        array.shape.rows(),
                        array.shape.columns(),
                        (k, j) -> array.siemens(k * array.shape.columns() + j, j)))
            .toList());
  }

  @Override
  public void meterEnergy(boolean on) {
    metered = on;
  }

  /** Under drivers exact, {@code V (g(phi1) - g(phi0))}; behind neurons by Simpson's rule. */
  @Override
  public double dissipatedJoules() {
    return joules;
  }

  private boolean driven(int array) {
    return array == 0 || topology == Topology.INDEPENDENT;
  }

  private CrossbarState arrayOf(Cell cell) {
    CircuitChecks.cell(shape, cell);
    return arrays.get(cell.array());
  }
}
