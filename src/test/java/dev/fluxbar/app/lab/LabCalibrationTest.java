package dev.fluxbar.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.ProfileFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a lab finds of its boards it keeps in its own folder, and finds again. */
class LabCalibrationTest {
  private static final String CALIBRATE = "steps: [{calibrate: {averages: 16}}]";

  private final Path data;

  LabCalibrationTest(@TempDir Path data) {
    this.data = data;
  }

  /** Where a lab says that the profile is. */
  private static Path profile(Path data) throws Exception {
    try (var files = Files.list(data.resolve("profiles"))) {
      return files.findFirst().orElseThrow();
    }
  }

  @Test
  void aProfileIsKeptInTheLabsFolderAndAppliedWhereTheBenchFileNamesIt() throws Exception {
    BenchFile bare = BenchFile.of(BenchFile.ACADEMIC);
    String first;
    try (TestLab lab = TestLab.of(data, 0, bare, "a")) {
      RunView run = lab.awaitEnd(lab.order("a", CALIBRATE).id());
      assertThat(run.state()).as(run.message()).isEqualTo("done");
      first = Files.readString(profile(data));
      // The run has its own, for ever.
      Path own = lab.lab().folder(run.id()).resolve("step-01-calibrate/profile.json");
      assertThat(Files.readString(own)).isEqualTo(first);
      // Nobody has said that it is to be applied.
      assertThat(lab.lab().bench("a").about().orElseThrow().profile()).isEmpty();
    }
    Path kept = profile(data);
    BenchFile applied = bare.withCalibration(Optional.of(kept));
    try (TestLab lab = TestLab.of(data, 0, applied, "a")) {
      String about = lab.lab().bench("a").about().orElseThrow().profile();
      assertThat(about).isEqualTo("found " + ProfileFile.read(kept).date());
      // Measured without it, and another life with what was found now.
      RunView again =
          lab.awaitEnd(lab.order("a", "steps: [{calibrate: {averages: 16, life-days: 7}}]").id());
      assertThat(again.state()).as(again.message()).isEqualTo("done");
      assertThat(ProfileFile.read(kept).lifeDays()).isEqualTo(7);
      RunView read = lab.awaitEnd(lab.order("a", "steps: [{read: {}}]").id());
      assertThat(read.state()).as(read.message()).isEqualTo("done");
      String now = lab.lab().bench("a").about().orElseThrow().profile();
      assertThat(now).isEqualTo("found " + ProfileFile.read(kept).date());
      assertThatThrownBy(() -> lab.order("a", "steps: [{calibrate: {}}, {read: {}}]"))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("order them apart");
    }
  }
}
