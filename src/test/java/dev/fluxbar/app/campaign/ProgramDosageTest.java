package dev.fluxbar.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is reckoned from a program's volts and seconds is what it was drawn from. */
class ProgramDosageTest {
  private static final NetworkShape SHAPE = NetworkShape.sizes(3, 4, 2);

  private static BenchDescription describe(BoardUnderTest board) {
    HostLink link = new HostLink(board.connect(), 1, NanoClock.system(), LinkTimes.DEFAULT);
    Limits limits = new Limits(4, 10, 10_000, 100_000, Duration.ofMillis(100));
    try (BoardBench bench = BoardBench.open(link, board.activation(), limits, 1)) {
      return bench.description();
    }
  }

  private static List<List<Long>> doses(Dosage dosage) {
    List<List<Long>> doses = new ArrayList<>();
    for (int turn = 0; turn < dosage.times(); turn++) {
      for (long[] dose : dosage.pattern()) {
        doses.add(java.util.Arrays.stream(dose).boxed().toList());
      }
    }
    return doses;
  }

  @Test
  void reckonsEveryDoseOfDrawnPulsesAndBlockSignals() {
    try (BoardUnderTest board =
        EmulatedBoardUnderTest.on(
            BoardSpec.of("dosage", SHAPE, Topology.INDEPENDENT, SwitchKind.CROSSPOINT))) {
      BenchDescription bench = describe(board);
      CellOrder cells = new CellOrder(SHAPE);
      for (long seed = 1; seed <= 200; seed++) {
        Books books = new Books(cells, board, bench);
        JobDraw draw = new JobDraw(cells, bench, false, books, 20, new SplittableRandom(seed));
        ReadingDraw readings =
            new ReadingDraw(cells, bench, books, draw, board.device().maxSiemens());
        for (DrawnJob job : List.of(draw.pulses(), readings.any())) {
          assertThat(doses(ProgramDosage.of(job.program(), cells, bench)))
              .as("seed %d, %d pulses", seed, job.pulses())
              .isEqualTo(doses(job.dosage()));
        }
      }
    }
  }
}
