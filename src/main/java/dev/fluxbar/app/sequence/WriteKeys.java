package dev.fluxbar.app.sequence;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.Section;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.app.operation.AcademicExample;
import dev.fluxbar.app.operation.Deployment;
import dev.fluxbar.app.operation.Operation;
import dev.fluxbar.app.operation.Write;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.WeightPairs;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** A write from the keys of a step: those of the command line's options. */
final class WriteKeys {
  static final String[] KEYS = {
    "target",
    "target-siemens",
    "weights",
    "mapping",
    "scale",
    "cell",
    "siemens",
    "epsilon-siemens",
    "method",
    "drive-volts",
    "averages",
    "alpha",
    "first-pulse-volts",
    "pulses-a-cell",
    "pulses",
    "remap",
    "reconnect-seconds"
  };

  private static final int LONGEST_RECONNECT_SECONDS = 86_400;

  private final Section section;
  private final StepKeys keys;
  private final SequenceFiles files;
  private final BenchFile bench;

  WriteKeys(Section section, SequenceFiles files, BenchFile bench) {
    this.section = section;
    this.keys = new StepKeys(section);
    this.files = files;
    this.bench = bench;
  }

  Function<Audience, Operation> operation() {
    Optional<WriteMethod> method =
        keys.has("method")
            ? Optional.of(
                section.choice("method", words(WriteMethod.values()), WriteMethod.PROPORTIONAL))
            : Optional.empty();
    Write.Wanted wanted =
        new Write.Wanted(
            target(),
            keys.positive("epsilon-siemens"),
            keys.positive("alpha"),
            keys.number("first-pulse-volts", volts -> volts != 0, "write a number that is not 0"),
            keys.whole("pulses-a-cell"),
            keys.whole("pulses"),
            method,
            keys.positive("drive-volts"),
            keys.averages(1),
            section.truth("remap", false));
    Duration patience =
        Duration.ofMillis(
            Math.round(
                1000
                    * section.number(
                        "reconnect-seconds",
                        0,
                        seconds -> seconds >= 0 && seconds <= LONGEST_RECONNECT_SECONDS,
                        "write a number from 0 to " + LONGEST_RECONNECT_SECONDS)));
    return audience -> new Write(wanted, patience, audience);
  }

  private Write.Target target() {
    String given = keys.oneOf("target", "target-siemens", "weights", "cell");
    keys.only("siemens", given.equals("cell"), "with cell");
    keys.only("mapping", given.equals("weights"), "with weights");
    keys.only("scale", given.equals("weights"), "with weights");
    return switch (given) {
      case "cell" -> cell();
      case "weights" -> new Write.Target.Pairs(pairs());
      case "target-siemens" ->
          new Write.Target.Network(new Memductances(keys.matrices("target-siemens")));
      default -> new Write.Target.Network(network(section.requiredText("target")));
    };
  }

  private Write.Target cell() {
    section.requiredNode("siemens");
    return new Write.Target.One(
        keys.cell("cell").orElseThrow(), keys.positive("siemens").orElseThrow());
  }

  private Memductances network(String name) {
    return name.equals("academic")
        ? AcademicExample.TARGET
        : new Memductances(NetworkFiles.decode(name, files.read(name)).layers());
  }

  private Deployment pairs() {
    String name = section.requiredText("weights");
    return Deployment.of(
        name,
        NetworkFiles.decode(name, files.read(name)),
        bench,
        section.choice("mapping", words(WeightPairs.Mapping.values()), WeightPairs.Mapping.CENTRED),
        section.choice("scale", words(Deployment.Scale.values()), Deployment.Scale.NONE));
  }

  private static <E extends Enum<E>> Map<String, E> words(E[] values) {
    Map<String, E> words = new TreeMap<>();
    for (E value : values) {
      words.put(value.name().toLowerCase(Locale.ROOT), value);
    }
    return words;
  }
}
