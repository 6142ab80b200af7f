package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A recurrent network with its weights in an emulated bench, from the command line to the files.
 */
class RecurrentLoopCommandTest {
  private static final String BOARD = "calibration/emulators/recurrent.yaml";

  private final Path folder;
  private final Path run;

  RecurrentLoopCommandTest(@TempDir Path folder) {
    this.folder = folder;
    this.run = folder.resolve("run");
  }

  private CommandRun loop(String bench, String... arguments) {
    List<String> all = new ArrayList<>(List.of("dynamics", "recurrent", "--bench", bench));
    all.addAll(List.of("--json", "--quiet", "--transport=memory", "--run-dir", "" + run));
    all.addAll(List.of(arguments));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static JsonNode json(CommandRun of, int exit) throws IOException {
    assertThat(of.exit()).as(of.err()).isEqualTo(exit);
    return new ObjectMapper().readTree(of.out());
  }

  /** The board of the example with more keys. */
  private String board(String keys) throws IOException {
    String text = Files.readString(Path.of(BOARD)) + keys;
    return "emulator:" + Files.writeString(folder.resolve("board.yaml"), text);
  }

  private String bench(String keys) throws IOException {
    String board = "bench: emulator:" + Path.of(BOARD).toAbsolutePath() + "\n";
    return Files.writeString(folder.resolve("bench.yaml"), board + keys).toString();
  }

  @Test
  void learnsAsItsSimulationDoesAndIsReplayed() throws IOException {
    JsonNode told = json(loop("emulator:" + BOARD, "--steps=25"), ExitCode.DONE);

    assertThat(told.get("followed").booleanValue()).isTrue();
    // Half a step of the drivers, 6.3e-5 V, in each of 25 pulses of 1 s is 1.6e-3 V s at worst, or
    // 3e-3 S of a pair, and less than 2 S of weights amplify it: a bound of this size says
    // something, one of a volt would not.
    assertThat(told.get("tolerance-volts").doubleValue()).isBetween(1e-6, 0.02);
    assertThat(told.get("largest-difference-volts").doubleValue())
        .isBetween(1e-12, told.get("tolerance-volts").doubleValue());
    assertThat(told.get("largest-weight-change-siemens").doubleValue()).isGreaterThan(0.01);
    assertThat(told.get("largest-weight-difference-siemens").doubleValue())
        .isLessThan(told.get("largest-weight-change-siemens").doubleValue() / 10);
    // Two readings of one program, and an inference and a learning program a step.
    assertThat(told.get("programs").intValue()).isEqualTo(2 + 2 * 25);
    assertThat(Files.readAllLines(run.resolve("trajectories.csv")))
        .hasSize(27)
        .first()
        .asString()
        .startsWith("t-seconds,bench 1,bench 2")
        .endsWith("tolerance 4");
    assertThat(Files.readAllBytes(run.resolve("trajectories.png"))).startsWith(0x89, 'P');
    assertThat(run.resolve("memductances-before.npz")).exists();

    CommandRun again = CommandRun.of("runs", "replay", run.toString(), "--json", "--quiet");
    JsonNode replayed = json(again, ExitCode.DONE);
    assertThat(replayed.get("equal").booleanValue()).isTrue();
    assertThat(replayed.get("replayed").intValue()).isEqualTo(52);
  }

  @Test
  void noWeightMovesWithoutLearning() throws IOException {
    CommandRun of = loop("emulator:" + BOARD, "--mode=activation", "--steps=60", "--seed=4");
    JsonNode told = json(of, ExitCode.DONE);

    assertThat(told.get("followed").booleanValue()).isTrue();
    assertThat(told.get("largest-change-siemens").doubleValue())
        .isLessThanOrEqualTo(told.get("resolution-siemens").get(0).doubleValue());
    assertThat(told.get("certificate-passed").booleanValue()).isTrue();
    assertThat(told.get("programs").intValue()).isEqualTo(62);
    // One of the two groups has won: near the fixed points of x = 2.4 tanh x.
    double x = Math.abs(told.get("activations-end-volts").get(0).doubleValue());
    assertThat(x).isBetween(1.0, 2.4);
  }

  @Test
  void aBoardWithNoiseDoesNotFollow() throws IOException {
    // Sixty steps of the range that rows are measured in: three standard deviations of what is read
    // and measured are far above half a step of each.
    CommandRun of = loop(board("noise-amperes: 0.03\n"), "--steps=40", "--mode=activation");
    JsonNode told = json(of, ExitCode.PHYSICS_SAID_NO);

    assertThat(told.get("followed").booleanValue()).isFalse();
    assertThat(of.err()).contains("does not follow its simulation").contains("tolerance-volts=");
  }

  @Test
  void whatIsEnoughMayBeSaid() throws IOException {
    CommandRun strict = loop("emulator:" + BOARD, "--steps=5", "--tolerance-volts=1e-9");
    JsonNode told = json(strict, ExitCode.PHYSICS_SAID_NO);
    assertThat(told.get("tolerance-volts").doubleValue()).isEqualTo(1e-9);
  }

  @Test
  void saturatedRowsEndTheLoopWithWhatWasSpent() throws IOException {
    // Every weight excites: each row gets some 2.3 S times four outputs of nearly 1 V in the end,
    // and one cell at a time no more than 3.6 A.
    String board =
        "topology: independent\narrays: [{rows: 4, columns: 4}]\nrange-amperes: [4]\n"
            + "initial-siemens:\n  - [[2.3, 2.3, 2.3, 2.3], [2.3, 2.3, 2.3, 2.3],"
            + " [2.3, 2.3, 2.3, 2.3], [2.3, 2.3, 2.3, 2.3]]\n";
    String narrow = "emulator:" + Files.writeString(folder.resolve("narrow.yaml"), board);
    CommandRun of = loop(narrow, "--mode=activation");
    JsonNode told = json(of, ExitCode.PHYSICS_SAID_NO);

    assertThat(of.err()).contains("its row inputs saturated");
    assertThat(told.get("programs").intValue()).isBetween(2, 100);
    assertThat(told.has("followed")).isFalse();
  }

  @Test
  void aMemductanceThatTheDeviceCannotHaveIsNamed() throws IOException {
    String other = bench("device: {kind: arctan, centre-siemens: 3, swing-siemens: 0.5}\n");
    CommandRun of = loop(other);

    assertThat(of.exit()).isEqualTo(ExitCode.PHYSICS_SAID_NO);
    assertThat(of.err()).contains("row 1, column 3").contains("memductance-siemens=1.7");
  }

  @Test
  void aDryRunTellsOfEveryStep() throws IOException {
    CommandRun of = loop("emulator:" + BOARD, "--dry-run", "--steps=7");
    JsonNode told = json(of, ExitCode.DONE);

    assertThat(told.get("programs").intValue()).isEqualTo(2 + 2 * 7);
    assertThat(told.get("largest-volts").doubleValue()).isEqualTo(1);
    assertThat(told.get("exact").booleanValue()).isFalse();
    assertThat(run).doesNotExist();
  }

  @Test
  void refusesInOneSentenceWhatDoesNotFit() throws IOException {
    refused(loop("emulator:" + BOARD, "--example=groups"), "lambda-per-second=1.0, mode=both");
    refused(
        loop("emulator:" + BOARD, "--example=memory", "--mode=activation"),
        "neurons=49, of the bench=4");
    refused(loop("emulator:" + BOARD, "--mode=weights"), "mode=weights");
    refused(loop("emulator:academic"), "topology=cascade");
    refused(loop(bench("limits: {drive-volts: 0.5}\nsignal: {read-volts: 0.25}\n")), "0.5");
    refused(loop("emulator:" + BOARD, "--steps=0"), "steps=0");
    refused(loop("emulator:" + BOARD, "--step-seconds=1"), "step-seconds=1.0");
    refused(loop("emulator:" + BOARD, "--step-seconds=NaN"), "step-seconds=NaN");
    refused(loop("emulator:" + BOARD, "--tolerance-volts=NaN"), "tolerance-volts=NaN");
    refused(loop("emulator:" + BOARD, "--starts=3"), "option=--starts; not with --bench");
    refused(CommandRun.of("dynamics", "recurrent", "--dry-run"), "option=--dry-run; only with");
    String wide = "topology: independent\narrays: [{rows: 3, columns: 4}]\n";
    refused(
        loop("emulator:" + Files.writeString(folder.resolve("wide.yaml"), wide)),
        "neurons=3, columns=4");
  }

  private void refused(CommandRun of, String part) {
    assertThat(of.exit()).as(of.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(of.err().strip()).contains(part).doesNotContain("\n");
    assertThat(of.out()).isEmpty();
    assertThat(run).doesNotExist();
  }
}
