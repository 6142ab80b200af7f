package dev.fluxbar.app.config;

import dev.fluxbar.app.files.DecimalNumber;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.emulator.Imperfections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the keys of an emulator file into an {@link EmulatorFile}. */
final class EmulatorFileReader {
  private static final String SIEMENS = "initial-siemens";
  private static final String FLUX = "initial-flux-volt-seconds";
  private static final int[] ACADEMIC_SIZES = {2, 3, 2};

  /** What chips and their wiring decide. */
  private static final List<String> BOARDS_OWN =
      List.of(
          "topology",
          "switch-kind",
          "sizes",
          "arrays",
          "dac-bits",
          "dac-full-scale-volts",
          "adc-bits",
          "range-amperes",
          "conversion-ticks",
          "ticks-per-second",
          "pace");

  private final Section file;
  private final Path folder;

  private EmulatorFileReader(Section file, Path folder) {
    this.file = file;
    this.folder = folder;
  }

  /**
   * @param folder what the names of other files are relative to
   */
  static EmulatorFile read(String name, Path folder, byte[] yaml) {
    Section file =
        Section.of(
            name,
            yaml,
            "topology",
            "switch-kind",
            "sizes",
            "arrays",
            "activation",
            "device",
            SIEMENS,
            FLUX,
            "dac-bits",
            "dac-full-scale-volts",
            "adc-bits",
            "range-amperes",
            "noise-amperes",
            "conversion-ticks",
            "analog",
            "devices",
            "lines",
            "selector",
            "unselected-lines",
            "cell-faults",
            "wiring-faults",
            "references",
            "ticks-per-second",
            "pace",
            "seed",
            GpioKeys.SECTION);
    return CommonKeys.checked(file, new EmulatorFileReader(file, folder)::emulator);
  }

  private EmulatorFile emulator() {
    return file.has(GpioKeys.SECTION) ? onChips() : board();
  }

  /** A header's chips are its converters, and its wiring says what hangs on them. */
  private EmulatorFile onChips() {
    for (String key : BOARDS_OWN) {
      if (file.has(key)) {
        throw file.wrong(key, "the wiring below gpio says this, leave it out");
      }
    }
    GpioWiring wiring =
        file.node(GpioKeys.SECTION).orElseThrow() instanceof YamlNode.Scalar name
            ? GpioKeys.of(folder.resolve(name.text()))
            : GpioKeys.read(file);
    Imperfections imperfections = ImperfectionKeys.read(file);
    if (imperfections.analog().jitterSeconds() > 0) {
      throw file.wrong(
          "analog", "the times of a header are its machine's, leave jitter-seconds out");
    }
    NetworkShape shape = withoutReferences(wiring.shape(), imperfections.references() != null);
    return new EmulatorFile(
        Topology.INDEPENDENT,
        wiring.switchKind(),
        shape,
        CommonKeys.activation(file),
        CommonKeys.checked(file, () -> TrueDevice.read(file)),
        initial(shape),
        converters(),
        imperfections,
        EmulatorFile.Pace.VIRTUAL,
        seed(),
        Optional.of(wiring));
  }

  private NetworkShape withoutReferences(NetworkShape wired, boolean references) {
    if (!references) {
      return wired;
    }
    if (wired.arrays().stream().anyMatch(array -> array.rows() < 2 || array.columns() < 2)) {
      throw file.wrong(
          "references", "the last row and column of each array are references, wire more");
    }
    return new NetworkShape(
        wired.arrays().stream()
            .map(array -> ArrayShape.single(array.rows() - 1, array.columns() - 1))
            .toList());
  }

  private long seed() {
    return file.whole("seed", 1, -999_999_999_999_999_999L, 999_999_999_999_999_999L);
  }

  private EmulatorFile board() {
    NetworkShape shape = shape();
    return new EmulatorFile(
        file.choice(
            "topology",
            Map.of("cascade", Topology.CASCADE, "independent", Topology.INDEPENDENT),
            Topology.CASCADE),
        file.choice(
            "switch-kind",
            Map.of("crosspoint", SwitchKind.CROSSPOINT, "line", SwitchKind.LINE),
            SwitchKind.CROSSPOINT),
        shape,
        CommonKeys.activation(file),
        CommonKeys.checked(file, () -> TrueDevice.read(file)),
        initial(shape),
        converters(),
        ImperfectionKeys.read(file),
        file.choice(
            "pace",
            Map.of("virtual", EmulatorFile.Pace.VIRTUAL, "real-time", EmulatorFile.Pace.REAL_TIME),
            EmulatorFile.Pace.VIRTUAL),
        seed());
  }

