package dev.fluxbar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  // Set by JUnit before each test.
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private CommandRun run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--json", "--transport", "memory"));
    all.addAll(List.of("--seed", "4", "--run-dir", folder.resolve("run").toString()));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private static JsonNode json(CommandRun run) throws IOException {
    return new ObjectMapper().readTree(run.out());
  }

  @Test
  void aGoodBoardHasNoFindingsAndEndsWithZero() throws IOException {
    CommandRun run = run("check", "--bench", "emulator:lab");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(json(run).path("findings").isArray()).isTrue();
    assertThat(json(run).path("findings")).isEmpty();
    assertThat(Files.readString(folder.resolve("run/report.html")))
        .contains("<img")
        .contains("Not tested: array 1: whether cells move");
  }

  @Test
  void aBrokenBoardEndsWithOneAndSaysWhatWhereAndWhy() throws IOException {
    CommandRun run = run("check", "--bench", "emulator:broken");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("check: findings=8");
    JsonNode open = MissingNode.getInstance();
    for (JsonNode one : json(run).path("findings")) {
      open = one.path("kind").asText().equals("open-row") ? one : open;
    }
    assertThat(open.path("array").asInt()).isEqualTo(2);
    assertThat(open.path("rows")).hasSize(1);
    assertThat(open.path("rows").get(0).asInt()).isEqualTo(8);
    assertThat(open.path("columns")).isEmpty();
    assertThat(open.path("severity").asText()).isEqualTo("error");
    assertThat(open.path("evidence").asText()).contains("no other shows more");
    assertThat(Math.abs(open.path("measured").asDouble()))
        .isLessThan(open.path("expected").asDouble() / 100);
  }

  @Test
  void everyKeyOfAFindingIsInTheReference() throws IOException {
    String page = Files.readString(Path.of("docs/reference/json-output.md"));
    String section = page.substring(page.indexOf("## `check`"), page.indexOf("## `read`"));
    JsonNode findings = json(run("check", "--bench", "emulator:broken")).path("findings");
    assertThat(findings).isNotEmpty();
    for (JsonNode one : findings) {
      one.fieldNames().forEachRemaining(key -> assertThat(section).contains("`" + key + "`"));
      assertThat(section).contains("`" + one.path("kind").asText() + "`");
    }
  }

  @Test
  void withoutPulsesItDrivesNothingAboveReadVolts() throws IOException {
    JsonNode dry = json(run("check", "--bench", "emulator:lab", "--dry-run"));
    assertThat(dry.path("exact").asBoolean()).isFalse();
    // 0.1 V to the nearest code.
    assertThat(dry.path("largest-volts").asDouble()).isBetween(0.0999, 0.1001);
  }
}
