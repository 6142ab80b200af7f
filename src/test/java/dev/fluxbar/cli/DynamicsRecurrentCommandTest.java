package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recurrent networks, from the command line to the files. */
class DynamicsRecurrentCommandTest {
  private final Path folder;

  DynamicsRecurrentCommandTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path out() {
    return folder.resolve("out");
  }

  private JsonNode json(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("dynamics", "recurrent"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--json", "--quiet", "--out-dir", out().toString()));
    CommandRun run = CommandRun.of(all.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    return new ObjectMapper().readTree(run.out());
  }

  private String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("network.yaml"), yaml).toString();
  }

  @Test
  void theExampleNeedsNoFileAndLeavesTablesAndAPicture() throws IOException {
    JsonNode told = json("--starts=60");

    assertThat(told.get("symmetric").booleanValue()).isTrue();
    assertThat(told.get("cooperative").booleanValue()).isFalse();
    assertThat(told.get("signature").toString()).isEqualTo("[1,1,-1,-1]");
    assertThat(told.get("invariant-orthants").doubleValue()).isEqualTo(2);
    assertThat(told.get("proved").textValue()).isEqualTo("every");
    assertThat(told.get("converged-share").doubleValue()).isEqualTo(1);
    double shares = 0;
    for (JsonNode one : told.get("equilibria")) {
      assertThat(one.get("state")).hasSize(4);
      shares += one.get("basin-share").doubleValue();
    }
    assertThat(shares).isCloseTo(1, within(1e-12));
    // Steps err by 1e-8 of the sizes of some 40 numbers.
    assertThat(told.at("/energy/largest-rise-watts").doubleValue()).isLessThan(1e-6);
    assertThat(Files.readAllLines(out().resolve("equilibria.csv")))
        .hasSize(1 + told.get("equilibria-found").intValue());
    assertThat(Files.readAllLines(out().resolve("trajectories.csv"))).hasSize(1 + 6 * 201);
    assertThat(Files.readAllLines(out().resolve("weights.csv"))).hasSize(202);
    assertThat(Files.readAllBytes(out().resolve("trajectories.png"))).startsWith(0x89, 'P');
    assertThat(out().resolve("result.json")).exists();
  }

  @Test
  void theMemoryRecallsItsPatternsFromNoisyOnes() throws IOException {
    JsonNode recall = json("--example=memory", "--starts=20").get("recall");

    assertThat(recall.get(0).get("flipped").intValue()).isZero();
    assertThat(recall.get(0).get("recalled-share").doubleValue()).isEqualTo(1);
    assertThat(recall.get(2).get("recalled-share").doubleValue()).isGreaterThan(0.95);
    assertThat(recall.get(8).get("recalled-share").doubleValue()).isLessThan(0.2);
    assertThat(Files.readAllBytes(out().resolve("recall.png"))).startsWith(0x89, 'P');
  }

  @Test
  void aFileOfANetworkHasNumbersForAllNeuronsOrForEach() throws IOException {
    String yaml =
        """
        activation: {amplitude-volts: 1, scale-volts: 0.5}
        capacitor-farads: [1, 2]
        resistor-ohms: 0.25
        current-amperes: [0.1, -0.1]
        weights: [[2, 1], [1, 2]]
        mode: activation
        end-seconds: 50
        """;
    JsonNode told = json("--starts=20", "--file", file(yaml));

    assertThat(told.get("mode").textValue()).isEqualTo("activation");
    assertThat(told.get("cooperative").booleanValue()).isTrue();
    for (JsonNode one : told.get("equilibria")) {
      double x = one.get("state").get(0).doubleValue();
      double y = one.get("state").get(1).doubleValue();
      // 0 = -x / R + w s + I, to Newton's 1e-12 of currents of some 5 A.
      assertThat(-4 * x + 2 * Math.tanh(2 * x) + Math.tanh(2 * y) + 0.1)
          .isCloseTo(0, within(1e-11));
    }
  }

  @Test
  void heldActivationsWriteWeights() throws IOException {
    String yaml =
        """
        weights: [[2, 1], [-1, 2]]
        held-activations-volts: [1, -1]
        lambda-per-second: 2
        """;
    JsonNode told = json("--starts=5", "--mode=weights", "--file", file(yaml));

    assertThat(told.get("equilibria")).hasSize(1);
    double product = Math.pow(Math.tanh(1), 2) / 2;
    assertThat(told.at("/equilibria/0/weights-siemens/1/0").doubleValue())
        .isCloseTo(-(2 + Math.atan(product)), within(1e-12));
  }

  @Test
  void refusesInOneSentenceWhatIsNoNetwork() throws IOException {
    String square = "weights: [[1, 1], [1, 1]]\n";
    refused("weights: [[1, 2], [1]]\n", "key=weights[2]", "neuron 2 needs one weight");
    refused("weights: [[1, .nan], [1, 1]]\n", "key=weights[1][2]");
    refused("weights: [[1, 9], [1, 1]]\n", "to=1, from=2, weight=9.0");
    refused(square + "resistor-ohms: [1, 0]\n", "key=resistor-ohms[2]");
    refused(square + "capacitor-farads: -1\n", "key=capacitor-farads");
    refused(square + "current-amperes: [1]\n", "numbers=1, neurons=2");
    refused(square + "lambda-per-second: -0.1\n", "key=lambda-per-second");
    refused(square + "gain-per-volt: 0\n", "key=gain-per-volt");
    refused(square + "lamda-per-second: 1\n", "did you mean lambda-per-second?");
    refused(square + "held-activations-volts: [1, 2, 3]\n", "numbers=3, neurons=2");
    refused("activation: tanh\n", "key=weights");
    refused(square + "patterns: [{name: a, rows: ['#']}]\n", "leave out one of the two");
    refused("patterns: [{name: a, rows: ['#.']}, {name: b, rows: ['#']}]\n", "1 rows of 2 pixels");
    refused(
        "cells: pairs\nlargest-weight-siemens: 9\npatterns: [{name: a, rows: ['##']}]\n", "9.0");
    assertThat(CommandRun.of("dynamics", "recurrent", "--example=memry").err())
        .contains("did you mean memory?");
    assertThat(CommandRun.of("dynamics", "recurrent", "--starts=0").err()).contains("starts=0");
    assertThat(CommandRun.of("dynamics", "recurrent", "--t-end=-1").err()).contains("end-seconds");
    assertThat(CommandRun.of("dynamics", "recurrent", "--tolerance=1").err())
        .contains("tolerance=1.0");
  }

  private void refused(String yaml, String... parts) throws IOException {
    CommandRun run =
        CommandRun.of("dynamics", "recurrent", "--file", file(yaml), "--out-dir", out().toString());
    assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err().strip()).contains(parts).doesNotContain("\n");
    assertThat(run.out()).isEmpty();
    assertThat(out()).doesNotExist();
  }
}
