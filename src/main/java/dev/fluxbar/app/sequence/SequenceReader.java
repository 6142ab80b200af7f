package dev.fluxbar.app.sequence;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.Section;
import dev.fluxbar.app.config.YamlBounds;
import dev.fluxbar.app.config.YamlNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Reads a sequence from YAML: plain values alone, no aliases, no types, and bounds on everything.
 * docs/reference/sequence.md lists the keys.
 */
public final class SequenceReader {
  /** Of the text. */
  public static final int LARGEST_BYTES = 1 << 18;

  /** Three loops within each other, with a list of numbers in the innermost step. */
  static final YamlBounds BOUNDS = new YamlBounds(LARGEST_BYTES, 16);

  /** Steps that may be written. */
  static final int MOST_WRITTEN = 1_000;

  /** Operations and waits when all turns are written out. */
  static final long MOST_TURNED_OUT = 1_000_000;

  private static final double YEAR_SECONDS = 365 * 86_400.0;
  private static final String[] WORDS = {
    "read", "write", "infer", "calibrate", "check", "wait", "loop", "until"
  };

  private final String name;
  private final GatheredFiles files;
  private final BenchFile bench;
  private int written;

  private SequenceReader(String name, GatheredFiles files, BenchFile bench) {
    this.name = name;
    this.files = files;
    this.bench = bench;
  }

  /** As {@link #read(String, String, SequenceFiles, BenchFile)}, called "sequence" in messages. */
  public static Sequence read(String yaml, SequenceFiles files, BenchFile bench) {
    return read("sequence", yaml, files, bench);
  }

  /**
   * Reads a sequence and every file that it names.
   *
   * @param name of its file, for messages
   * @param bench whose neurons and memristors signed weights are laid on
   * @throws BadInput if it cannot be understood or is too large
   */
  public static Sequence read(String name, String yaml, SequenceFiles files, BenchFile bench) {
    return new SequenceReader(name, new GatheredFiles(files), bench).sequence(yaml);
  }

  private Sequence sequence(String yaml) {
    Section top =
        Section.of(
            name, yaml.getBytes(StandardCharsets.UTF_8), BOUNDS, "name", "on-failure", "steps");
    String title = top.requiredText("name");
    if (!title.matches("[^\\p{Cntrl}]{1,80}")) {
      throw top.wrong("name", "write one line of at most 80 characters");
    }
    boolean goesOn = top.choice("on-failure", Map.of("stop", false, "continue", true), false);
    List<Step> steps = steps(top);
    long turnedOut = Step.turnedOut(steps);
    if (turnedOut > MOST_TURNED_OUT) {
      throw new BadInput(
          "%s: steps=%s with all turns; at most %d may be asked, lower times or most"
              .formatted(
                  name,
                  turnedOut == Long.MAX_VALUE ? "too many to count" : turnedOut,
                  MOST_TURNED_OUT));
    }
    return new Sequence(title, yaml, goesOn, steps, files.gathered());
  }

  private List<Step> steps(Section section) {
    section.requiredNode("steps");
    List<Step> steps = new ArrayList<>();
    for (YamlNode node : section.items("steps")) {
      written++;
      if (written > MOST_WRITTEN) {
        throw section.wrong(
            node,
            section.path("steps"),
            "at most %d steps may be written, use loops".formatted(MOST_WRITTEN));
      }
      steps.add(step(section, node, "%s[%d]".formatted(section.path("steps"), steps.size() + 1)));
    }
    return steps;
  }

  private Step step(Section section, YamlNode node, String path) {
    if (node instanceof YamlNode.Scalar word && List.of(WORDS).contains(word.text())) {
      return step(section, word.text(), new YamlNode.Scalar(word.line(), "", true), path);
    }
    String advice = "write one of %s behind the dash".formatted(String.join(", ", WORDS));
    if (!(node instanceof YamlNode.Mapping)) {
      throw section.wrong(node, path, advice);
    }
    Section one = section.of(node, path, WORDS);
    if (one.keys().size() != 1) {
      throw section.wrong(node, path, advice + ", and one alone");
    }
    String word = one.keys().get(0);
    return step(section, word, one.written(word), path);
  }

  private Step step(Section section, String word, YamlNode node, String path) {
    String below = path + "." + word;
    return switch (word) {
      case "read" ->
          new Step.Operate(word, OperationKeys.read(section.of(node, below, OperationKeys.READ)));
      case "write" ->
          new Step.Operate(
              word,
              new WriteKeys(section.of(node, below, WriteKeys.KEYS), files, bench).operation());
      case "infer" ->
          new Step.Operate(
              word, OperationKeys.infer(section.of(node, below, OperationKeys.INFER), files));
      case "calibrate" ->
          new Step.Operate(
              word, OperationKeys.calibrate(section.of(node, below, OperationKeys.CALIBRATE)));
      case "check" ->
          new Step.Operate(word, OperationKeys.check(section.of(node, below, OperationKeys.CHECK)));
      case "wait" -> pause(section.of(node, below, "seconds", "minutes", "hours"));
      case "loop" -> loop(section.of(node, below, "times", "every-seconds", "steps"));
      default ->
          until(
              section.of(
                  node, below, "value", "below", "above", "is", "most", "every-seconds", "steps"));
    };
  }

  private static Step pause(Section section) {
    StepKeys keys = new StepKeys(section);
    String unit = keys.oneOf("seconds", "minutes", "hours");
    double seconds =
        switch (unit) {
          case "seconds" -> 1;
          case "minutes" -> 60;
          default -> 3600;
        };
    return new Step.Wait(time(keys, unit, seconds));
  }

  /** At least a nanosecond, at most a year; zero if the key is not there. */
  private static Duration time(StepKeys keys, String key, double unitSeconds) {
    OptionalDouble time =
        keys.number(
            key,
            value -> value * unitSeconds >= 1e-9 && value * unitSeconds <= YEAR_SECONDS,
            "write a positive time of at most a year");
    return Duration.ofNanos(Math.round(time.orElse(0) * unitSeconds * 1e9));
  }

  private Step loop(Section section) {
    return new Step.Loop(
        turns(section, "times"), time(new StepKeys(section), "every-seconds", 1), steps(section));
  }

  private Step until(Section section) {
    StepKeys keys = new StepKeys(section);
    String value = section.requiredText("value");
    Condition.Comparison comparison =
        switch (keys.oneOf("below", "above", "is")) {
          case "below" -> Condition.Comparison.BELOW;
          case "above" -> Condition.Comparison.ABOVE;
          default -> Condition.Comparison.IS;
        };
    String key = comparison.toString();
    if (comparison != Condition.Comparison.IS) {
      keys.number(key, x -> true, "write a finite number");
    }
    return new Step.Until(
        new Condition(value, comparison, section.requiredText(key)),
        turns(section, "most"),
        time(keys, "every-seconds", 1),
        steps(section));
  }

  private static long turns(Section section, String key) {
    section.requiredNode(key);
    return section.whole(key, 1, 1, MOST_TURNED_OUT);
  }
}
