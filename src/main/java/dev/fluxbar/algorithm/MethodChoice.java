package dev.fluxbar.algorithm;

import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.memristor.FluxControlled;
import java.util.Locale;

/**
 * The method that a bench is written by when nobody names one: the paper's, where its largest pulse
 * at the proven bound is one that the bench may drive; else the one with the fewest pulses of those
 * that switches and drivers can do.
 *
 * @param method chosen
 * @param reason why, in words for people
 */
public record MethodChoice(WriteMethod method, String reason) {

  /**
   * @param settings with a step size only where the paper's method is meant, which alone has one,
   *     and with drive volts only where another is
   */
  public static MethodChoice of(
      BenchDescription bench, Limits limits, FluxControlled device, WriteSettings settings) {
    if (settings.alpha() != null) {
      return new MethodChoice(WriteMethod.PROPORTIONAL, "a step size is given, which is its own");
    }
    if (settings.driveVolts() != null) {
      return fastest(bench, "drive volts are given, which proportional does not use");
    }
    double bound = AlphaBound.ofAll(bench, device, settings.pulseSeconds());
    StepSize step = StepSize.of(bench, limits, device, settings, bound);
    if (step.boundFits()) {
      return new MethodChoice(
          WriteMethod.PROPORTIONAL, "the paper's, whose largest pulse this bench may drive");
    }
    double wanted = bound * (device.maxSiemens() - device.minSiemens());
    return fastest(
        bench,
        String.format(
            Locale.ROOT,
            "proportional would begin with pulses of up to %.3g V, this bench may drive %.3g V",
            wanted,
            step.largestVolts()));
  }

  /** In words for people. */
  public String sentence() {
    return "Method %s: %s".formatted(method, reason);
  }

  /** The method with the fewest pulses of those that the switches and drivers allow. */
  public static WriteMethod fastest(BenchDescription bench) {
    if (bench.switchKind() == SwitchKind.CROSSPOINT) {
      return WriteMethod.GATED;
    }
    return bench.cascade() ? WriteMethod.MODEL : WriteMethod.ROW;
  }

  private static MethodChoice fastest(BenchDescription bench, String reason) {
    WriteMethod method = fastest(bench);
    String best =
        switch (method) {
          case GATED -> "a switch at every crosspoint writes a layer at a time";
          case ROW -> "column drivers at every layer write a row at a time";
          case MODEL, PROPORTIONAL -> "behind analog neurons line switches write a cell at a time";
        };
    return new MethodChoice(method, reason + "; " + best);
  }
}
