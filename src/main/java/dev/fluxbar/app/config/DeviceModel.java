package dev.fluxbar.app.config;

import dev.fluxbar.calibration.DeviceFamily;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.memristor.TanhMemristor;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The memristor that a configuration file describes: {@code W(phi) = centre + swing f(phi /
 * scale)}.
 *
 * @param kind f
 * @param centreSiemens W at flux 0
 * @param swingSiemens what f is multiplied with, positive; small enough that W stays positive
 * @param fluxScaleVoltSeconds the flux at which f has the argument 1, positive
 */
public record DeviceModel(
    Kind kind, double centreSiemens, double swingSiemens, double fluxScaleVoltSeconds) {

  /** The function f. */
  public enum Kind implements DeviceFamily {
    /** Heidema (21). */
    ARCTAN(Math.PI / 2),
    TANH(1);

    private final double bound;

    Kind(double bound) {
      this.bound = bound;
    }

    @Override
    public double bound() {
      return bound;
    }

    @Override
    public FluxControlled of(
        double centreSiemens, double swingSiemens, double fluxScaleVoltSeconds) {
      return switch (this) {
        case ARCTAN -> new ArctanMemristor(centreSiemens, swingSiemens, fluxScaleVoltSeconds);
        case TANH -> new TanhMemristor(centreSiemens, swingSiemens, fluxScaleVoltSeconds);
      };
    }
  }

  /** {@code W(phi) = atan(phi) + 2}, Heidema (21). */
  public static final DeviceModel ACADEMIC = new DeviceModel(Kind.ARCTAN, 2, 1, 1);

  public DeviceModel {
    if (!(swingSiemens > 0 && swingSiemens < Double.POSITIVE_INFINITY)
        || !(fluxScaleVoltSeconds > 0 && fluxScaleVoltSeconds < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "device: swing-siemens=%s, flux-scale-volt-seconds=%s; both must be positive and finite"
              .formatted(swingSiemens, fluxScaleVoltSeconds));
    }
    double depth = swingSiemens * kind.bound;
    if (!(centreSiemens > depth && centreSiemens < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "device: centre-siemens=%s, swing-siemens=%s; the centre must be above %s, so that every"
                  .formatted(centreSiemens, swingSiemens, depth)
              + " memductance is positive");
    }
  }

  /** The greatest lower bound of W in siemens. */
  public double minSiemens() {
    return centreSiemens - swingSiemens * kind.bound;
  }

  /** The least upper bound of W in siemens. */
  public double maxSiemens() {
    return centreSiemens + swingSiemens * kind.bound;
  }

  /** The curve itself. */
  public FluxControlled curve() {
    return kind.of(centreSiemens, swingSiemens, fluxScaleVoltSeconds);
  }

  /** As a configuration file has it. */
  Map<String, Object> keys() {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("kind", kind.name().toLowerCase(Locale.ROOT));
    keys.put("centre-siemens", centreSiemens);
    keys.put("swing-siemens", swingSiemens);
    keys.put("flux-scale-volt-seconds", fluxScaleVoltSeconds);
    return keys;
  }
}