  private Converters converters() {
    List<Double> ranges = new ArrayList<>();
    for (YamlNode item : file.items("range-amperes")) {
      ranges.add(file.number(item, "range-amperes", x -> x > 0, "write positive numbers"));
    }
    return new Converters(
        file.integer("dac-bits", 16, 2, 16),
        file.positive("dac-full-scale-volts", 4.096),
        file.integer("adc-bits", 18, 2, 20),
        ranges.isEmpty() ? List.of(0.256, 1.024, 4.096, 16.384) : ranges,
        file.whole("ticks-per-second", 1_000_000, 1, 1_000_000_000),
        noise(),
        file.whole("conversion-ticks", 0, 0, 0xffffffffL));
  }

  /** One number, or a list of one an array. */
  private List<Double> noise() {
    Optional<YamlNode> node = file.node("noise-amperes");
    if (node.isEmpty()) {
      return List.of(0.0);
    }
    List<YamlNode> items =
        node.get() instanceof YamlNode.Scalar
            ? List.of(node.get())
            : file.items(node.get(), "noise-amperes");
    return items.stream()
        .map(item -> file.number(item, "noise-amperes", x -> x >= 0, "write numbers from 0"))
        .toList();
  }

  private NetworkShape shape() {
    if (file.has("sizes") && file.has("arrays")) {
      throw file.wrong("arrays", "sizes says the same, keep one of the two");
    }
    if (!file.has("arrays")) {
      List<YamlNode> items = file.items("sizes");
      return items.isEmpty()
          ? NetworkShape.sizes(ACADEMIC_SIZES)
          : NetworkShape.sizes(items.stream().mapToInt(this::size).toArray());
    }
    List<ArrayShape> arrays = new ArrayList<>();
    for (Section array : file.sections("arrays", "rows", "columns", "differential")) {
      array.requiredText("rows");
      array.requiredText("columns");
      arrays.add(
          new ArrayShape(
              array.integer("rows", 1, 1, ArrayShape.LARGEST),
              array.integer("columns", 1, 1, ArrayShape.LARGEST),
              array.truth("differential", false)));
    }
    return new NetworkShape(arrays);
  }

  private int size(YamlNode item) {
    return (int)
        file.number(
            item,
            "sizes",
            x -> x >= 1 && x <= ArrayShape.LARGEST && x == Math.rint(x),
            "write whole numbers from 1 to " + ArrayShape.LARGEST + ", inputs first");
  }

  private InitialState initial(NetworkShape shape) {
    if (file.has(SIEMENS) && file.has(FLUX)) {
      throw file.wrong(FLUX, SIEMENS + " says the same, keep one of the two");
    }
    InitialState.Quantity quantity =
        file.has(SIEMENS) ? InitialState.Quantity.SIEMENS : InitialState.Quantity.FLUX_VOLT_SECONDS;
    String key = file.has(SIEMENS) ? SIEMENS : FLUX;
    Optional<YamlNode> node = file.node(key);
    if (node.isEmpty()) {
      return new InitialState(quantity, uniform(shape, 0));
    }
    if (node.get() instanceof YamlNode.Scalar scalar) {
      return new InitialState(
          quantity,
          DecimalNumber.isOne(scalar.text())
              ? uniform(shape, Double.parseDouble(scalar.text()))
              : NetworkFiles.read(folder.resolve(scalar.text())).layers());
    }
    return new InitialState(
        quantity, file.items(node.get(), key).stream().map(item -> matrix(item, key)).toList());
  }

  private static List<Matrix> uniform(NetworkShape shape, double value) {
    return shape.arrays().stream()
        .map(array -> Matrix.fill(array.rows(), array.columns(), (k, j) -> value))
        .toList();
  }

  private Matrix matrix(YamlNode node, String key) {
    List<double[]> rows = new ArrayList<>();
    for (YamlNode row : file.items(node, key)) {
      rows.add(
          file.items(row, key).stream()
              .mapToDouble(item -> file.number(item, key, x -> true, "write finite numbers"))
              .toArray());
    }
    return Matrix.of(rows.toArray(double[][]::new));
  }
}
