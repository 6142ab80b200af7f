package dev.fluxbar.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.bench.gpio.chip.Chip;
import dev.fluxbar.bench.gpio.chip.Chips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the pages say of chips is what the registry and the files of chips say. */
class ChipPagesTest {
  private static final Path PAGE = Path.of("docs/how-to/add-a-chip.md");
  private static final Path CHIPS = Path.of("src/main/java/dev/fluxbar/bench/gpio/chip");
  private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```$");

  @Test
  void theExampleOfAChipIsAFileThatCompiles() throws IOException {
    Matcher example = JAVA.matcher(Files.readString(PAGE));
    assertThat(example.find()).isTrue();
    assertThat(Files.readString(CHIPS.resolve("Adg714.java"))).endsWith(example.group(1));
  }

  @Test
  void theLineOfItsExampleIsInTheRegistry() throws IOException {
    assertThat(Files.readString(PAGE)).contains("       new Adg714(),\n");
    assertThat(Files.readString(CHIPS.resolve("Chips.java"))).contains(" new Adg714(),\n");
  }

  @Test
  void everyChipIsInTheReferenceAndHasItsWitnesses() throws IOException {
    String reference = Files.readString(Path.of("docs/reference/bench-file.md"));
    String decision =
        Files.readString(Path.of("docs/decisions/0035-a-bench-of-chips-is-a-bench-file.md"));
    assertThat(Chips.all()).hasSizeGreaterThan(7);
    for (Chip chip : Chips.all()) {
      assertThat(reference).contains("`" + chip.model() + "`");
      assertThat(decision).containsIgnoringCase("| " + chip.model() + " |");
    }
  }
}
