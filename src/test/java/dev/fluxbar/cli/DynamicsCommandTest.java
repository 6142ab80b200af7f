package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Circuits with a capacitor, from the command line to the files. */
class DynamicsCommandTest {
  private final Path folder;

  DynamicsCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static JsonNode json(String... command) throws IOException {
    CommandRun run = CommandRun.of(command);
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    return new ObjectMapper().readTree(run.out());
  }

  private String circuit(String yaml) throws IOException {
    return Files.writeString(folder.resolve("circuit.yaml"), yaml).toString();
  }

  @Test
  void aNeuronSpikesAndLeavesItsTablesAndPicture() throws IOException {
    Path out = folder.resolve("new/figures");

    JsonNode told =
        json("dynamics", "hodgkin-huxley", "--json", "--quiet", "--out-dir", out.toString());

    assertThat(told.get("peak-millivolts").doubleValue()).isCloseTo(39.94, within(0.01));
    assertThat(told.get("peak-milliseconds").doubleValue()).isCloseTo(22.13, within(0.015));
    JsonNode changes = told.get("iteration-changes-millivolts");
    assertThat(changes.get(4).doubleValue()).isGreaterThan(20);
    assertThat(changes.get(9).doubleValue()).isLessThan(0.5);
    assertThat(changes.get(changes.size() - 1).doubleValue()).isLessThan(1e-3);
    assertThat(told.get("files")).hasSize(3);
    List<String> table = Files.readAllLines(out.resolve("trajectory.csv"));
    assertThat(table.get(0)).startsWith("# seconds, volts").contains("sodium siemens");
    assertThat(table).hasSize(501);
    assertThat(Files.readAllLines(out.resolve("iteration.csv"))).hasSize(1 + changes.size());
    assertThat(Files.readAllBytes(out.resolve("trajectory.png"))).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void aPulseBelowTheThresholdIsNoSpike() throws IOException {
    JsonNode told =
        json("dynamics", "hodgkin-huxley", "--amperes=1e-6", "--samples=100", "--json", "--quiet");

    assertThat(told.get("peak-millivolts").doubleValue()).isBetween(-64.0, -60.0);
  }

  @Test
  void theExampleNeedsNoFileAndForgets() throws IOException {
    JsonNode told = json("dynamics", "memrc", "--json", "--quiet");

    JsonNode synapse = told.at("/branches/1");
    assertThat(synapse.get("name").textValue()).isEqualTo("synapse");
    assertThat(synapse.at("/fading/fades").booleanValue()).isTrue();
    // Forgetting in 0.15 s; the pasts saturate the device, which bends its last e-foldings a bit.
    assertThat(synapse.at("/fading/lambda-per-second").doubleValue())
        .isCloseTo(1 / 0.15, within(0.7));
    assertThat(told.at("/branches/0/fading").isMissingNode()).isTrue();
    assertThat(told.has("files")).isFalse();
    // Without memory the co-content is half of what is dissipated, with memory it is not. It is a
    // sum over samples with corners where pulses begin and end: some 1e-4 of it.
    assertThat(ratio(told.at("/branches/0"))).isCloseTo(0.5, within(1e-3));
    assertThat(ratio(synapse)).isLessThan(0.47);
    JsonNode energy = told.get("energy");
    assertThat(Math.abs(energy.get("imbalance-joules").doubleValue()))
        .isLessThan(1e-9 * energy.get("dissipated-joules").doubleValue());
  }

  private static double ratio(JsonNode branch) {
    return branch.get("co-content-joules").doubleValue()
        / branch.get("dissipated-joules").doubleValue();
  }

  @Test
  void aCircuitOfGatesStartsAtItsRest() throws IOException {
    // A channel that needs volts to open, beside a leak: the rest is between the batteries.
    JsonNode told =
        json(
            "dynamics",
            "memrc",
            "--json",
            "--quiet",
            "--circuit",
            circuit(
                """
                capacitor-farads: 1e-6
                end-seconds: 0.05
                samples: 51
                branches:
                  - {name: leak, battery-volts: -0.054387, siemens: 3e-4}
                  - name: potassium
                    battery-volts: -0.077
                    largest-siemens: 0.036
                    gates:
                      - name: n
                        power: 4
                        opening:
                          law: exp-linear
                          rate-per-second: 100
                          midpoint-volts: -0.055
                          scale-volts: 0.010
                        closing:
                          law: exponential
                          rate-per-second: 125
                          midpoint-volts: -0.065
                          scale-volts: -0.080
                """));

    double rest = told.get("start-volts").doubleValue();
    assertThat(rest).isBetween(-0.077, -0.054387);
    assertThat(told.get("end-volts").doubleValue()).isCloseTo(rest, within(1e-12));
  }

  @Test
  void refusesInOneSentenceWhatIsNoCircuit() throws IOException {
    String leak = "  - {name: leak, siemens: 1e-3}\n";
    String head = "capacitor-farads: 1e-6\nend-seconds: 1\n";
    refused("capacitor-farads: 1e-6\nbranches:\n" + leak, "key=end-seconds");
    refused(head, "key=branches");
    refused(head + "branches:\n  - {name: a}\n", "write one of siemens");
    refused(head + "branches:\n" + leak + leak, "a name of its own");
    refused(head + "branches:\n  - {name: a, simens: 1}\n", "did you mean siemens?");
    refused(
        head + "branches:\n  - {name: a, device: {kind: hp}, start-siemens: 1e-3}\n",
        "key=start-volts");
    refused(
        head
            + "start-volts: 0\nbranches:\n"
            + "  - {name: a, device: {kind: hp}, start-siemens: 1}\n",
        "line=5",
        "start-siemens",
        "write one between");
    refused(
        head + "branches:\n" + leak + "pulses:\n  - {from-seconds: 2, to-seconds: 1, amperes: 1}\n",
        "it must end after it begins");
    refused("capacitor-farads: 1e-30\nend-seconds: 1\nstart-volts: 1\nbranches:\n" + leak, "steps");
    assertThat(CommandRun.of("dynamics", "memrc", "--passes=0").err()).contains("passes=0");
    assertThat(CommandRun.of("dynamics", "hodgkin-huxley", "--samples=1").exit())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  private void refused(String yaml, String... parts) throws IOException {
    CommandRun run = CommandRun.of("dynamics", "memrc", "--circuit", circuit(yaml));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err().strip()).contains(parts).doesNotContain("\n");
    assertThat(run.out()).isEmpty();
  }
}
