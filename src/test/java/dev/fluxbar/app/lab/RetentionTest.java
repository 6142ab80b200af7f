package dev.fluxbar.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.RunState;
import dev.fluxbar.app.wiring.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  private static final String READ = "steps: [{read: {cell: [1, 1, 1]}}]";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path data;

  private LabSettings settings(String... benches) {
    List<BenchSlot> slots =
        Stream.of(benches)
            .map(
                name ->
                    new BenchSlot(
                        name, BenchFile.of(BenchFile.ACADEMIC), Line.MEMORY, OptionalLong.of(7)))
            .toList();
    return new LabSettings(data, slots, Duration.ofSeconds(5), 0, Clock.systemUTC());
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> all = Files.list(data.resolve("runs"))) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theNewestRunsThatEndedAreKept() throws Exception {
    try (TestLab lab = new TestLab(Lab.open(settings("a").keeping(2)))) {
      String first = lab.awaitEnd(lab.order("a", READ).id()).id();
      String second = lab.awaitEnd(lab.order("a", READ).id()).id();
      String third = lab.awaitEnd(lab.order("a", READ).id()).id();
      assertThat(folders()).contains(first, second, third); // two had ended when it was ordered
      String fourth = lab.awaitEnd(lab.order("a", READ).id()).id();
      assertThat(folders()).doesNotContain(first).contains(second, third, fourth);
      assertThatThrownBy(() -> lab.lab().run(first)).isInstanceOf(NoSuch.class);
      assertThatThrownBy(() -> lab.lab().folder(first)).isInstanceOf(NoSuch.class);
    }
  }

  @Test
  void whatWaitsAndWhatIsNotTheLabsIsLeftAlone() throws Exception {
    Path byHand;
    try (RunFolder folder =
        RunFolder.begin(
            new RunFolder.Request("read", List.of(), OptionalLong.empty(), "emulator:academic"),
            data,
            Optional.empty(),
            Clock.systemUTC())) {
      byHand = folder.path();
      folder.end(RunState.DONE, "");
    }
    try (TestLab lab = new TestLab(Lab.open(settings("a", "b").keeping(1)))) {
      lab.lab().hold("b", Optional.empty());
      String waits = lab.order("b", READ).id();
      for (int i = 0; i < 4; i++) {
        lab.awaitEnd(lab.order("a", READ).id());
      }
      assertThat(folders()).contains(waits, byHand.getFileName().toString()).hasSize(4);
      lab.lab().release("b", Optional.empty());
      assertThat(lab.awaitEnd(waits).state()).isEqualTo("done");
    }
  }

  @Test
  void everythingIsKeptUnlessSomebodySaysSo() throws Exception {
    try (TestLab lab = new TestLab(Lab.open(settings("a")))) {
      for (int i = 0; i < 3; i++) {
        lab.awaitEnd(lab.order("a", READ).id());
      }
      assertThat(folders()).hasSize(3);
    }
    assertThatThrownBy(() -> settings("a").keeping(0))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("keep-runs=0");
  }
}
