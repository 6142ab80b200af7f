package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.RunPlan;
import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.algorithm.WritePlan;
import dev.fluxbar.app.Audience;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code --dry-run} says. */
final class Dry {

  private Dry() {}

  static OperationResult of(RunPlan plan, Audience audience) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dry-run", true);
    values.put("programs", plan.programs().size());
    values.put("exact", plan.exact());
    values.put("bench-seconds", plan.benchSeconds());
    values.put("largest-volts", plan.largestVolts());
    values.put("worst-flux-volt-seconds", plan.worstVoltSeconds());
    values.put("samples", plan.samples());
    audience.say("Dry run: nothing was driven. It would take");
    audience.say(
        "  %s, %s s of bench time%s"
            .formatted(
                Tables.count(plan.programs().size(), "program"),
                Tables.seconds(plan.benchSeconds()),
                plan.exact() ? "" : " (amplitudes of later programs are worst cases)"));
    audience.say(
        "  largest voltage %s V, worst flux on a cell %s V s"
            .formatted(Tables.brief(plan.largestVolts()), Tables.brief(plan.worstVoltSeconds())));
    return OperationResult.done(values);
  }

  static OperationResult of(WritePlan plan, WriteOrder order, Audience audience) {
    order.unusual().ifPresent(choice -> audience.say(choice.sentence()));
    Map<String, Object> values = new LinkedHashMap<>(of(plan, audience).values());
    order.choice().ifPresent(choice -> values.put("method-reason", choice.reason()));
    return OperationResult.done(values);
  }

  static OperationResult of(WritePlan plan, Audience audience) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dry-run", true);
    values.put("cells", plan.cells());
    values.put("alpha-volts-per-siemens", plan.alpha());
    values.put("alpha-bound-volts-per-siemens", plan.alphaBound());
    values.put("largest-volts", plan.largestVolts());
    values.put("worst-flux-volt-seconds", plan.worstVoltSeconds());
    values.put("method", plan.method().toString());
    values.put("guarantee", plan.method().guarantee());
    ifKnown(values, "predicted-pulses", plan.predictedPulses());
    ifKnown(values, "guaranteed-pulses", plan.guaranteedPulses());
    values.put("pulses-at-most", plan.pulsesAtMost());
    values.put("bench-seconds-at-most", plan.benchSecondsAtMost());
    audience.say("Dry run: nothing was driven. It would take");
    audience.say(
        "  %s, at most %s and %s s of bench time"
            .formatted(
                Tables.count(plan.cells(), "cell"),
                Tables.count(plan.pulsesAtMost(), "pulse"),
                Tables.seconds(plan.benchSecondsAtMost())));
    audience.say(
        "  %slargest voltage %s V, worst flux of a pulse %s V s"
            .formatted(
                plan.method() == WriteMethod.PROPORTIONAL
                    ? "step size %s V/S (bound %s), "
                        .formatted(
                            Tables.number(plan.alpha(), 6), Tables.number(plan.alphaBound(), 6))
                    : "",
                Tables.brief(plan.largestVolts()),
                Tables.brief(plan.worstVoltSeconds())));
    audience.say(
        "  method %s, %s predicted from cells at flux 0"
            .formatted(plan.method(), Tables.pulses(plan.predictedPulses())));
    if (plan.method() == WriteMethod.PROPORTIONAL) {
      stepSize(plan).ifPresent(line -> audience.say("  " + line));
    }
    audience.say("  guaranteed: " + plan.method().guarantee());
    return OperationResult.done(values);
  }

  /** What is said of a step size that is smaller than it might be. */
  static Optional<String> stepSize(WritePlan plan) {
    return plan.alpha() < plan.alphaBound() * (1 - 1e-9)
        ? Optional.of(
            ("Step size %s V/S of %s that are proven to converge: pulses of up to %s V; longer"
                    + " pulses (signal.pulse-seconds) would be fewer")
                .formatted(
                    Tables.plain(plan.alpha()),
                    Tables.plain(plan.alphaBound()),
                    Tables.plain(plan.largestVolts())))
        : Optional.empty();
  }

  /** A number that not every write has. */
  static void ifKnown(Map<String, Object> values, String key, @Nullable Long number) {
    if (number != null) {
      values.put(key, number);
    }
  }
}
