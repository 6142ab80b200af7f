package dev.fluxbar.daemon.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fluxbar.app.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

@Tag("clock")
class DaemonLogTest {

  /** A logger of its own: the process's other tests keep theirs. */
  private static LoggerContext context(Path folder, LogLimits limits) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    DaemonLog.configure(context, folder, limits);
    // What the tests log is for the file.
    context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender("stderr");
    return context;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void eachLineIsAnObjectThatNamesItsRunAndBench(@TempDir Path folder) throws IOException {
    LoggerContext context = context(folder, LogLimits.USUAL);
    context.getMDCAdapter().put(DaemonLog.RUN, "20261122-210140-read");
    context.getMDCAdapter().put(DaemonLog.BENCH, "left");
    context.getLogger("dev.fluxbar.Lab").info("Run {} began", "with \"quotes\"\nand lines");
    context.getMDCAdapter().clear();
    context.getLogger("dev.fluxbar.Lab").warn("Broken", new IOException("disk"));
    context.getLogger("dev.fluxbar.Lab").debug("not asked for");
    context.stop();

    List<String> lines = Files.readAllLines(folder.resolve("logs/fluxbar.log"));
    assertThat(lines).hasSize(2);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.path("mdc").path("run").asText()).isEqualTo("20261122-210140-read");
    assertThat(first.path("mdc").path("bench").asText()).isEqualTo("left");
    assertThat(first.path("formattedMessage").asText())
        .isEqualTo("Run with \"quotes\"\nand lines began");
    assertThat(first.path("level").asText()).isEqualTo("INFO");
    assertThat(first.path("timestamp").asLong()).isPositive();
    JsonNode second = new ObjectMapper().readTree(lines.get(1));
    assertThat(second.path("mdc")).isEmpty();
    assertThat(second.path("throwable").path("message").asText()).isEqualTo("disk");
  }

  @Test
  void filesAreBoundedEachAndAllTogether(@TempDir Path folder) throws IOException {
    LogLimits limits = new LogLimits(20_000, 3, 30_000, 1);
    LoggerContext context = context(folder, limits);
    Logger log = context.getLogger("dev.fluxbar.Lab");
    // Random letters, so that packing does not make them small: 4 MB in files of 20 kB.
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      byte[] letters = new byte[1_000];
      random.nextBytes(letters);
      log.info("{}", HexFormat.of().formatHex(letters));
    }
    // Waits for what packs and deletes.
    context.stop();
    // Beside so fast a writer the deleting falls behind; the next files are put aside at leisure.
    for (int turn = 0; turn < 3; turn++) {
      LoggerContext next = context(folder, limits);
      next.getLogger("dev.fluxbar.Lab").info("{}", "x".repeat(2 * (int) limits.fileBytes()));
      next.getLogger("dev.fluxbar.Lab").info("another");
      next.stop();
    }

    List<Path> files = files(folder);
    assertThat(files).hasSizeGreaterThan(1).contains(folder.resolve("logs/fluxbar.log"));
    long packed = 0;
    for (Path file : files) {
      if (file.toString().endsWith(".gz")) {
        packed += Files.size(file);
      }
    }
    // The cap is looked at when a file is put aside, before the newest is packed.
    assertThat(packed).isPositive().isLessThan(limits.allBytes() + limits.fileBytes());
    // 4 MB were written; a file outgrows its limit by what is written within one look.
    assertThat(Files.size(folder.resolve("logs/fluxbar.log"))).isLessThan(1_000_000);
  }

  @Test
  void whatIsThereIsNotOverwritten(@TempDir Path folder) throws IOException {
    for (String word : List.of("first", "second")) {
      LoggerContext context = context(folder, LogLimits.USUAL);
      context.getLogger("dev.fluxbar.Lab").info(word);
      context.stop();
    }
    assertThat(folder.resolve("logs/fluxbar.log")).content().contains("first").contains("second");
  }

  @Test
  void aFolderThatCannotBeMadeIsTold(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve("logs"));

    assertThatThrownBy(() -> context(folder, LogLimits.USUAL))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("log: folder=");
  }
}
