package dev.fluxbar.app.config;

import dev.fluxbar.analog.References;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.array.Activation;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.physics.lines.LineCapacitances;
import dev.fluxbar.physics.lines.LineResistances;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Everything that a person says about a bench: where it is, what hangs on it, with which signals it
 * is worked and what it may never exceed. Every key but {@code bench} has the value of the academic
 * example (Heidema Section VII-A) by default; docs/reference/bench-file.md lists them.
 *
 * @param bench where it is
 * @param activation the neurons of the network; a board with analog neurons must say the same
 * @param device the memristors, for bounds
 * @param signal signal times and amplitudes
 * @param limits what no program may exceed
 * @param bars which bars of each array carry the network; empty: all but references
 * @param lines what the lines of the arrays resist
 * @param capacitances what they hold
 * @param references the board's reference cells, where it has some
 * @param calibration the profile to be applied, where one is named
 * @param openmena what an openmena board does not say of itself
 */
public record BenchFile(
    BenchUri bench,
    Activation activation,
    DeviceModel device,
    SignalTimes signal,
    Limits limits,
    List<Bars> bars,
    LineResistances lines,
    LineCapacitances capacitances,
    Optional<References> references,
    Optional<Path> calibration,
    Optional<OpenMenaKeys> openmena) {

  /** The bench when none is named. */
  public static final BenchUri ACADEMIC = new BenchUri.Emulator("academic");

  /** The emulated bench for the network of Heidema Section VII-B. */
  public static final BenchUri MNIST = new BenchUri.Emulator("mnist");

  public BenchFile {
    bars = List.copyOf(bars);
    notAbove("signal.read-volts", signal.readVolts(), "drive-volts", limits.driveVolts());
    notAbove(
        "signal.first-pulse-volts",
        Math.abs(signal.firstPulseVolts()),
        "drive-volts",
        limits.driveVolts());
    notAbove("4 signal.tau-seconds", 4 * signal.tauSeconds(), "on-seconds", limits.onSeconds());
    notAbove("signal.pulse-seconds", signal.pulseSeconds(), "on-seconds", limits.onSeconds());
  }

  /** Without reference cells and without a profile. */
  public BenchFile(
      BenchUri bench,
      Activation activation,
      DeviceModel device,
      SignalTimes signal,
      Limits limits,
      List<Bars> bars,
      LineResistances lines) {
    this(
        bench,
        activation,
        device,
        signal,
        limits,
        bars,
        lines,
        LineCapacitances.NONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** With lines that resist nothing, without reference cells and without a profile. */
  public BenchFile(
      BenchUri bench,
      Activation activation,
      DeviceModel device,
      SignalTimes signal,
      Limits limits) {
    this(bench, activation, device, signal, limits, List.of(), LineResistances.NONE);
  }

  private static void notAbove(String name, double value, String limit, double largest) {
    if (!(value <= largest)) {
      throw new IllegalArgumentException(
          "%s=%s, limits.%s=%s; lower the first or raise the limit"
              .formatted(name, value, limit, largest));
    }
  }

  /**
   * The bench of a URI, with the defaults for all else. An emulated board's neurons and memristors
   * are known from its own description; the file of a {@code gpio:} URI is a bench file.
   */
  public static BenchFile of(BenchUri bench) {
    if (bench instanceof BenchUri.Gpio chips) {
      return read(Path.of(chips.file())).at(bench);
    }
    if (!(bench instanceof BenchUri.Emulator emulator)) {
      return academic().at(bench);
    }
    if (NamedBoards.has(emulator.nameOrFile())) {
      BenchFile named = NamedBoards.bench(emulator.nameOrFile()).at(bench);
      EmulatorFile board = EmulatorFile.of(emulator);
      if (board.gpio().isPresent()) {
        return named; // its wiring knows no pairs: its bench file says which bars are the network's
      }
      return named.withBars(board.bars()).withReferences(references(board));
    }
    return academic().at(bench).on(EmulatorFile.of(emulator));
  }

  private static BenchFile academic() {
    return parse("bench", ("bench: " + ACADEMIC).getBytes(StandardCharsets.UTF_8));
  }

  /** This bench with the neurons, memristors and bars of an emulated board. */
  private BenchFile on(EmulatorFile board) {
    return with(
        draft -> {
          draft.activation = board.activation();
          draft.device = board.device().seen();
          draft.bars = board.bars();
          draft.references = references(board);
        });
  }

  private BenchFile at(BenchUri elsewhere) {
    return with(draft -> draft.bench = elsewhere);
  }

  /**
   * What some siemens of the paper's devices, which have pi S between their bounds, are of those of
   * this bench; three digits.
   */
  public double shareOfRangeSiemens(double paperSiemens) {
    double range = device.maxSiemens() - device.minSiemens();
    return new BigDecimal(range * paperSiemens / Math.PI).round(new MathContext(3)).doubleValue();
  }

  /** This bench with other neurons. */
  public BenchFile withActivation(Activation neurons) {
    return with(draft -> draft.activation = neurons);
  }

  /** This bench with another limit of row currents; infinite: any. */
  BenchFile withRowAmperes(double rowAmperes) {
    Limits.Currents currents = new Limits.Currents(rowAmperes, limits.currents().cellSiemens());
    Limits others =
        new Limits(
            limits.driveVolts(),
            limits.onSeconds(),
            limits.fluxVoltSeconds(),
            limits.programSeconds(),
            limits.watchdog(),
            currents);
    return with(draft -> draft.limits = others);
  }

  /** This bench with its network on other bars, one entry an array. */
  public BenchFile withBars(List<Bars> others) {
    return with(draft -> draft.bars = others);
  }

  /** A reference's maker measures it with its closed switch. */
  private static Optional<References> references(EmulatorFile board) {
    return Optional.ofNullable(board.imperfections().references())
        .map(
            bars ->
                new References(
                    bars.ohms() + board.imperfections().devices().switchOhms(),
                    bars.resistorUncertainty(),
                    bars.driverUncertainty()));
  }

  private BenchFile withReferences(Optional<References> others) {
    return with(draft -> draft.references = others);
  }

  /** This bench with another profile, or none. */
  public BenchFile withCalibration(Optional<Path> profile) {
    return with(draft -> draft.calibration = profile);
  }

  private BenchFile with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new BenchFile(
        draft.bench,
        draft.activation,
        draft.device,
        signal,
        draft.limits,
        draft.bars,
        lines,
        capacitances,
        draft.references,
        draft.calibration,
        openmena);
  }

  /** What a copy may have otherwise. */
  private static final class Draft {
    private BenchUri bench;
    private Activation activation;
    private DeviceModel device;
    private Limits limits;
    private List<Bars> bars;
    private Optional<References> references;
    private Optional<Path> calibration;

    Draft(BenchFile of) {
      bench = of.bench;
      activation = of.activation;
      device = of.device;
      limits = of.limits;
      bars = of.bars;
      references = of.references;
      calibration = of.calibration;
    }
  }

  /**
   * The bench that a person names: a URI, or a bench file. A text that starts with a known scheme
   * is a URI; else an existing file, or a name that ends in {@code .yaml} or {@code .yml}, is a
   * file.
   *
   * @throws BadInput if it is neither, or the file is wrong
   */
  public static BenchFile named(String uriOrFile) {
    if (BenchUriParser.hasScheme(uriOrFile)) {
      return of(BenchUri.parse(uriOrFile));
    }
    try {
      Path file = Path.of(uriOrFile);
      if (Files.isRegularFile(file) || uriOrFile.endsWith(".yaml") || uriOrFile.endsWith(".yml")) {
        return read(file);
      }
    } catch (InvalidPathException e) {
      throw new BadInput(
          "bench: name=%s; this is no file name, known are %s".formatted(uriOrFile, BenchUri.KNOWN),
          e);
    }
    return of(BenchUri.parse(uriOrFile));
  }

  /**
   * Reads a bench file; the files that it names are taken relative to it.
   *
   * @throws BadInput if it is wrong; the message names line and key
   */
  public static BenchFile read(Path file) {
    BenchFile read = parse(file.toString(), WholeFile.read(file, YamlReader.LARGEST_BYTES));
    Path folder = file.toAbsolutePath().getParent();
    return folder == null
        ? read
        : read.at(read.bench.seenFrom(folder))
            .withCalibration(read.calibration.map(folder::resolve));
  }

  /** As {@link #read}, from the text of a file; {@code name} is for messages. */
  public static BenchFile parse(String name, byte[] yaml) {
    return BenchFileReader.read(name, yaml);
  }
}
