package dev.fluxbar.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Activation;
import dev.fluxbar.bench.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchFileTest {
  private static final Path EXAMPLES = Path.of("calibration", "benches");

  private final Path folder;

  BenchFileTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static BenchFile parse(String yaml) {
    return BenchFile.parse("b.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void takesTheAcademicExampleForWhatIsNotSaid() {
    BenchFile bench = parse("bench: emulator:academic");
    assertThat(bench)
        .isEqualTo(
            new BenchFile(
                new BenchUri.Emulator("academic"),
                Activation.TANH,
                new DeviceModel(DeviceModel.Kind.ARCTAN, 2, 1, 1),
                new SignalTimes(5, 1, 1, 0.1),
                new Limits(4, 100, 100, 10000, Duration.ofMillis(100))));
    assertThat(BenchFile.of(BenchFile.ACADEMIC)).isEqualTo(bench);
  }

  @Test
  void readsEveryExample() throws IOException {
    try (Stream<Path> examples = Files.list(EXAMPLES)) {
      List<Path> files = examples.sorted().toList();
      assertThat(files)
          .extracting(file -> file.getFileName().toString())
          .containsExactly(
              "academic.yaml", "differential.yaml", "serial-board.yaml", "three-layer.yaml");
      for (Path file : files) {
        BenchFile bench = BenchFile.named(file.toString());
        if (bench.bench() instanceof BenchUri.Emulator emulator) {
          assertThat(EmulatorFile.of(emulator).activation())
              .as("%s: activation of board and bench file", file)
              .isEqualTo(bench.activation());
        }
      }
    }
  }

  @Test
  void saysInTheAcademicExampleWhatTheDefaultsAre() {
    assertThat(BenchFile.read(EXAMPLES.resolve("academic.yaml")))
        .isEqualTo(BenchFile.of(BenchFile.ACADEMIC));
  }

  @Test
  void readsNumbersThatYamlItselfTakesForText() {
    BenchFile bench = BenchFile.read(EXAMPLES.resolve("serial-board.yaml"));
    assertThat(bench.bench()).isEqualTo(new BenchUri.Serial("/dev/ttyACM0", 1_000_000));
    assertThat(bench.signal().tauSeconds()).isEqualTo(1e-3);
    assertThat(bench.activation()).isEqualTo(new Activation(1, 1e-4));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bench: emulator:academic;signal:;  tau-second: 5|line=3, key=signal.tau-second; there is no such key, did you mean tau-seconds?",
        "bench: emulator:academic;sgnal:;  tau-seconds: 5|line=2, key=sgnal; there is no such key, did you mean signal?",
        "bench: emulator:academic;zzzzzzzzz: 1|line=2, key=zzzzzzzzz; there is no such key, known are activation, bars, bench",
        "bench: emulator:academic;signal:;  tau-seconds: .nan|line=3, key=signal.tau-seconds, value=.nan; write a positive number",
        "bench: emulator:academic;signal:;  tau-seconds: NaN|line=3, key=signal.tau-seconds, value=NaN; write a positive number",
        "bench: emulator:academic;signal:;  tau-seconds: -1|line=3, key=signal.tau-seconds, value=-1; write a positive number",
        "bench: emulator:academic;signal:;  tau-seconds: 5 s|line=3, key=signal.tau-seconds, value=5 s; write a positive number",
        "bench: emulator:academic;signal:;  tau-seconds: [5]|line=3, key=signal.tau-seconds, value=a list; write a positive number",
        "bench: emulator:academic;signal: 5|line=2, key=signal, value=5; write the keys tau-seconds",
        "bench: emulator:academic;signal:;  first-pulse-volts: 0|line=3, key=signal.first-pulse-volts, value=0; write a number that is not 0",
        "bench: emulator:academic;limits:;  watchdog-milliseconds: 500|line=3, key=limits.watchdog-milliseconds, value=500; write a whole number from 1 to 100",
        "bench: emulator:academic;limits:;  watchdog-milliseconds: 2.5|line=3, key=limits.watchdog-milliseconds, value=2.5; write a whole number from 1 to 100",
        "bench: emulator:academic;device:;  kind: vteam|line=3, key=device.kind, value=vteam; write one of: arctan, tanh",
        "bench: emulator:academic;device:;  swing-siemens: 2|device: centre-siemens=2.0, swing-siemens=2.0; the centre must be above 3.14",
        "bench: emulator:academic;activation: relu|line=2, key=activation, value=relu; write one of: tanh, scaled-sigmoid, or",
        "bench: emulator:academic;activation: [tanh]|line=2, key=activation, value=a list; write one value",
        "bench: emulator:academic;calibration: [1]|line=2, key=calibration, value=a list; write one value",
        "bench: emulator:academic;references: {resistor-uncertainty: 1e-4}|key=references.ohms; this key is required",
        "bench: emulator:academic;bench: emulator:x|line=2, key=bench; this key stands here twice, remove one",
        "activation: tanh|key=bench; this key is required, add it",
        "bench:|key=bench; this key is required, add it",
        "bench: usb:1|key=bench, bench: uri=usb:1; known are serial:PATH",
        "bench: 'emulator:academic|line=1; this is not YAML",
        "- a;- b|line=1; the file must be a list of keys with values",
        "just text|line=1; the file must be a list of keys with values",
        "bench: emulator:academic;signal:;  tau-seconds: 30|4 signal.tau-seconds=120.0, limits.on-seconds=100.0; lower the first or raise the limit",
        "bench: emulator:academic;signal:;  read-volts: 5|signal.read-volts=5.0, limits.drive-volts=4.0; lower",
        "bench: emulator:academic;signal:;  first-pulse-volts: -5|signal.first-pulse-volts=5.0, limits.drive-volts=4.0",
        "bench: emulator:academic;---;bench: x|line=3; a second document starts here",
      })
  void saysWhichKeyIsWrong(String yaml, String message) {
    assertThatThrownBy(() -> parse(yaml.replace(";", "\n")))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("b.yaml: " + message)
        .hasMessageNotContaining("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench: *a",
        "bench: emulator:academic\nsignal: &s\n  tau-seconds: 5",
        "bench: emulator:academic\ndevice: *s",
      })
  void refusesAnchorsAndAliases(String yaml) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("anchors (&) and aliases (*) are not allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bench: !!javax.script.ScriptEngineManager [a]",
        "bench: !!str emulator:academic",
        "bench: !custom emulator:academic",
      })
  void refusesTypes(String yaml) {
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("types (!) are not allowed");
  }

  @Test
  void refusesDepthAndSize() throws IOException {
    assertThatThrownBy(() -> parse("bench: " + "[".repeat(12) + "1" + "]".repeat(12)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("line=1; this is nested deeper than 8 levels");
    assertThatThrownBy(() -> parse("bench: " + "[".repeat(9000))).isInstanceOf(BadInput.class);
    Path large = folder.resolve("large.yaml");
    Files.writeString(large, "#".repeat(YamlReader.LARGEST_BYTES + 1));
    assertThatThrownBy(() -> BenchFile.read(large))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("this file may have at most 1048576 bytes");
  }

  @Test
  void knowsTheNeuronsOfAnEmulatedBoardFromItsOwnFile() throws IOException {
    Path board =
        Files.writeString(
            folder.resolve("board.yaml"), "activation: scaled-sigmoid\nsizes: [2, 2]");
    assertThat(BenchFile.named("emulator:" + board).activation())
        .isEqualTo(Activation.SCALED_SIGMOID);
  }

  @Test
  void tellsAUriFromAFile() throws IOException {
    assertThat(BenchFile.named("tcp://lab:4000").bench()).isEqualTo(new BenchUri.Tcp("lab", 4000));
    assertThatThrownBy(() -> BenchFile.named("emulator:no-such.yaml"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no-such.yaml");
    Path plain = Files.writeString(folder.resolve("bench"), "bench: gpio:pins.yaml");
    assertThat(BenchFile.named(plain.toString()).bench())
        .isEqualTo(new BenchUri.Gpio(folder.resolve("pins.yaml").toString()));
    assertThatThrownBy(() -> BenchFile.named("no-such.yaml"))
        .isInstanceOf(BadInput.class)
        .hasMessage("no-such.yaml: there is no such file; check the name and the folder");
    assertThatThrownBy(() -> BenchFile.named("no-such"))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("bench: uri=no-such; known are serial:PATH");
  }

  @Test
  void namesOtherFilesByWhereItStandsItself() {
    BenchFile bench = BenchFile.read(EXAMPLES.resolve("three-layer.yaml"));
    assertThat(bench.bench())
        .isEqualTo(
            new BenchUri.Emulator(
                Path.of("calibration", "emulators", "three-layer.yaml")
                    .toAbsolutePath()
                    .toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ideal", "lab", "noisy", "leaky", "broken"})
  void saysAllThereIsToKnowOfANamedBoardInItsFile(String name) {
    Path file = Path.of("calibration", "boards", name + "-bench.yaml");
    assertThat(BenchFile.read(file)).isEqualTo(BenchFile.named("emulator:" + name));
  }

  @Test
  void refusesEveryCutOrReadsABench() throws IOException {
    byte[] whole = Files.readAllBytes(EXAMPLES.resolve("serial-board.yaml"));
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(whole, length);
      try {
        assertThat(BenchFile.parse("cut.yaml", cut)).isNotNull();
      } catch (BadInput e) {
        assertThat(e).as("%d bytes", length).hasMessageStartingWith("cut.yaml: ");
      }
    }
  }
}
