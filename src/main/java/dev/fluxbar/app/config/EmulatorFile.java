package dev.fluxbar.app.config;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.emulator.Imperfections;
import dev.fluxbar.memristor.OnePort;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The description of an emulated board. An empty file is the board of the academic example (Heidema
 * Section VII-A); docs/reference/bench-file.md lists the keys.
 *
 * @param topology how the arrays hang together
 * @param switchKind what the switch matrix can set
 * @param shape the arrays
 * @param activation the board's analog neurons
 * @param device what its memristors truly are
 * @param initial the state in which they wake up
 * @param converters drivers, inputs and clock
 * @param imperfections how it differs from an ideal board
 * @param pace whether emulated time waits for the clock on the wall
 * @param seed of everything random in it
 * @param gpio the chips of a header that drive it, where it is no board of its own
 */
public record EmulatorFile(
    Topology topology,
    SwitchKind switchKind,
    NetworkShape shape,
    Activation activation,
    TrueDevice device,
    InitialState initial,
    Converters converters,
    Imperfections imperfections,
    Pace pace,
    long seed,
    Optional<GpioWiring> gpio) {

  /** A board of its own. */
  public EmulatorFile(
      Topology topology,
      SwitchKind switchKind,
      NetworkShape shape,
      Activation activation,
      TrueDevice device,
      InitialState initial,
      Converters converters,
      Imperfections imperfections,
      Pace pace,
      long seed) {
    this(
        topology,
        switchKind,
        shape,
        activation,
        device,
        initial,
        converters,
        imperfections,
        pace,
        seed,
        Optional.empty());
  }

  /** Heidema Section VII-B: 784 pixels, 10 hidden neurons, 10 digits, all weights signed. */
  public static final NetworkShape MNIST =
      NetworkShape.of(ArrayShape.pairs(10, 784), ArrayShape.pairs(10, 10));

  /** From one cell at a small voltage to 4096 columns of 1 S at 1 V, in steps of 4. */
  private static final List<Double> WHOLE_ROW_AMPERES =
      List.of(0.256, 1.024, 4.096, 16.384, 65.536, 262.144, 1048.576, 4194.304);

  /** How emulated time passes. */
  public enum Pace {
    /** As fast as the processor allows. */
    VIRTUAL,
    /** A second takes a second. */
    REAL_TIME
  }

  public EmulatorFile {
    if (topology == Topology.CASCADE) {
      shape.chained();
    }
    int noises = converters.noiseAmperes().size();
    if (noises != 1 && noises != shape.layers()) {
      throw new IllegalArgumentException(
          "emulator: noise-amperes=%s, arrays=%d; write one number for all, or one an array"
              .formatted(converters.noiseAmperes(), shape.layers()));
    }
    List<Matrix> arrays = initial.arrays();
    for (int l = 0; l < Math.max(arrays.size(), shape.layers()); l++) {
      if (arrays.size() != shape.layers()
          || arrays.get(l).rows() != shape.array(l).rows()
          || arrays.get(l).columns() != shape.array(l).columns()) {
        throw new IllegalArgumentException(
            "emulator: initial=%s, arrays=%s; the shapes must be equal"
                .formatted(
                    arrays.stream().map(m -> m.rows() + " x " + m.columns()).toList(), shape));
      }
      if (initial.quantity() == InitialState.Quantity.SIEMENS) {
        inside(arrays.get(l), device.port());
      }
    }
  }

  /** The same board with other arrays, every state at rest. */
  EmulatorFile carrying(NetworkShape arrays) {
    return new EmulatorFile(
        topology,
        switchKind,
        arrays,
        activation,
        device,
        InitialState.atRest(arrays),
        converters,
        imperfections,
        pace,
        seed);
  }

  /** The bars of the board that carry its network, where it has others; else nothing. */
  public List<Bars> bars() {
    return imperfections.references() == null
        ? List.of()
        : shape.arrays().stream().map(Bars::first).toList();
  }

  /** An ideal board. */
  public EmulatorFile(
      Topology topology,
      SwitchKind switchKind,
      NetworkShape shape,
      Activation activation,
      DeviceModel device,
      InitialState initial,
      Converters converters,
      Pace pace,
      long seed) {
    this(
        topology,
        switchKind,
        shape,
        activation,
        TrueDevice.of(device),
        initial,
        converters,
        Imperfections.NONE,
        pace,
        seed);
  }

  private static void inside(Matrix siemens, OnePort device) {
    siemens.map(
        value -> {
          if (!(value > device.minSiemens() && value < device.maxSiemens())) {
            throw new IllegalArgumentException(
                "emulator: initial-siemens=%s; this device has values strictly between %s and %s"
                    .formatted(value, device.minSiemens(), device.maxSiemens()));
          }
          return value;
        });
  }

  /** The board of the academic example, the built-in emulator {@code academic}. */
  public static EmulatorFile academic() {
    return EmulatorFileReader.read("academic", Path.of("."), new byte[0]);
  }

  /**
   * A cascade of differential arrays for a network of pairs, with current ranges for whole rows of
   * hundreds of columns; everything else as the academic board.
   *
   * @param neurons its analog neurons
   */
  public static EmulatorFile pairs(NetworkShape shape, Activation neurons) {
    EmulatorFile plain = academic();
    Converters usual = plain.converters();
    return new EmulatorFile(
        Topology.CASCADE,
        SwitchKind.CROSSPOINT,
        shape,
        neurons,
        plain.device(),
        InitialState.atRest(shape),
        new Converters(
            usual.dacBits(),
            usual.dacFullScaleVolts(),
            usual.adcBits(),
            WHOLE_ROW_AMPERES,
            usual.ticksPerSecond()),
        Imperfections.NONE,
        plain.pace(),
        plain.seed());
  }

  /**
   * The board that an {@code emulator:} URI names.
   *
   * @throws BadInput if the name is not built in, or the file is wrong
   */
  public static EmulatorFile of(BenchUri.Emulator uri) {
    if (uri.isFile()) {
      return read(Path.of(uri.nameOrFile()));
    }
    if (NamedBoards.has(uri.nameOrFile())) {
      return NamedBoards.board(uri.nameOrFile());
    }
    switch (uri.nameOrFile()) {
      case "academic":
        return academic();
      case "mnist":
        return pairs(MNIST, Activation.SCALED_SIGMOID);
      default:
        throw new BadInput(
            "bench: uri=%s; built-in emulators are academic and mnist, ideal, lab, noisy, leaky and broken, gpio and openmena; firmware-host and firmware-qemu"
                    .formatted(uri)
                + " are boards of the C firmware, name a file with its ending .yaml");
    }
  }

  /**
   * Reads an emulator file; a matrix file that it names is taken relative to it.
   *
   * @throws BadInput if it is wrong; the message names line and key
   */
  public static EmulatorFile read(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return EmulatorFileReader.read(
        file.toString(),
        folder == null ? Path.of(".") : folder,
        WholeFile.read(file, YamlReader.LARGEST_BYTES));
  }
}
