package dev.fluxbar.memristor;

/**
 * A memristive one-port: {@code dx/dt = f(x, v)}, {@code i = G(x) v} with one number x as its state
 * (Forni (1), after Chua and Kang, Proc. IEEE 64, 1976). G is never negative, so the device only
 * dissipates.
 *
 * <p>What the state is, and its unit, each device says: flux in volt-seconds, or a share between 0
 * and 1. An implementation is immutable and computes the same bits on every machine. To add one,
 * implement this and let a test extend the project's {@code OnePortContract}; a device whose state
 * is its flux implements {@link FluxControlled} instead. Host algorithms know flux-controlled
 * models alone; emulated arrays may hold any one-port.
 */
public interface OnePort {

  /** G(x) in siemens at a state within the bounds. */
  double siemens(double state);

  /** f(x, v): how fast the state moves, in units of state a second. */
  double rate(double state, double volts);

  /**
   * The state after constant {@code volts} for {@code seconds}, within the bounds: exact, or
   * integrated to the bound that the device states.
   */
  double after(double state, double volts, double seconds);

  /** No state is lower; may be minus infinity. */
  double lowestState();

  /** No state is higher; may be infinity. */
  double highestState();

  /** No conductance is lower, in siemens. */
  double minSiemens();

  /** No conductance is higher, in siemens. */
  double maxSiemens();

  /**
   * The state at which the conductance is {@code siemens}.
   *
   * @throws IllegalArgumentException if the device cannot have it
   */
  double stateAt(double siemens);

  /** Whether a device at 0 V stays as it is; a volatile one does not. */
  default boolean holds() {
    return true;
  }

  /**
   * Another device of the kind: every conductance times {@code conductance}, every motion of the
   * state relative to its range slower by {@code sluggishness}. Both positive.
   */
  OnePort scaled(double conductance, double sluggishness);
}
