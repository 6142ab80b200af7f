package dev.fluxbar.app.sequence;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.operation.Operation;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** One step of a sequence. */
public sealed interface Step {

  /** What its author wrote in front of it: {@code infer}, {@code loop}. */
  String word();

  /**
   * An operation on the bench.
   *
   * @param word of the operation
   * @param operation makes it, for who listens; each time a new one
   */
  record Operate(String word, Function<Audience, Operation> operation) implements Step {}

  /**
   * Lets time pass; the bench is at rest.
   *
   * @param time longer than nothing
   */
  record Wait(Duration time) implements Step {
    public Wait {
      if (time.isZero() || time.isNegative()) {
        throw new IllegalArgumentException("wait: time=%s; it must be positive".formatted(time));
      }
    }

    @Override
    public String word() {
      return "wait";
    }
  }

  /**
   * Steps again and again.
   *
   * @param times how many turns
   * @param every how far apart turns begin; zero: each as soon as the one before has ended
   */
  record Loop(long times, Duration every, List<Step> steps) implements Step {
    public Loop {
      steps = List.copyOf(steps);
      checkTurns("loop", "times", times, every, steps);
    }

    @Override
    public String word() {
      return "loop";
    }
  }

  /**
   * Steps again and again, until a value in their results is as wanted after a turn.
   *
   * @param condition of the value
   * @param most turns, then it has failed
   * @param every as of {@link Loop}
   */
  record Until(Condition condition, long most, Duration every, List<Step> steps) implements Step {
    public Until {
      steps = List.copyOf(steps);
      checkTurns("until", "most", most, every, steps);
    }

    @Override
    public String word() {
      return "until";
    }
  }

  private static void checkTurns(
      String word, String name, long turns, Duration every, List<Step> steps) {
    if (turns < 1 || every.isNegative() || steps.isEmpty()) {
      throw new IllegalArgumentException(
          "%s: %s=%d, every=%s, steps=%d; give a turn, no negative time, and a step"
              .formatted(word, name, turns, every, steps.size()));
    }
  }

  /**
   * How many operations and waits some steps are at most when their turns are written out; {@link
   * Long#MAX_VALUE} if more than that.
   */
  static long turnedOut(List<Step> steps) {
    long all = 0;
    for (Step step : steps) {
      long one = 1;
      if (step instanceof Loop loop) {
        one = times(loop.times(), turnedOut(loop.steps()));
      } else if (step instanceof Until until) {
        one = times(until.most(), turnedOut(until.steps()));
      }
      all = one > Long.MAX_VALUE - all ? Long.MAX_VALUE : all + one;
    }
    return all;
  }

  private static long times(long turns, long steps) {
    return steps > Long.MAX_VALUE / turns ? Long.MAX_VALUE : turns * steps;
  }
}
