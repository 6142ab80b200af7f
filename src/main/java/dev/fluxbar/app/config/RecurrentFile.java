package dev.fluxbar.app.config;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.NamedActivation;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.dynamics.recurrent.Connections;
import dev.fluxbar.dynamics.recurrent.Hebbian;
import dev.fluxbar.dynamics.recurrent.Learning;
import dev.fluxbar.dynamics.recurrent.Mode;
import dev.fluxbar.dynamics.recurrent.Neuron;
import dev.fluxbar.dynamics.recurrent.Neurons;
import dev.fluxbar.dynamics.recurrent.Pattern;
import dev.fluxbar.dynamics.recurrent.RecurrentNetwork;
import dev.fluxbar.memristor.FluxControlled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/** A file of a recurrent network; docs/reference/recurrent-file.md lists its keys. */
public final class RecurrentFile {

  /** The built-in examples. */
  public static final List<String> EXAMPLES = List.of("groups", "memory", "pairs");

  /** How many of the slowest times of a network it gets to come to rest, unless it is said. */
  private static final double LONG = 1000;

  /** Of the range of a pair: what the largest weight of patterns takes, unless it is said. */
  private static final double USUAL_SHARE = 0.8;

  private static final Map<String, Mode> MODES =
      Map.of("activation", Mode.ACTIVATION, "weights", Mode.WEIGHTS, "both", Mode.BOTH);

  private final Section file;

