package dev.fluxbar.memristor;

/**
 * An ideal flux-controlled memristor: dphi/dt = V, I = W(phi) V (Heidema (3)), with W strictly
 * increasing, bounded, positive and Lipschitz (Heidema Assumptions 2 and 3).
 *
 * <p>To add a device, implement this interface and let a test extend the project's {@code
 * FluxControlledContract}, which checks all of the above on dense samples. Nothing else needs to
 * change: circuits and algorithms know a device by this interface alone. An implementation is
 * immutable, takes every finite flux, and computes the same bits on every machine (with {@link
 * StrictMath} where {@link Math} may differ), so that recorded results can be repeated. As a {@link
 * OnePort} its state is its flux, and moves by volts times seconds.
 */
public interface FluxControlled extends OnePort {

  /** W(phi) in siemens at a flux in volt-seconds. */
  double memductanceSiemens(double fluxVoltSeconds);

  /**
   * W of the first {@code count} fluxes, into the first {@code count} memductances: what {@link
   * #memductanceSiemens} gives, bit for bit. A device overrides it to give the compiler one tight
   * loop.
   *
   * @param fluxesVoltSeconds at least {@code count} fluxes, only read
   * @param siemens at least {@code count} entries, written
   */
  default void memductancesSiemens(double[] fluxesVoltSeconds, double[] siemens, int count) {
    for (int i = 0; i < count; i++) {
      siemens[i] = memductanceSiemens(fluxesVoltSeconds[i]);
    }
  }

  /** The derivative of W at a flux in volt-seconds, in siemens a volt-second; positive or 0. */
  double slopeSiemensPerVoltSecond(double fluxVoltSeconds);

  /**
   * Slopes of W along fluxes that grow linearly, weighted and summed: adds {@code weights[i]} times
   * the slope at {@code fluxes[i] + volts[i] * seconds[q]} to {@code sums[q]}, for i from {@code
   * from} to {@code to} and the first {@code count} instants. A device overrides it to give the
   * compiler one tight loop, and may sum in an order of its own.
   *
   * @param seconds in order, increasing or decreasing
   * @param sums written; not {@code seconds}
   */
  default void addSlopes(
      double[] fluxes,
      double[] volts,
      double[] weights,
      int from,
      int to,
      double[] seconds,
      double[] sums,
      int count) {
    for (int i = from; i < to; i++) {
      for (int q = 0; q < count; q++) {
        double flux = Math.fma(volts[i], seconds[q], fluxes[i]);
        sums[q] += weights[i] * slopeSiemensPerVoltSecond(flux);
      }
    }
  }

  /**
   * The flux in volt-seconds at which the memductance is {@code siemens}.
   *
   * @throws IllegalArgumentException if {@code siemens} lies outside the open realizable interval
   */
  double fluxVoltSeconds(double siemens);

  /** g(phi), the charge in coulombs: the integral of W from 0 to phi (Heidema (2)). */
  double chargeCoulombs(double fluxVoltSeconds);

  /** The greatest lower bound of W in siemens, not itself reached. */
  @Override
  double minSiemens();

  /** The least upper bound of W in siemens, not itself reached. */
  @Override
  double maxSiemens();

  /** beta of Heidema Assumption 3: the largest slope of W, in siemens a volt-second. */
  double lipschitzSiemensPerVoltSecond();

  /** Whether a device of this kind can have {@code siemens}: strictly between the bounds. */
  default boolean realizes(double siemens) {
    return siemens > minSiemens() && siemens < maxSiemens();
  }

  @Override
  default double siemens(double state) {
    return memductanceSiemens(state);
  }

  @Override
  default double rate(double state, double volts) {
    return volts;
  }

  @Override
  default double after(double state, double volts, double seconds) {
    return state + volts * seconds;
  }

  @Override
  default double lowestState() {
    return Double.NEGATIVE_INFINITY;
  }

  @Override
  default double highestState() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  default double stateAt(double siemens) {
    return fluxVoltSeconds(siemens);
  }

  /** {@code conductance * W(phi / sluggishness)}. */
  @Override
  default FluxControlled scaled(double conductance, double sluggishness) {
    return new ScaledMemristor(this, conductance, sluggishness);
  }
}
