package dev.fluxbar.daemon.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.operation.OperationResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@Tag("clock")
class DaemonLoadTest {
  private final Path data;

  DaemonLoadTest(@TempDir Path data) {
    this.data = data;
  }

  private LoadSettings settings(int clients, double everySeconds, int rounds, double turnSeconds) {
    return new LoadSettings(
        clients,
        LoadSettings.seconds(everySeconds),
        LoadSettings.Pace.REAL_TIME,
        rounds,
        LoadSettings.seconds(turnSeconds),
        data);
  }

  @Test
  void clientsOfAnotherProcessAreServedAndHearEvents() throws Exception {
    OperationResult result = new DaemonLoad(settings(10, 0.1, 1, 0.3)).run();
    // What they waited is of this machine at this moment, and no test's affair.
    assertThat(result.reached()).as("%s", result.values()).isTrue();
    assertThat((Integer) result.values().get("state-reads")).isGreaterThanOrEqualTo(10);
    assertThat((Double) result.values().get("programs-a-second-watched")).isPositive();
    // A read of one cell is four plateaus of a millisecond: it cannot be done more often.
    assertThat((Double) result.values().get("programs-a-second-alone")).isBetween(0.1, 250.0);
  }

  @Test
  void theMedianIsOfTheRoundsAndNotOfTheTurns() {
    LoadFigures figures = new LoadFigures();
    // The machine becomes slower and slower, and the clients take a tenth of each round.
    for (int round = 0; round < 5; round++) {
      double alone = 1000 - 200 * round;
      figures.add(
          new LoadFigures.Turn(alone, 1),
          new LoadFigures.Turn(0.9 * alone, 1.5),
          new Seen(List.of(1.0, 2.0), 7, 0, 3),
          10);
    }
    OperationResult result = figures.result(settings(50, 1, 5, 10));
    assertThat(result.reached()).isTrue();
    assertThat((Double) result.values().get("slowed"))
        .isCloseTo(0.1, org.assertj.core.api.Assertions.within(1e-12));
    assertThat(result.values())
        .containsEntry("state-reads", 10)
        .containsEntry("events-heard", 35L)
        .containsEntry("programs-a-second-alone", 600.0)
        .containsEntry("daemon-processors-watched", 1.5)
        .containsEntry("client-processors", 0.3);
  }

  @Test
  void aReadThatFailsIsNoGoodResult() {
    LoadFigures figures = new LoadFigures();
    LoadFigures.Turn turn = new LoadFigures.Turn(100, 1);
    figures.add(turn, turn, new Seen(List.of(1.0), 7, 1, 3), 10);
    assertThat(figures.result(settings(50, 1, 1, 10)).reached()).isFalse();
  }

  @Test
  void whatClientsSawCrossesTheLineBetweenTheProcesses() throws Exception {
    Seen seen = new Seen(List.of(1.5, 2.5, 1e-9), 123_456_789_012L, 3, 0.25);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    seen.write(new DataOutputStream(bytes));
    assertThat(Seen.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))))
        .isEqualTo(seen);
  }

  @Test
  void refusesALoadThatIsNone() {
    assertThatThrownBy(() -> settings(0, 1, 1, 1)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> settings(71, 1, 1, 1)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> settings(1, -1, 1, 1)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> settings(1, 1, 0, 1)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> settings(1, 1, 1, 0)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> settings(1, 1, 1, Double.NaN)).isInstanceOf(BadInput.class);
    assertThatThrownBy(() -> settings(1, Double.NaN, 1, 1)).isInstanceOf(BadInput.class);
  }

  @Test
  void quantilesAreOfWhatWasMeasured() {
    double[] sorted = {1, 2, 3, 4};
    assertThat(LoadFigures.quantile(sorted, 0.5)).isEqualTo(2);
    assertThat(LoadFigures.quantile(sorted, 0.99)).isEqualTo(4);
    assertThat(LoadFigures.quantile(new double[0], 0.5)).isNaN();
  }
}