  private RecurrentFile(Section file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @throws BadInput if it is wrong; the message names line and key, neuron or connection
   */
  public static RecurrentSetup read(Path path) {
    return parse(path.toString(), WholeFile.read(path, YamlReader.LARGEST_BYTES));
  }

  /**
   * A built-in example.
   *
   * @throws BadInput if there is none of that name
   */
  public static RecurrentSetup example(String name) {
    if (!EXAMPLES.contains(name)) {
      throw new BadInput(
          "recurrent network: example=%s; there is no such example, %s"
              .formatted(
                  name,
                  NearestWord.to(name, EXAMPLES)
                      .map(best -> "did you mean " + best + "?")
                      .orElse("known are " + String.join(", ", EXAMPLES))));
    }
    String resource = "recurrent/" + name + ".yaml";
    try (@Nullable InputStream in = RecurrentFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            "recurrent network: file=%s; the program was packed without it".formatted(resource));
      }
      return parse(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@link #read}, from the text of a file; {@code name} is for messages. */
  static RecurrentSetup parse(String name, byte[] yaml) {
    Section file =
        Section.of(
            name,
            yaml,
            "activation",
            "capacitor-farads",
            "resistor-ohms",
            "current-amperes",
            "device",
            "cells",
            "weights",
            "patterns",
            "largest-weight-siemens",
            "gain-per-volt",
            "lambda-per-second",
            "mode",
            "starts",
            "held-activations-volts",
            "end-seconds");
    return CommonKeys.checked(file, () -> new RecurrentFile(file).setup());
  }

  private RecurrentSetup setup() {
    FluxControlled device = CommonKeys.device(file).curve();
    Optional<PatternPictures> pictures = pictures();
    Matrix weights = pictures.isPresent() ? hebbian(pictures.get(), device) : weights();
    Connections connections =
        file.choice("cells", Map.of("single", true, "pairs", false), true)
            ? Connections.single(device, weights)
            : Connections.pairs(device, weights);
    RecurrentNetwork network =
        new RecurrentNetwork(neurons(weights.rows()), connections, learning());
    Section starts = file.section("starts", "activation-volts", "flux-volt-seconds");
    String advice = "write a number that is 0 or more";
    return new RecurrentSetup(
        file.file(),
        network,
        file.choice("mode", MODES, Mode.BOTH),
        starts.number(
            "activation-volts", 2 * network.neurons().curve().scaleVolts(), x -> x >= 0, advice),
        starts.number("flux-volt-seconds", 0, x -> x >= 0, advice),
        held(network.size()),
        file.positive("end-seconds", LONG * slowest(network)),
        pictures);
  }

  private static double slowest(RecurrentNetwork network) {
    Learning learning = network.learning();
    return Math.max(
        network.neurons().slowestSeconds(),
        learning.forgets() ? 1 / learning.lambdaPerSecond() : 0);
  }

  private Learning learning() {
    return new Learning(
        file.positive("gain-per-volt", 1),
        file.number("lambda-per-second", 1, x -> x >= 0, "write a number that is 0 or more"));
  }

  private Neurons neurons(int n) {
    return new Neurons(
        curve(),
        each("capacitor-farads", 1, n, x -> x > 0, "write a positive number"),
        each("resistor-ohms", 1, n, x -> x > 0, "write a positive number"),
        each("current-amperes", 0, n, x -> true, "write a number"));
  }

  /** A name, or the two numbers of a scaled tanh, volts to volts. */
  private Neuron curve() {
    if (file.node("activation").orElse(null) instanceof YamlNode.Mapping) {
      Section scaled = file.section("activation", "amplitude-volts", "scale-volts");
      return new Neuron(scaled.positive("amplitude-volts", 1), scaled.positive("scale-volts", 1));
    }
    Activation named =
        NamedActivation.named(file.text("activation").orElse("tanh"))
            .orElseThrow(
                () ->
                    file.wrong(
                        "activation",
                        "write one of: "
                            + NamedActivation.known()
                            + ", or the keys amplitude-volts and scale-volts below it"));
    return new Neuron(named.amplitudeVolts(), named.scaleAmperes());
  }

  /** One number for all neurons, or a list with one a neuron. */
  private double[] each(
      String key, double fallback, int n, DoublePredicate allowed, String advice) {
    if (!(file.node(key).orElse(null) instanceof YamlNode.Items)) {
      double[] all = new double[n];
      Arrays.fill(all, file.number(key, fallback, allowed, advice));
      return all;
    }
    List<YamlNode> items = file.items(key);
    if (items.size() != n) {
      throw new BadInput(
          "%s: key=%s, numbers=%d, neurons=%d; write one a neuron, or one number for all"
              .formatted(file.file(), key, items.size(), n));
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      String neuron = "%s[%d]".formatted(file.path(key), i + 1);
      values[i] = file.number(items.get(i), neuron, allowed, advice);
    }
    return values;
  }

  private List<Double> held(int n) {
    return file.has("held-activations-volts")
        ? Arrays.stream(each("held-activations-volts", 0, n, x -> true, "write a number"))
            .boxed()
            .toList()
        : List.of();
  }

  private Matrix weights() {
    file.requiredNode("weights");
    if (file.has("largest-weight-siemens")) {
      throw file.wrong("largest-weight-siemens", "this is for patterns, leave it out");
    }
    List<YamlNode> rows = file.items("weights");
    double[][] weights = new double[rows.size()][];
    for (int i = 0; i < weights.length; i++) {
      String path = "weights[%d]".formatted(i + 1);
      List<YamlNode> row = file.items(rows.get(i), path);
      if (row.size() != weights.length) {
        throw new BadInput(
            "%s: line=%d, key=%s, numbers=%d, rows=%d; neuron %d needs one weight from every neuron"
                .formatted(
                    file.file(), rows.get(i).line(), path, row.size(), weights.length, i + 1));
      }
      weights[i] = new double[row.size()];
      for (int j = 0; j < row.size(); j++) {
        weights[i][j] =
            file.number(row.get(j), path + "[%d]".formatted(j + 1), x -> true, "write a number");
      }
    }
    return Matrix.of(weights);
  }

  private Matrix hebbian(PatternPictures pictures, FluxControlled device) {
    if (file.has("weights")) {
      throw file.wrong("weights", "the patterns make the weights, leave out one of the two");
    }
    double range = device.maxSiemens() - device.minSiemens();
    return Hebbian.weights(
        pictures.patterns(), file.positive("largest-weight-siemens", USUAL_SHARE * range));
  }

  private Optional<PatternPictures> pictures() {
    if (!file.has("patterns")) {
      return Optional.empty();
    }
    List<Pattern> patterns = new ArrayList<>();
    int columns = 0;
    int rows = 0;
    for (Section keys : file.sections("patterns", "name", "rows")) {
      keys.requiredNode("rows");
      List<String> lines = new ArrayList<>();
      for (YamlNode line : keys.items("rows")) {
        lines.add(keys.scalar(line, keys.path("rows"), "write rows of # and .").text());
      }
      if (patterns.isEmpty()) {
        columns = lines.get(0).length();
        rows = lines.size();
      }
      int width = columns;
      if (lines.size() != rows || lines.stream().anyMatch(line -> !isRow(line, width))) {
        throw keys.wrong(
            "rows", "write %d rows of %d pixels each, # and .".formatted(rows, columns));
      }
      int[] signs = String.join("", lines).chars().map(pixel -> pixel == '#' ? 1 : -1).toArray();
      patterns.add(new Pattern(keys.requiredText("name"), signs));
    }
    return Optional.of(new PatternPictures(patterns, columns));
  }

  private static boolean isRow(String line, int columns) {
    return columns > 0 && line.length() == columns && line.matches("[#.]*");
  }
}
