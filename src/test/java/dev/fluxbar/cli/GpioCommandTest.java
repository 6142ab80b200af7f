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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bench of chips, as a person uses it. */
class GpioCommandTest {
  // Set by JUnit before each test.
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private int runs;

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", "--run-dir", folder.resolve("run" + runs++).toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    assertThat(run.exit()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private Path wiring(String text) throws IOException {
    return Files.writeString(folder.resolve("pi.yaml"), text);
  }

  /** Two columns, three rows, six switches. */
  private static final String WIRING =
      """
      device: {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 4}
      signal: {tau-seconds: 20e-3, pulse-seconds: 0.2, read-volts: 0.1, first-pulse-volts: 0.5}
      limits: {drive-volts: 1.5, on-seconds: 20, flux-volt-seconds: 40}
      gpio:
        name: pi
        dacs:
          - {name: out, model: ltc2668-16, bus: 0, chip-select: 0, low-volts: -2.5, high-volts: 2.5, internal-reference: true}
        adcs:
          - {name: in, model: ads8688, bus: 0, chip-select: 1, reference-volts: 4.096}
        switches:
          - {name: sw, model: 74hc595, bus: 1, chip-select: 0, latch-line: 25, enable-line: 24}
        arrays:
          - columns: [{dac: out, channels: [0, 1]}]
            rows: [{adc: in, channels: [0-2], feedback-ohms: 100000}]
            crosspoints: [{switches: sw, outputs: [0-5]}]
      """;

  @Test
  void readsAndInfers() throws IOException {
    JsonNode info = json(run("info", "--bench", "emulator:gpio"));
    assertThat(info.path("board").asText()).isEqualTo("emulated-gpio");
    assertThat(info.path("topology").asText()).isEqualTo("independent");
    JsonNode read = json(run("read", "--bench", "emulator:gpio"));
    assertThat(read.path("certificate").isObject()).isTrue();
    JsonNode inferred = json(run("infer", "--bench", "emulator:gpio", "--input=0.1,-0.1,0.05,0"));
    assertThat(inferred.path("outputs-volts").get(0)).hasSize(2);
  }

  @Test
  void findsNothingWrong() throws IOException {
    assertThat(json(run("check", "--bench", "emulator:gpio")).path("findings")).isEmpty();
  }

  @Test
  void aWiringIsTriedOutBeforeItIsWired() throws IOException {
    wiring(WIRING);
    Path board =
        Files.writeString(
            folder.resolve("board.yaml"),
            """
            gpio: pi.yaml
            device: {centre-siemens: 30e-6, swing-siemens: 14e-6, flux-scale-volt-seconds: 4}
            """);
    Path bench =
        Files.writeString(
            folder.resolve("bench.yaml"),
            WIRING.substring(0, WIRING.indexOf("gpio:")) + "bench: emulator:board.yaml\n");
    assertThat(board).exists();
    JsonNode read = json(run("read", "--bench", bench.toString()));
    assertThat(read.path("memductances-siemens").get(0)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"gpio:%s", "%s"})
  void offAHeaderTheMissingDeviceFileIsNamedAndNothingElse(String form) throws IOException {
    CommandRun run = run("info", "--bench", form.formatted(wiring(WIRING)));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BENCH_FAULT);
    assertThat(run.err().lines().toList()).hasSize(1);
    assertThat(run.err())
        .containsPattern("device-file=/dev/(spidev0\\.0|gpiochip)")
        .doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "channels: [0, 1]|channels: [1, 1]|column bar 1 and array 1, column bar 2, dac=out, channel=1; two bars on one",
        "channels: [0, 1]|channels: [0, 16]|channel=16; its channels are 0 to 15",
        "outputs: [0-5]|outputs: [0-4]|crosspoint switches=6, wired=5; give each a channel",
        "channels: [0, 1]|chanels: [0, 1]|did you mean channels?",
        "channels: [0, 1]|channels: [0, x]|write whole numbers from 0 and runs such as 0-7",
        "dac: out|dac: aut|dac=aut; name one of [out]",
        "model: ads8688|model: ads8689|model=ads8689",
        "model: 74hc595|model: adg715|it speaks I2C",
        "latch-line: 25|latch-line: 24|line=24; it is used twice",
        "chip-select: 1|chip-select: 0|only chips with different addresses can share one",
        "latch-line: 25, ||latch-line",
        "low-volts: -2.5|low-volts: -3|-3.0 to 2.5 V",
        "feedback-ohms: 100000|zero-volts: 0|feedback-ohms; this key is required",
        "name: pi|name: a pi|write 1 to 48 letters",
        "bus: 0, chip-select: 0|bus: 0, chip-select: 7|write a whole number from 0 to 2",
        "gpio:|gqio:|did you mean gpio?",
      })
  void aMistakeInAWiringIsOneSentence(String right, String wrong, String told) throws IOException {
    assertThat(WIRING).contains(right);
    CommandRun run =
        run("info", "--bench", "gpio:" + wiring(WIRING.replace(right, wrong == null ? "" : wrong)));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(told);
    assertThat(run.err().lines().toList()).as("one sentence").hasSize(1);
  }

  @Test
  void whatItCannotDoIsRefusedByName() throws IOException {
    Path target =
        Files.writeString(
            folder.resolve("target.json"),
            "{\"activation\":\"tanh\",\"layers\":[[%s,%s],[%s]]}"
                .formatted(pair(4), pair(4) + "," + pair(4), pair(3) + "," + pair(3)));
    CommandRun gated =
        run(
            "write",
            "--bench",
            "emulator:gpio",
            "--target",
            target.toString(),
            "--method",
            "gated",
            "--epsilon-siemens",
            "1e-6");
    assertThat(gated.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(gated.err()).contains("capability=gates");
    CommandRun saturated = run("read", "--bench", "emulator:gpio", "--schedule", "saturated");
    assertThat(saturated.exit()).isEqualTo(ExitCode.BAD_INPUT);
    CommandRun emulate = CommandRun.of("emulate", "--bench", "emulator:gpio");
    assertThat(emulate.exit()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(emulate.err()).contains("chips on a header speak no protocol");
  }

  private static String pair(int columns) {
    String row = "[" + String.join(",", java.util.Collections.nCopies(columns, "33e-6")) + "]";
    return row + "," + row;
  }
}
