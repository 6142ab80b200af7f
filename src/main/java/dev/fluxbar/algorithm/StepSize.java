package dev.fluxbar.algorithm;

import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.memristor.FluxControlled;
import java.util.List;

/**
 * The step size of Heidema Algorithm 3 on one bench. Theorem 3 proves convergence for every alpha
 * of (18), so that it may be made as small as drivers and limits ask for: the largest pulse, alpha
 * (Wmax - Wmin), is then one that they can give. A smaller step size takes more pulses.
 *
 * @param alpha in volts a siemens: what the settings say, or else the largest that fits
 * @param bound Heidema (18)
 * @param largestVolts the largest pulse that drivers and limits allow, a step of the drivers less
 * @param boundFits whether a write at the bound stays within {@code largestVolts}
 */
record StepSize(double alpha, double bound, double largestVolts, boolean boundFits) {

  /**
   * @param bound of the cells that are written
   */
  static StepSize of(
      BenchDescription bench,
      Limits limits,
      FluxControlled device,
      WriteSettings settings,
      double bound) {
    double span = device.maxSiemens() - device.minSiemens();
    double largest = largestVolts(bench, limits, settings);
    boolean fits = bound * span <= allowedVolts(bench, limits, settings);
    Double chosen = settings.alpha();
    double fitting = fits ? bound : Math.min(bound, largest / span);
    return new StepSize(chosen == null ? fitting : chosen, bound, largest, fits);
  }

  /** A pulse is moved to the nearest step, and may be half a step more than it was asked to be. */
  private static double largestVolts(
      BenchDescription bench, Limits limits, WriteSettings settings) {
    double allowed = allowedVolts(bench, limits, settings);
    double step = driven(bench).stream().mapToDouble(Channels::largestStepVolts).max().orElse(0);
    return allowed > 2 * step ? allowed - step : allowed;
  }

  private static double allowedVolts(
      BenchDescription bench, Limits limits, WriteSettings settings) {
    double allowed = Math.min(limits.driveVolts(), new RowCurrents(limits.currents()).volts(1));
    for (Channels channels : driven(bench)) {
      double byFlux = limits.fluxVoltSeconds() / settings.pulseSeconds();
      allowed = Math.min(allowed, channels.largestVolts());
      allowed = Math.min(allowed, byFlux - channels.largestOffsetVolts());
    }
    return allowed;
  }

  private static List<Channels> driven(BenchDescription bench) {
    return bench.channels().stream().filter(Channels::driven).toList();
  }
}
