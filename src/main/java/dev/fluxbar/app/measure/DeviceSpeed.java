package dev.fluxbar.app.measure;

import dev.fluxbar.memristor.ArctanMemristor;
import java.util.Random;

/**
 * How fast memductances are computed from fluxes.
 *
 * @param nanos of one memductance of the paper's memristor, in bulk
 * @param arctanNanos of one arctangent of the Java library, to compare with
 */
public record DeviceSpeed(double nanos, double arctanNanos) {
  private static final int COUNT = 4096;

  /** Measures for {@code budgetSeconds} each. */
  public static DeviceSpeed measure(double budgetSeconds) {
    Random random = new Random(1);
    double[] fluxes = random.doubles(COUNT, -20, 20).toArray();
    double[] siemens = new double[COUNT];
    double bulk =
        Repeated.medianSeconds(
            budgetSeconds, () -> ArctanMemristor.PAPER.memductancesSiemens(fluxes, siemens, COUNT));
    double library =
        Repeated.medianSeconds(
            budgetSeconds,
            () -> {
              for (int i = 0; i < COUNT; i++) {
                siemens[i] = Math.atan(fluxes[i]) + 2;
              }
            });
    return new DeviceSpeed(bulk / COUNT * 1e9, library / COUNT * 1e9);
  }
}
