package dev.fluxbar.app.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.fluxbar.app.files.NetworkFile;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.app.files.WholeFile;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An emulated bench in the state in which a run left it, as three files of a folder: bench file,
 * emulator file and fluxes. An emulated array lives as long as its process; these let the next one
 * go on with it.
 */
public final class SavedBench {

  /** The bench file, which names the other two. */
  public static final String BENCH = "bench.yaml";

  private static final String EMULATOR = "emulator.yaml";
  private static final String FLUXES = "fluxes.npz";

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();

  private SavedBench() {}

  /**
   * Writes the three files. A board with a profile keeps the name by which the profile knows it.
   *
   * @param fluxesVoltSeconds one matrix an array, {@code [rows][columns]}; reference cells, which
   *     have no flux, may stand behind the last row and column
   * @throws dev.fluxbar.app.BadInput if they cannot be written
   */
  public static void write(
      Path folder, BenchFile bench, EmulatorFile board, List<Matrix> fluxesVoltSeconds) {
    List<Matrix> own = new ArrayList<>();
    for (int l = 0; l < fluxesVoltSeconds.size(); l++) {
      ArrayShape shape = board.shape().array(l);
      own.add(Matrix.fill(shape.rows(), shape.columns(), fluxesVoltSeconds.get(l)::at));
    }
    NetworkFiles.write(folder.resolve(FLUXES), new NetworkFile(Optional.empty(), own));
    String emulator = emulatorName(bench);
    WholeFile.write(folder.resolve(emulator), yaml(emulator(board)));
    String uri = new BenchUri.Emulator(emulator).toString();
    WholeFile.write(folder.resolve(BENCH), yaml(bench(bench, uri)));
  }

  /**
   * Writes the bench file of a board that keeps its own state.
   *
   * @throws dev.fluxbar.app.BadInput if it cannot be written
   */
  public static void write(Path folder, BenchFile bench) {
    WholeFile.write(folder.resolve(BENCH), yaml(bench(bench, bench.bench().toString())));
  }

  /** A bench file's text that says what {@code bench} says, each key of it. */
  public static String text(BenchFile bench) {
    return new String(yaml(bench(bench, bench.bench().toString())), StandardCharsets.UTF_8);
  }

  /** A profile is of a board by its id, and that of an emulated one is its file's name. */
  private static String emulatorName(BenchFile bench) {
    if (bench.calibration().isEmpty() || !(bench.bench() instanceof BenchUri.Emulator uri)) {
      return EMULATOR;
    }
    Path name = Path.of(uri.nameOrFile()).getFileName();
    String plain = String.valueOf(name).replaceFirst("\\.ya?ml$", "");
    return plain.equals("bench") ? EMULATOR : plain + ".yaml";
  }

  private static Map<String, Object> bench(BenchFile bench, String uri) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("bench", uri);
    file.put("activation", activation(bench.activation()));
    file.put("device", bench.device().keys());
    Map<String, Object> signal = new LinkedHashMap<>();
    signal.put("tau-seconds", bench.signal().tauSeconds());
    signal.put("pulse-seconds", bench.signal().pulseSeconds());
    signal.put("read-volts", bench.signal().readVolts());
    signal.put("first-pulse-volts", bench.signal().firstPulseVolts());
    signal.put("balance-volt-seconds", bench.signal().balanceVoltSeconds());
    signal.put("unit-volts", bench.signal().unitVolts());
    file.put("signal", signal);
    Map<String, Object> limits = new LinkedHashMap<>();
    limits.put("drive-volts", bench.limits().driveVolts());
    limits.put("on-seconds", bench.limits().onSeconds());
    limits.put("flux-volt-seconds", bench.limits().fluxVoltSeconds());
    limits.put("program-seconds", bench.limits().programSeconds());
    limits.put("watchdog-milliseconds", bench.limits().watchdog().toMillis());
    if (bench.limits().currents().limited()) {
      limits.put("row-amperes", bench.limits().currents().rowAmperes());
    }
    file.put("limits", limits);
    if (!bench.bars().isEmpty()) {
      file.put("bars", bench.bars().stream().map(Bars::keys).toList());
    }
    if (!bench.lines().resistNothing() || !bench.capacitances().holdNothing()) {
      file.put("lines", lines(bench));
    }
    bench
        .references()
        .ifPresent(
            cells -> {
              Map<String, Object> references = new LinkedHashMap<>();
              references.put("ohms", cells.ohms());
              references.put("resistor-uncertainty", cells.resistorUncertainty());
              references.put("driver-uncertainty", cells.driverUncertainty());
              file.put("references", references);
            });
    bench.openmena().ifPresent(board -> file.put(OpenMenaKeys.SECTION, board.keys()));
    bench
        .calibration()
        .ifPresent(profile -> file.put("calibration", profile.toAbsolutePath().toString()));
    return file;
  }

  private static Map<String, Object> lines(BenchFile bench) {
    Map<String, Object> lines = new LinkedHashMap<>();
    lines.put("column-segment-ohms", bench.lines().columnSegmentOhms());
    lines.put("row-segment-ohms", bench.lines().rowSegmentOhms());
    if (!bench.capacitances().holdNothing()) {
      lines.put("column-segment-farads", bench.capacitances().columnSegmentFarads());
      lines.put("row-segment-farads", bench.capacitances().rowSegmentFarads());
      lines.put("cell-farads", bench.capacitances().cellFarads());
    }
    return lines;
  }

  private static Map<String, Object> emulator(EmulatorFile board) {
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("topology", word(board.topology()));
    file.put("switch-kind", word(board.switchKind()));
    List<Map<String, Object>> arrays = new ArrayList<>();
    for (ArrayShape shape : board.shape().arrays()) {
      Map<String, Object> array = new LinkedHashMap<>();
      array.put("rows", shape.rows());
      array.put("columns", shape.columns());
      array.put("differential", shape.differential());
      arrays.add(array);
    }
    file.put("arrays", arrays);
    file.put("activation", activation(board.activation()));
    file.put("device", board.device().keys());
    file.put("initial-flux-volt-seconds", FLUXES);
    file.put("dac-bits", board.converters().dacBits());
    file.put("dac-full-scale-volts", board.converters().dacFullScaleVolts());
    file.put("adc-bits", board.converters().adcBits());
    file.put("range-amperes", board.converters().rangeAmperes());
    file.put("noise-amperes", board.converters().noiseAmperes());
    file.put("conversion-ticks", board.converters().conversionTicks());
    ImperfectionKeys.write(board.imperfections(), file);
    file.put("ticks-per-second", board.converters().ticksPerSecond());
    file.put("pace", word(board.pace()));
    file.put("seed", board.seed());
    return file;
  }

  private static Map<String, Object> activation(Activation activation) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("amplitude-volts", activation.amplitudeVolts());
    keys.put("scale-amperes", activation.scaleAmperes());
    return keys;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static byte[] yaml(Map<String, Object> file) {
    try {
      return YAML.writeValueAsString(file).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("bench file: its numbers and words could not be written", e);
    }
  }
}
