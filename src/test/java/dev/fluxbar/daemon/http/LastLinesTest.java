package dev.fluxbar.daemon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastLinesTest {
  private final Path file;

  LastLinesTest(@TempDir Path folder) {
    this.file = folder.resolve("said.txt");
  }

  private LastLines last(String text, int most) throws Exception {
    Files.writeString(file, text);
    return LastLines.of(file, most);
  }

  @Test
  void areTheLastOnesInTheirOrder() throws Exception {
    assertThat(last("a\nb\nc\n", 2)).isEqualTo(new LastLines(List.of("b", "c"), true));
    assertThat(last("a\nb\nc\n", 3)).isEqualTo(new LastLines(List.of("a", "b", "c"), false));
    assertThat(last("a\nb\nc\n", 9)).isEqualTo(new LastLines(List.of("a", "b", "c"), false));
    assertThat(last("", 9)).isEqualTo(new LastLines(List.of(), false));
    // One that is being written, and empty ones.
    assertThat(last("a\nb\nc", 2)).isEqualTo(new LastLines(List.of("b", "c"), true));
    assertThat(last("a\n\n", 2)).isEqualTo(new LastLines(List.of("a", ""), false));
    assertThat(last("\n", 1)).isEqualTo(new LastLines(List.of(""), false));
  }

  @Test
  void areThoseOfTheWholeTextHoweverLong() throws Exception {
    for (long seed = 0; seed < 20; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<String> lines = new ArrayList<>();
      // Some 60 KB in characters of two bytes, over several blocks and lengths of lines.
      for (int i = 0; i < 600; i++) {
        lines.add("\u2126".repeat(random.nextInt(i % 50 == 0 ? 2000 : 40)));
      }
      int most = 1 + random.nextInt(600);
      LastLines last = last(String.join("\n", lines) + "\n", most);
      assertThat(last.lines()).as("seed %d", seed).isEqualTo(lines.subList(600 - most, 600));
      assertThat(last.more()).as("seed %d", seed).isEqualTo(most < 600);
    }
  }

  @Test
  void areWholeAndFewerWhereTheyAreLong() throws Exception {
    String line = "x".repeat(99_999);
    LastLines last = last((line + "\n").repeat(30), 30);
    // Ten lines of 100,000 bytes are within a mebibyte, and a part of the one before.
    assertThat(last.lines()).hasSize(10).allMatch(line::equals);
    assertThat(last.more()).isTrue();
  }

  @Test
  void ofOneLineWithoutEndTheEndComes() throws Exception {
    Files.write(file, "y".repeat(3 * LastLines.MOST_BYTES).getBytes(StandardCharsets.US_ASCII));
    LastLines last = LastLines.of(file, 5);
    assertThat(last.lines()).singleElement().asString().hasSize(LastLines.MOST_BYTES);
    assertThat(last.more()).isTrue();
  }
}
