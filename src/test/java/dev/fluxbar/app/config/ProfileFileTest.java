package dev.fluxbar.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.analog.AnalogProfile;
import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.calibration.BadCell;
import dev.fluxbar.calibration.CalibrationResult;
import dev.fluxbar.calibration.Estimate;
import dev.fluxbar.calibration.Parameter;
import dev.fluxbar.calibration.Quantity;
import dev.fluxbar.calibration.Residuals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFileTest {
  private static final Instant DAY = Instant.parse("2026-03-01T12:00:00Z");

  // Set by JUnit before each test.
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private static BenchDescription bench(String id, int rows, int columns) {
    Channels channels =
        new Channels(
            true,
            1e-4,
            2,
            List.of(new Channels.Range(1e-5, 1e-10), new Channels.Range(1e-4, 1e-9)));
    return new BenchDescription(
        id,
        "test 1",
        Topology.INDEPENDENT,
        NetworkShape.sizes(columns, rows),
        Activation.TANH,
        SwitchKind.LINE,
        List.of(channels),
        1e-6);
  }

  private Path written() throws IOException {
    CalibrationResult result =
        new CalibrationResult(
            new AnalogProfile(List.of()),
            List.of(
                new Parameter(
                    Quantity.DRIVER_OFFSET, 0, 1, Parameter.NONE, new Estimate(1.1e-3, 2e-6)),
                new Parameter(
                    Quantity.DRIVER_GAIN, 0, 1, Parameter.NONE, new Estimate(1.004, 1e-4)),
                new Parameter(Quantity.INPUT_OFFSET, 0, 2, 1, new Estimate(-3e-9, 1e-11)),
                new Parameter(Quantity.INPUT_GAIN, 0, 2, 1, new Estimate(0.995, 1e-4)),
                new Parameter(
                    Quantity.INPUT_NOISE, 0, 2, Parameter.NONE, new Estimate(1e-9, 1e-10))),
            Residuals.NONE,
            0,
            List.of(new BadCell(new Cell(0, 1, 1), 0, BadCell.Kind.OPEN)),
            List.of(),
            1,
            1);
    ProfileFile.Origin origin = new ProfileFile.Origin(DAY, 30, "0.1", 0.1);
    Path file = folder.resolve("board.json");
    Files.write(file, ProfileFile.bytes(bench("lab-7", 3, 2), result, origin));
    return file;
  }

  private static Clock after(Duration time) {
    return Clock.fixed(DAY.plus(time), ZoneOffset.UTC);
  }

  @Test
  void whatWasFoundIsWhatIsApplied() throws IOException {
    AnalogProfile profile =
        ProfileFile.read(written()).forBoard(bench("lab-7", 3, 2), after(Duration.ofDays(29)));
    AnalogProfile.ArrayTransfers array = profile.arrays().get(0);
    assertThat(array.drivers())
        .containsExactly(DriverTransfer.IDEAL, new DriverTransfer(1.1e-3, 1.004, 2e-6, 1e-4));
    assertThat(array.inputs().get(2))
        .containsExactly(InputTransfer.IDEAL, new InputTransfer(-3e-9, 0.995, 1e-11, 1e-4));
    assertThat(array.inputs().get(0)).containsOnly(InputTransfer.IDEAL);
  }

  @Test
  void refusesAnotherBoard() throws IOException {
    ProfileFile file = ProfileFile.read(written());
    assertThatThrownBy(() -> file.forBoard(bench("lab-8", 3, 2), after(Duration.ZERO)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("board-id=lab-7, this board=lab-8")
        .hasMessageContaining("calibrate this one");
  }

  @Test
  void refusesWhatHasOutlivedItself() throws IOException {
    ProfileFile file = ProfileFile.read(written());
    assertThatThrownBy(() -> file.forBoard(bench("lab-7", 3, 2), after(Duration.ofHours(721))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("age-days=30.0, life-days=30")
        .hasMessageContaining("too old");
  }

  @Test
  void refusesAProfileOfTheFuture() throws IOException {
    ProfileFile file = ProfileFile.read(written());
    assertThatThrownBy(() -> file.forBoard(bench("lab-7", 3, 2), after(Duration.ofDays(-2))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("of the future");
  }

  @Test
  void refusesArraysOfOtherSizes() throws IOException {
    ProfileFile file = ProfileFile.read(written());
    assertThatThrownBy(() -> file.forBoard(bench("lab-7", 4, 2), after(Duration.ZERO)))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("2 drivers x 3 inputs x 2 ranges")
        .hasMessageContaining("2 drivers x 4 inputs x 2 ranges");
  }

  @Test
  void refusesEveryNumberThatAHandChanged() throws IOException {
    Path file = written();
    String text = Files.readString(file);
    for (String[] change :
        new String[][] {
          {"1.004", "1.005"}, {"\"life-days\" : 30", "\"life-days\" : 300"}, {"lab-7", "lab-8"}
        }) {
      String changed = text.replace(change[0], change[1]);
      assertThat(changed).isNotEqualTo(text);
      Files.writeString(file, changed);
      assertThatThrownBy(() -> ProfileFile.read(file))
          .as(change[0])
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("it was changed since it was written, calibrate again");
    }
  }

  @Test
  void aNewLayoutChangesNothing() throws IOException {
    Path file = written();
    Files.writeString(file, Files.readString(file).replaceAll("\\s*\n\\s*", " "));
    assertThat(ProfileFile.read(file).boardId()).isEqualTo("lab-7");
  }

  @Test
  void refusesWhatIsNoProfile() throws IOException {
    Path file = folder.resolve("none.json");
    for (String text : List.of("{}", "[1]", "no json", "{\"sha-256\": 3}", "")) {
      Files.write(file, text.getBytes(StandardCharsets.UTF_8));
      assertThatThrownBy(() -> ProfileFile.read(file))
          .as(text)
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("none.json");
    }
  }
}
