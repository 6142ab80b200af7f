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
 * Ideal crossbars of flux-controlled memristors in time: every array of Heidema (7), or the cascade
 * of Heidema (8) in which neurons drive the later arrays.
 *
 * <p>Rows are at virtual ground; an open switch leaves its cell without voltage. Column voltages
 * are constant from one call to the next and time passes in {@link #advance} alone. Fluxes under
 * drivers follow in closed form; fluxes behind neurons are integrated to 1e-11 V s a plateau of
 * seconds and volts. A new circuit has every switch open and every driver at 0 V. Not for use by
 * several threads.
 */
public final class Circuit {
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

  /** A circuit whose devices are all the same (Heidema Section II-C). */
  public Circuit(
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
  public Circuit(
      NetworkShape shape,
      Topology topology,
      Activation activation,
      CellDevices devices,
      List<Matrix> initialFluxesVoltSeconds) {
    checkShapes(shape, initialFluxesVoltSeconds);
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

  private static void checkShapes(NetworkShape shape, List<Matrix> fluxes) {
    boolean same = fluxes.size() == shape.layers();
    for (int l = 0; same && l < fluxes.size(); l++) {
      same =
          fluxes.get(l).rows() == shape.array(l).rows()
              && fluxes.get(l).columns() == shape.array(l).columns();
    }
    if (!same) {
      throw new IllegalArgumentException(
          "circuit: initial-fluxes=%s, arrays=%s; the shapes must be equal"
              .formatted(fluxes.stream().map(m -> m.rows() + " x " + m.columns()).toList(), shape));
    }
  }

  public NetworkShape shape() {
    return shape;
  }

  public Topology topology() {
    return topology;
  }

  /** Time that passed since the circuit was made, in seconds. */
  public double benchSeconds() {
    return benchSeconds;
  }

  /** Sets every switch; no time passes. */
  public void setSwitches(SwitchSetting setting) {
    if (!setting.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "switches: given=%s, circuit=%s; the shapes must be equal"
              .formatted(setting.shape(), shape));
    }
    for (int l = 0; l < arrays.size(); l++) {
      arrays.get(l).setSwitches(setting.array(l));
    }
    cascade.markStale();
    Arrays.fill(rowAmperes, null);
  }

  /** Opens one switch and leaves all others; no time passes. */
  public void openSwitch(Cell cell) {
    if (arrayOf(cell).open(cell.row(), cell.column())) {
      cascade.markStale();
      Arrays.fill(rowAmperes, null);
    }
  }

  /**
   * Drives the columns of an array with constant voltages from now on.
   *
   * @param volts one finite entry a column; copied
   * @throws IllegalArgumentException if the array has no drivers: in a cascade only the first has
   */
  public void setColumnVolts(int array, double[] volts) {
    double[] drive = driveVolts[checkedArray(array)];
    if (!driven(array)) {
      throw new IllegalArgumentException(
          "drive: array=%d, topology=%s; in a cascade only the first array has drivers"
              .formatted(array + 1, topology));
    }
    if (volts.length != drive.length) {
      throw new IllegalArgumentException(
          "drive: array=%d, columns=%d, volts=%d; one voltage a column is needed"
              .formatted(array + 1, drive.length, volts.length));
    }
    for (int j = 0; j < volts.length; j++) {
      if (!Double.isFinite(volts[j])) {
        throw new IllegalArgumentException(
            "drive: array=%d, column=%d, volts=%s; it must be a finite number"
                .formatted(array + 1, j + 1, volts[j]));
      }
    }
    System.arraycopy(volts, 0, drive, 0, drive.length);
    Arrays.fill(rowAmperes, null);
  }

  /** Lets time pass. */
  public void advance(double seconds) {
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "advance: seconds=%s; it must be finite and not negative".formatted(seconds));
    }
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

  /**
   * Calls {@code newObserver} at the ends of {@code points} equal parts of every later advance; a
   * second call replaces the first observer.
   */
  public void observe(int points, FluxObserver newObserver) {
    if (points < 1) {
      throw new IllegalArgumentException(
          "observe: points=%d; at least one point an advance is needed".formatted(points));
    }
    pointsPerAdvance = points;
    observer = newObserver;
  }

  /** Ends observation. */
  public void unobserve() {
    observer = null;
  }

  /** The row currents of an array at this instant in amperes, one a physical row; a new array. */
  public double[] rowAmperes(int array) {
    return amperes(checkedArray(array)).clone();
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

  /**
   * The column voltages of an array at this instant: of its drivers, or of the neurons before it; a
   * new array.
   */
  public double[] columnVolts(int array) {
    double[] drive = driveVolts[checkedArray(array)];
    return driven(array) ? drive.clone() : neuronVolts(array);
  }

  /** The flux of one memristor at this instant in volt-seconds. */
  public double fluxVoltSeconds(Cell cell) {
    CrossbarState array = arrayOf(cell);
    return array.flux(cell.row() * array.shape.columns() + cell.column(), cell.column());
  }

  /** The memductance of one memristor at this instant in siemens. */
  public double memductanceSiemens(Cell cell) {
    CrossbarState array = arrayOf(cell);
    return array.siemens(cell.row() * array.shape.columns() + cell.column(), cell.column());
  }

  /** Every flux at this instant in volt-seconds, one matrix an array, {@code [rows][columns]}. */
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

  /** Every memductance at this instant. */
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

  private boolean driven(int array) {
    return array == 0 || topology == Topology.INDEPENDENT;
  }

  private CrossbarState arrayOf(Cell cell) {
    if (!shape.contains(cell)) {
      throw new IllegalArgumentException("circuit: cell=%s; arrays=%s".formatted(cell, shape));
    }
    return arrays.get(cell.array());
  }

  private int checkedArray(int array) {
    if (array < 0 || array >= shape.layers()) {
      throw new IllegalArgumentException(
          "circuit: array=%d; it has %d arrays".formatted(array + 1, shape.layers()));
    }
    return array;
  }
}
