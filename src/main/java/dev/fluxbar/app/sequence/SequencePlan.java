package dev.fluxbar.app.sequence;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.wiring.OpenBench;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a sequence would drive: what its steps would, as often as they would be done at most. */
final class SequencePlan {

  private record Planned(String place, String word, long times, Map<String, Object> plan) {

    double number(String key) {
      return plan.get(key) instanceof Number number ? number.doubleValue() : 0;
    }

    double benchSeconds() {
      return number("bench-seconds") + number("bench-seconds-at-most");
    }

    Map<String, Object> values() {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("step", place);
      values.put("word", word);
      values.put("times-at-most", times);
      values.put("plan", plan);
      return values;
    }

    @Override
    public String toString() {
      String often = times == 1 ? "" : ", %d times".formatted(times);
      return "step %s, %s: %s s of bench time%s"
          .formatted(place, word, brief(benchSeconds()), often);
    }
  }

  private final OpenBench open;
  private final String name;
  private final double waitSeconds;
  private final List<Planned> steps = new ArrayList<>();
  private long stepsAtMost;
  private double programs;
  private double pulsesAtMost;
  private double benchSeconds;
  private double largestVolts;
  private double worstFlux;
  private boolean exact = true;

  SequencePlan(Sequence sequence, OpenBench open) {
    this.open = open;
    this.name = sequence.name();
    this.waitSeconds = add(sequence.steps(), "", 1);
  }

  /**
   * Adds some steps.
   *
   * @param times how often each is done
   * @return how long they wait each time, in seconds
   */
  private double add(List<Step> some, String before, long times) {
    double seconds = 0;
    for (int i = 0; i < some.size(); i++) {
      seconds += add(some.get(i), before + (i + 1), times);
    }
    return seconds;
  }

  private double add(Step step, String place, long times) {
    if (step instanceof Step.Loop loop) {
      double turn = add(loop.steps(), place + ".1.", times * loop.times());
      return turns(loop.times(), turn, SequenceRun.seconds(loop.every()));
    }
    if (step instanceof Step.Until until) {
      exact = false;
      double turn = add(until.steps(), place + ".1.", times * until.most());
      return turns(until.most(), turn, SequenceRun.seconds(until.every()));
    }
    stepsAtMost += times;
    if (step instanceof Step.Operate operate) {
      operation(operate, place, times);
      return 0;
    }
    return SequenceRun.seconds(((Step.Wait) step).time());
  }

  /** All turns but the last take as long as they are apart, or as long as they wait. */
  private static double turns(long turns, double turn, double every) {
    return (turns - 1) * Math.max(turn, every) + turn;
  }

  private void operation(Step.Operate step, String place, long times) {
    Planned plan =
        new Planned(
            place, step.word(), times, step.operation().apply(Audience.NOBODY).plan(open).values());
    steps.add(plan);
    programs += times * plan.number("programs");
    pulsesAtMost += times * plan.number("pulses-at-most");
    benchSeconds += times * plan.benchSeconds();
    largestVolts = Math.max(largestVolts, plan.number("largest-volts"));
    worstFlux = Math.max(worstFlux, plan.number("worst-flux-volt-seconds"));
    exact &= Boolean.TRUE.equals(plan.plan().get("exact"));
  }

  OperationResult told(Audience audience) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("dry-run", true);
    values.put("name", name);
    values.put("steps-at-most", stepsAtMost);
    values.put("exact", exact);
    values.put("programs", (long) programs);
    values.put("pulses-at-most", (long) pulsesAtMost);
    values.put("bench-seconds", benchSeconds);
    values.put("wait-seconds", waitSeconds);
    values.put("largest-volts", largestVolts);
    values.put("worst-flux-volt-seconds", worstFlux);
    values.put("steps", steps.stream().map(Planned::values).toList());
    audience.say("Dry run: nothing was driven. %s would take".formatted(name));
    steps.forEach(step -> audience.say("  " + step));
    audience.say(
        "  in all %s%s: %s s of bench time, %s s of waiting, %s"
            .formatted(
                exact ? "" : "up to ",
                stepsAtMost == 1 ? "1 step" : stepsAtMost + " steps",
                brief(benchSeconds),
                brief(waitSeconds),
                pulsesAtMost == 1 ? "1 pulse" : (long) pulsesAtMost + " pulses"));
    if (steps.stream().anyMatch(step -> step.word().equals("check"))) {
      audience.say("  without the pulses of a check, which come on top");
    }
    audience.say(
        "  largest voltage %s V, worst flux of a program or pulse on a cell %s V s"
            .formatted(brief(largestVolts), brief(worstFlux)));
    return OperationResult.done(values);
  }

  private static String brief(double number) {
    return "%.4g".formatted(number);
  }
}
