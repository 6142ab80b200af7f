package dev.fluxbar.app.sequence;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.operation.Operation;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Runs a sequence. Every step leaves its files in a folder of its own in the run's; the run's
 * {@code inputs} keeps the text and every file that it named, so that the run can be begun again
 * from there.
 */
public final class RunSequence implements Operation {

  /** The folder for the text and the files of the sequence. */
  public static final String INPUTS = "inputs";

  /** The text, in that folder. */
  public static final String TEXT = "sequence.yaml";

  /** These measure the board as it is: a profile would stand between them and the board. */
  private static final Set<String> UNCALIBRATED = Set.of("calibrate", "check");

  private final Sequence sequence;
  private final StepDiary diary;
  private final Pauses pauses;
  private final Audience audience;

  /**
   * @param diary of an earlier life of the run, or {@link StepDiary#NONE}
   * @param pauses of this run alone: what stops them stops it
   * @param audience hears each step that begins, and what the steps say
   */
  public RunSequence(Sequence sequence, StepDiary diary, Pauses pauses, Audience audience) {
    this.sequence = sequence;
    this.diary = diary;
    this.pauses = pauses;
    this.audience = audience;
  }

  /** The longest that one of its steps would wait. */
  @Override
  public Duration patience() {
    return patience(sequence.steps());
  }

  /** Whether some step measures the board as it is: a profile must not stand before it. */
  public static boolean measuresTheBoard(Sequence sequence) {
    return words(sequence.steps()).anyMatch(UNCALIBRATED::contains);
  }

  /** Whether every operation does. */
  public static boolean onlyMeasuresTheBoard(Sequence sequence) {
    return words(sequence.steps()).allMatch(UNCALIBRATED::contains);
  }

  /** Of operations, however deep. */
  private static Stream<String> words(List<Step> steps) {
    return steps.stream()
        .flatMap(
            step -> {
              if (step instanceof Step.Loop loop) {
                return words(loop.steps());
              }
              if (step instanceof Step.Until until) {
                return words(until.steps());
              }
              return step instanceof Step.Operate ? Stream.of(step.word()) : Stream.empty();
            });
  }

  private static Duration patience(List<Step> steps) {
    Duration longest = Duration.ZERO;
    for (Step step : steps) {
      Duration one = Duration.ZERO;
      if (step instanceof Step.Operate operate) {
        one = operate.operation().apply(Audience.NOBODY).patience();
      } else if (step instanceof Step.Loop loop) {
        one = patience(loop.steps());
      } else if (step instanceof Step.Until until) {
        one = patience(until.steps());
      }
      longest = one.compareTo(longest) > 0 ? one : longest;
    }
    return longest;
  }

  @Override
  public void interrupted() {
    pauses.stop();
  }

  /** Every step that is written, also one that may never be reached. */
  @Override
  public void check(OpenBench open) {
    check(sequence.steps(), "", open);
  }

  private void check(List<Step> steps, String before, OpenBench open) {
    for (int i = 0; i < steps.size(); i++) {
      String place = before + (i + 1);
      Step step = steps.get(i);
      if (step instanceof Step.Operate operate) {
        check(operate, place, open);
      } else if (step instanceof Step.Loop loop) {
        check(loop.steps(), place + ".1.", open);
      } else if (step instanceof Step.Until until) {
        check(until.steps(), place + ".1.", open);
      }
    }
  }

  private static void check(Step.Operate step, String place, OpenBench open) {
    if (UNCALIBRATED.contains(step.word()) && open.profile().isPresent()) {
      throw new BadInput(
          ("step %s, %s: calibration=%s; the board is measured as it is, run the sequence with"
                  + " --calibration none or take this step out of it")
              .formatted(
                  place,
                  step.word(),
                  open.file().calibration().map(Object::toString).orElse("a profile")));
    }
    try {
      step.operation().apply(Audience.NOBODY).check(open);
    } catch (IllegalArgumentException e) {
      throw new BadInput(
          SequenceAccount.sentence(place, step.word(), String.valueOf(e.getMessage())), e);
    }
  }

  @Override
  public OperationResult plan(OpenBench open) {
    return new SequencePlan(sequence, open).told(audience);
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    Path inputs = folder.path().resolve(INPUTS);
    SequenceInputs.write(inputs, TEXT, sequence.yaml().getBytes(StandardCharsets.UTF_8));
    sequence.inputs().forEach((name, bytes) -> SequenceInputs.write(inputs, name, bytes));
    return new SequenceRun(sequence, diary, pauses, audience, open, folder).run();
  }
}
