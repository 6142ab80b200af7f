package dev.fluxbar.app.sequence;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** One way through a sequence. */
final class SequenceRun {
  private final Sequence sequence;
  private final StepDiary diary;
  private final Pauses pauses;
  private final Audience audience;
  private final OpenBench open;
  private final RunFolder folder;
  private final SequenceAccount account;

  /** The turns of untils that are under way, the innermost first. */
  private final Deque<Turn> turns = new ArrayDeque<>();

  /** Steps that were done and not remembered. */
  private long doneHere;

  SequenceRun(
      Sequence sequence,
      StepDiary diary,
      Pauses pauses,
      Audience audience,
      OpenBench open,
      RunFolder folder) {
    this.sequence = sequence;
    this.diary = diary;
    this.pauses = pauses;
    this.audience = audience;
    this.open = open;
    this.folder = folder;
    this.account = new SequenceAccount(sequence.name());
  }

  OperationResult run() {
    steps(sequence.steps(), "");
    return account.result();
  }

  /**
   * Does steps one after the other.
   *
   * @param before what stands before their number in their places
   * @return whether the sequence goes on
   */
  private boolean steps(List<Step> steps, String before) {
    for (int i = 0; i < steps.size(); i++) {
      if (!step(steps.get(i), before + (i + 1))) {
        return false;
      }
    }
    return true;
  }

  private boolean step(Step step, String place) {
    if (step instanceof Step.Loop loop) {
      return loop(loop, place);
    }
    if (step instanceof Step.Until until) {
      return until(until, place);
    }
    OperationResult result =
        diary.ended(place).orElseGet(() -> fresh(place, step.word(), work(step, place)));
    account.ended(place, step.word(), result);
    turns.forEach(turn -> turn.ended(result));
    return result.reached() || sequence.goesOn();
  }

  private Supplier<OperationResult> work(Step step, String place) {
    if (step instanceof Step.Operate operate) {
      RunFolder own = folder.step(place, step.word());
      return () -> {
        OperationResult result = operate.operation().apply(audience).run(open, own);
        own.result(result.values());
        return result;
      };
    }
    Duration time = ((Step.Wait) step).time();
    return () -> {
      pauses.sleep(time);
      return OperationResult.done(Map.of("wait-seconds", seconds(time)));
    };
  }

  /** Its files are written before the diary knows that it has ended. */
  private OperationResult fresh(String place, String word, Supplier<OperationResult> work) {
    audience.say("Step %s: %s".formatted(place, word));
    folder.progress(line("began", place, word));
    diary.began(place, word);
    OperationResult result = work.get();
    Map<String, Object> line = line("ended", place, word);
    line.put("reached", result.reached());
    line.put("message", result.message());
    folder.progress(line);
    diary.ended(place, result);
    doneHere++;
    if (!result.reached()) {
      audience.say("  " + result.message());
    }
    return result;
  }

  private static Map<String, Object> line(String kind, String place, String word) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", kind);
    line.put("sequence-step", place);
    line.put("word", word);
    return line;
  }

  private boolean loop(Step.Loop loop, String place) {
    Pace pace = new Pace(loop.every());
    for (long turn = 1; turn <= loop.times(); turn++) {
      pace.next();
      if (!steps(loop.steps(), "%s.%d.".formatted(place, turn))) {
        return false;
      }
    }
    return true;
  }

  private boolean until(Step.Until until, String place) {
    Pace pace = new Pace(until.every());
    Turn turn = new Turn(until.condition());
    for (long number = 1; number <= until.most(); number++) {
      pace.next();
      turn = new Turn(until.condition());
      turns.push(turn);
      boolean on = steps(until.steps(), "%s.%d.".formatted(place, number));
      turns.pop();
      if (!on) {
        return false;
      }
      if (turn.holds()) {
        account.ended(place, "until", OperationResult.done(turn.values(number)));
        return true;
      }
      if (turn.misasked()) {
        return failed(place, turn.values(number), turn.advice(number));
      }
    }
    return failed(
        place,
        turn.values(until.most()),
        "until: %s, turns=%d, last=%s; it was not reached, allow more turns or ask for less"
            .formatted(
                until.condition(), until.most(), turn.last().map(String::valueOf).orElse("none")));
  }

  private boolean failed(String place, Map<String, Object> values, String message) {
    turns.forEach(Turn::failed);
    audience.say("  " + message);
    account.ended(place, "until", OperationResult.notReached(values, message));
    return sequence.goesOn();
  }

  static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  /** Keeps the beginnings of turns apart. */
  private final class Pace {
    private final Duration every;
    private Optional<Long> beganNanos = Optional.empty();
    private long doneBefore;

    Pace(Duration every) {
      this.every = every;
    }

    /** The next turn; it does not wait behind one that an earlier life of the run has done. */
    void next() {
      if (beganNanos.isPresent() && doneHere > doneBefore) {
        long left = every.toNanos() - (pauses.nowNanos() - beganNanos.get());
        if (left > 0) {
          pauses.sleep(Duration.ofNanos(left));
        }
      }
      beganNanos = Optional.of(pauses.nowNanos());
      doneBefore = doneHere;
    }
  }
}
