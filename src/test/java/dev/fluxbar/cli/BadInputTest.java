package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.app.wiring.BoardHost;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked wrongly is told in one sentence, and nothing is driven. */
class BadInputTest {
  private static final String GOOD = "[[0.5,3.5],[2.5,2.5],[3.5,0.5]],[[0.5,1.5,3.5],[3.5,1,0.5]]";

  private final Path folder;
  private BoardHost host;

  BadInputTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void boardAndFiles() throws IOException {
    host = BoardHost.on(Line.TCP, BoardSpec.academic(), 0);
    file("shape.json", "[[[1, 2]], [[1]]]");
    file("nan.json", "[" + GOOD.replace("1.5", "NaN") + "]");
    file("nan.csv", "-1,NaN\n");
    file("outside.json", "[" + GOOD.replace("1.5", "9.25") + "]");
    file("truncated.json", "[[[0.5,3.5],[2.5");
    Files.write(folder.resolve("truncated.npz"), new byte[] {'P', 'K', 3, 4, 20, 0});
    Files.write(folder.resolve("empty.npz"), new byte[0]);
    file("academic.json", "[" + GOOD + "]");
    file("typo.yaml", "bench: %s\nlimts:\n  drive-volts: 4\n".formatted(host.uri()));
    file("calibrated.yaml", "bench: %s\ncalibration: profile.yaml\n".formatted(host.uri()));
    file(
        "low.yaml",
        "bench: %s\nlimits:\n  drive-volts: 0.5\nsignal:\n  read-volts: 0.4\n"
            .formatted(host.uri()));
    file("neurons.yaml", "bench: %s\nactivation: scaled-sigmoid\n".formatted(host.uri()));
    Files.createDirectory(folder.resolve("full"));
    file("full/file", "here first");
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @AfterEach
  void unplug() {
    host.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "write --bench @ --target #shape.json|2|given=.1 x 2, 1 x 1., bench=.3 x 2, 2 x 3.",
        "write --bench @ --target #nan.json|2|nan.json: line=1, column=\\d+.*NaN",
        "infer --bench @ --inputs #nan.csv|2|nan.csv: line=1, column=2, value='NaN'",
        "write --bench @ --target #missing.json|2|missing.json: there is no such file",
        "write --bench @ --target #full|2|full: the extension",
        "read --bench #full.yaml|2|full.yaml: there is no such file",
        "write --bench @ --target #empty.npz|2|empty.npz: the file is empty",
        "write --bench @ --target #truncated.json|2|truncated.json: line=1.*not JSON",
        "write --bench @ --target #truncated.npz|2|truncated.npz: ",
        "read --bench serial:/dev/no-such-port|3|serial:/dev/no-such-port: port=missing; check",
        "read --bench tcp://127.0.0.1:1|3|tcp://127.0.0.1:1: connection=refused; check",
        "read --bench tcp://127.0.0.1:0|2|with a port from 1 to 65535",
        "read --bench #typo.yaml|2|typo.yaml: line=2, key=limts; .*did you mean limits",
        "read --bench #calibrated.yaml|2|profile.yaml: there is no such file",
        "read --bench #neurons.yaml|2|activation=.*board's neurons",
        "read --bench @ --read-volts 5|2|largest-volts=5.0, limit-drive-volts=4.0",
        "read --bench @ --read-volts -1|2|read-volts=-1.0",
        "read --bench @ --read-volts NaN|2|read-volts=NaN",
        "write --bench #low.yaml --target academic --alpha 0.28|2|largest-volts=0.879625, limit-drive-volts=0.5",
        "infer --bench @ --input=-9,1|2|largest-volts=9.0, limit-drive-volts=4.0",
        "infer --bench @ --input=1,2,3|2|its-size=3, columns=2",
        "infer --bench @ --input=a,1|2|text=a; write numbers",
        "infer --bench @ --input=NaN,1|2|value=NaN",
        "infer --bench @|2|give either --input V,V,... or --inputs FILE",
        "write --bench @ --target academic --alpha 0.5|2|alpha=0.5, bound=0.28004",
        "write --bench @ --target academic --epsilon-siemens 0|2|epsilon-siemens=0.0",
        "write --bench @ --target academic --pulses 0|2|pulses-in-all=0",
        "write --bench @ --target #outside.json"
            + "|2|layer 2, row 1, column 2, target-siemens=9.25, realizable=.0.429.*, 3.570.*.;",
        "write --bench @ --cell 1,2,1 --siemens 0.4"
            + "|2|layer 1, row 2, column 1, target-siemens=0.4, realizable=",
        "write --bench @ --cell 1,2,1|2|--cell with --siemens",
        "write --bench @ --cell 3,1,1 --siemens 2|2|cell: layer 3, row 1, column 1, arrays=3 x 2",
        "read --bench @ --cell 2,1,4|2|cell: layer 2, row 1, column 4, arrays=3 x 2, 2 x 3",
        "read --bench @ --cell 0,1,1|2|counted from 1",
        "read --bench @ --sed 4|2|no option --sed, did you mean --seed",
        "read --bench @ --seed four|2|'four' is not a whole number",
        "read --bench @ --transport usb|2|write one of pty, tcp, memory, not usb",
        "write --bench @ --target academic --method row|2|method=row, layer=2, topology=cascade; the",
        "write --bench @ --target academic --method fast|2|write one of proportional, model, row, ga",
        "read --bench @ --schedule fast|2|write one of column, cell, saturated, hadamard, not fast",
        "read --bench @ surplus|2|surplus",
        "raed|2|no command raed, did you mean read",
        "help raed|2|no command raed, did you mean read",
        "read --bench gpio:pins.yaml|2|pins.yaml: there is no such file",
        "read --bench openmena:/dev/ttyUSB0|2|openmena:.*amperes-per-count=none",
        "read --bench sreial:/dev/ttyUSB0|2|did you mean serial:",
        "read --bench emulator:acadmic|2|built-in emulators are academic and mnist",
        "read --bench @ --run-dir #full|2|--run-dir needs an empty folder",
        "read --bench @ --run-dir #typo.yaml|2|--run-dir needs a folder and this is a file",
        "read --bench @ --out #w.txt|2|w.txt: the extension .*known are .npz, .json",
        "read --bench @ --out #no/w.npz|2|w.npz: its folder does not exist",
        "infer --bench @ --input=1,1 --out #no/w.csv|2|w.csv: its folder does not exist",
        "demo --bench emulator:calibration/emulators/three-layer.yaml|2|demo: bench=5 x 4",
        "emulate --bench @|2|name an emulated board",
        "emulate --tcp 5000 --link #l|2|--link and --tcp exclude each other",
        "emulate --pace -1|2|pace=-1.0",
        "emulate --tcp 99999|2|port=99999",
      })
  void isToldInOneSentenceAndNothingIsDriven(String line, int exit, String pattern) {
    BoardTruth before = host.board().truth();
    String words = line.replace("@", host.uri()).replace("#", folder + "/");
    if (!line.contains("--run-dir") && !line.matches("(raed|help|emulate).*")) {
      words += " --run-dir " + folder.resolve("run");
    }
    words += line.matches("(raed|help).*") ? "" : " --json";
    CommandRun run = CommandRun.of(words.split(" "));
    assertThat(run.err()).containsPattern(pattern);
    assertThat(run.exit()).as(run.err()).isEqualTo(exit);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).as("one sentence").hasSize(1);
    assertThat(run.err())
        .startsWith("fluxbar: ")
        .doesNotContain("Exception", "internal error", "\tat ");
    nothingWasDriven(before);
    assertThat(folder.resolve("run")).as("a refusal leaves no run").doesNotExist();
  }

  private void nothingWasDriven(BoardTruth before) {
    BoardTruth after = host.board().truth();
    assertThat(after.benchSeconds()).isEqualTo(before.benchSeconds());
    assertThat(after.fluxesVoltSeconds()).isEqualTo(before.fluxesVoltSeconds());
    assertThat(after.safe()).isTrue();
  }

  @Test
  void aRefusedRunMayBeAskedAgainInTheSameFolder() {
    String[] wrong = words("write --target academic --alpha 0.5");
    assertThat(CommandRun.of(wrong).exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(CommandRun.of(words("write --cell 1,1,1 --siemens 2.1")).exit()).isZero();
  }

  private String[] words(String command) {
    return (command + " --quiet --bench " + host.uri() + " --run-dir " + folder.resolve("again"))
        .split(" ");
  }
}
