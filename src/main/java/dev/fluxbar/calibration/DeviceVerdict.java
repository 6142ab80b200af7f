package dev.fluxbar.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.exception.MathIllegalStateException;

/**
 * Whether what a cell showed is a curve of the family: a fit that is not, is no fit. Pulses that
 * vary excuse any residual, so residuals are judged by their order as well.
 *
 * <p>The first stop is left out of the fit: the cell had rested, and one that drifts with its age
 * was older there than after any pulse.
 */
final class DeviceVerdict {
  /** Below so many deviations from end to end a cell does not move. */
  private static final double LEAST_MOTION = 10;

  /** Pulses that vary by more are no pulses of a memristor that follows its flux. */
  private static final double MOST_SCATTER = 0.25;

  /** What chance reaches once in 300,000 cells. */
  private static final double MOST_DEVIATIONS = 4.5;

  /** A number that is known to no better is not found. */
  private static final double MOST_UNCERTAIN = 0.15;

  private final DeviceSettings settings;
  private final List<DevicePoint> points;
  private final double[] pulses;
  private Optional<DeviceFit.Found> found = Optional.empty();
  private String reason = "";

  DeviceVerdict(DeviceSettings settings, List<DevicePoint> points, double[] pulses) {
    this.settings = settings;
    this.points = points;
    this.pulses = pulses.clone();
    judge();
  }

  /** The fit, unless there is a {@link #reason} against it. */
  Optional<DeviceFit.Found> found() {
    return reason.isEmpty() ? found : Optional.empty();
  }

  /** Why there is no curve; empty where there is one. */
  String reason() {
    return reason;
  }

  private void judge() {
    if (pulses.length < 8) {
      reason = "its way has only %d pulses within the limits of the bench".formatted(pulses.length);
      return;
    }
    double span = span();
    double deviation = points.get(0).deviationSiemens();
    if (!(span > LEAST_MOTION * deviation)) {
      reason =
          "it does not follow its flux: it moved by %s, readings are sure to %s"
              .formatted(Amount.text(span, "S"), Amount.text(deviation, "S"));
      return;
    }
    try {
      DeviceFit.Found fit =
          new DeviceFit(
                  settings.family(),
                  points.subList(1, points.size()),
                  Arrays.copyOfRange(pulses, 1, pulses.length),
                  settings.fluxScaleVoltSeconds())
              .found(
                  settings
                      .family()
                      .of(
                          settings.centreSiemens(),
                          settings.swingSiemens(),
                          settings.fluxScaleVoltSeconds()),
                  settings.swingSiemens(),
                  settings.fluxScaleVoltSeconds());
      found = Optional.of(fit);
      reason = against(fit);
    } catch (MathIllegalStateException | IllegalArgumentException e) {
      reason = "no curve of this kind comes near what it showed";
    }
  }

  private double span() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (DevicePoint point : points) {
      low = Math.min(low, point.siemens());
      high = Math.max(high, point.siemens());
    }
    return high - low;
  }

  private String against(DeviceFit.Found fit) {
    if (!(fit.sigma() <= MOST_SCATTER)) {
      return "its flux does not explain it: pulses would vary by %.0f %%"
          .formatted(100 * fit.sigma());
    }
    double order = order(fit.innovations());
    if (!(Math.abs(order) <= MOST_DEVIATIONS)) {
      return ("it is no device of this kind: residuals follow each other, %.1f deviations beyond"
              + " chance; pulses would vary by %.1f %%")
          .formatted(Math.abs(order), 100 * fit.sigma());
    }
    for (Estimate one : List.of(fit.centre(), fit.swing(), fit.scale())) {
      if (!(one.deviation() <= MOST_UNCERTAIN * one.value())) {
        return "its way shows too little of the curve; begin nearer to the middle of its range";
      }
    }
    return "";
  }

  /**
   * Von Neumann's ratio of squared differences to squares, in deviations from what it is by chance:
   * negative where neighbours are alike.
   */
  private static double order(List<Double> all) {
    int n = all.size();
    double mean = all.stream().mapToDouble(one -> one).average().orElseThrow();
    double squares = 0;
    double differences = 0;
    for (int i = 0; i < n; i++) {
      squares += Math.pow(all.get(i) - mean, 2);
      differences += i == 0 ? 0 : Math.pow(all.get(i) - all.get(i - 1), 2);
    }
    double deviation = 2 * Math.sqrt((n - 2.0) / (n * (double) n - 1));
    return (differences / squares - 2.0 * n / (n - 1)) / deviation;
  }
}
