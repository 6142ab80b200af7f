package dev.fluxbar.physics;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import java.util.List;

/**
 * Crossbars in time: every array of Heidema (7), or the cascade of Heidema (8) in which neurons
 * drive the later arrays.
 *
 * <p>Rows are at virtual ground. Column voltages are constant from one call to the next and time
 * passes in {@link #advance} alone. A new circuit has every switch open and every driver at 0 V.
 * Not for use by several threads.
 */
public sealed interface Circuit permits IdealCircuit, RealCircuit {

  NetworkShape shape();

  Topology topology();

  /** Time that passed since the circuit was made, in seconds. */
  double benchSeconds();

  /** Sets every switch; no time passes. */
  void setSwitches(SwitchSetting setting);

  /** Opens one switch and leaves all others; no time passes. */
  void openSwitch(Cell cell);

  /**
   * Drives the columns of an array with constant voltages from now on.
   *
   * @param volts one finite entry a column; copied
   * @throws IllegalArgumentException if the array has no drivers: in a cascade only the first has
   */
  void setColumnVolts(int array, double[] volts);

  /** Lets time pass. */
  void advance(double seconds);

  /**
   * Calls {@code newObserver} at the ends of {@code points} equal parts of every later advance; a
   * second call replaces the first observer.
   */
  void observe(int points, FluxObserver newObserver);

  /** Ends observation. */
  void unobserve();

  /** The row currents of an array at this instant in amperes, one a physical row; a new array. */
  double[] rowAmperes(int array);

  /**
   * The column voltages of an array at this instant: of its drivers, or of the neurons before it; a
   * new array.
   */
  double[] columnVolts(int array);

  /**
   * The state of one device at this instant: its flux in volt-seconds where the device is
   * flux-controlled or leaky, else what the device calls its state.
   */
  double fluxVoltSeconds(Cell cell);

  /** The memductance of one memristor at this instant in siemens. */
  double memductanceSiemens(Cell cell);

  /**
   * Every {@link #fluxVoltSeconds(Cell)} at this instant, one matrix an array, {@code
   * [rows][columns]}.
   */
  List<Matrix> fluxesVoltSeconds();

  /** Every memductance at this instant. */
  Memductances memductances();

  /** Whether dissipated energy is summed from now on; not at first, since it costs time. */
  void meterEnergy(boolean metered);

  /**
   * What all devices together dissipated while {@link #meterEnergy} was on, in joules: the integral
   * of v i (Forni (12)). Switches and lines are no devices.
   */
  double dissipatedJoules();
}
