package dev.fluxbar.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Path;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.Faults;
import dev.fluxbar.transport.FaultyTransport;
import dev.fluxbar.transport.MemoryTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bench over a line that does everything wrong: each pulse is fired once, each is heard of. */
@Timeout(300)
class LossyBenchTest {
  private static final int PULSES = 2000;
  private static final double WIDTH_SECONDS = 0.1;
  private static final double STEP_VOLTS = 125e-6;
  private static final Limits LIMITS = new Limits(4, 100, 1000, 10_000, Duration.ofMillis(100));

  /** What matters is that nothing is lost, not how soon it arrives. */
  private static final LinkTimes PATIENT =
      new LinkTimes(
          Duration.ofSeconds(60),
          Duration.ofMillis(20),
          Duration.ofSeconds(60),
          Duration.ofMillis(10));

  private static final Cell CELL = new Cell(0, 2, 0);

  @ParameterizedTest(name = "seed {0}: chunks {1}, bytes {2}")
  @CsvSource({"1, 0.01, 0", "2, 0.03, 0", "3, 0.05, 0", "4, 0.01, 0.0002", "5, 0.02, 0.0005"})
  void everyPulseFiresOnceAndIsHeardOf(long seed, double chunkRate, double byteRate) {
    MemoryTransport.Pair pair = MemoryTransport.pair("lossy");
    // Outgoing faults only, at both ends: what a seed does then depends on the chunks alone.
    FaultyTransport host =
        new FaultyTransport(pair.host(), faults(chunkRate, byteRate), Faults.NONE, seed);
    FaultyTransport far =
        new FaultyTransport(pair.board(), faults(chunkRate, byteRate), Faults.NONE, -seed);
    EmulatedBoard board = new EmulatedBoard(BoardSpec.academic(), far);
    board.open();
    HostLink link = new HostLink(host, 77, NanoClock.system(), PATIENT);
    Random random = new Random(seed);
    double fluxVoltSeconds = 0;
    int heardOf = 0;
    try (BoardBench bench = BoardBench.open(link, Activation.TANH, LIMITS, 1)) {
      while (heardOf < PULSES) {
        List<Volts> volts = draw(random, Math.min(1 + random.nextInt(20), PULSES - heardOf));
        Recording recording = bench.run(program(bench, volts));
        assertThat(recording.samples())
            .as("seed=%d, after %d", seed, heardOf)
            .hasSize(volts.size());
        for (Sample sample : recording.samples()) {
          fluxVoltSeconds += volts.get(sample.place().turn()).at(CELL.column()) * WIDTH_SECONDS;
          heardOf++;
        }
        // Each product is rounded once at either side: 2000 of them stay far below 1e-9 V s.
        assertThat(board.truth().fluxesVoltSeconds().get(0).at(CELL.row(), CELL.column()))
            .as("seed=%d, after %d pulses", seed, heardOf)
            .isCloseTo(fluxVoltSeconds, within(1e-9));
      }
      assertThat(bench.linkCounts().repeated())
          .as("seed=%d: it was put to the test", seed)
          .isPositive();
    }
    assertThat(board.truth().safe()).as("seed=%d", seed).isTrue();
    assertThat(host.outgoingCounts().lostChunks()).as("seed=%d", seed).isPositive();
    board.close();
  }

  private static Faults faults(double chunkRate, double byteRate) {
    return Faults.builder()
        .chunkLoss(chunkRate)
        .chunkCorruption(chunkRate)
        .duplication(chunkRate)
        .reorder(chunkRate)
        .truncation(chunkRate)
        .delay(chunkRate, 3)
        .byteLoss(byteRate)
        .byteCorruption(byteRate)
        .build();
  }

  private static List<Volts> draw(Random random, int count) {
    List<Volts> volts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int code = random.nextInt(2001) - 1000;
      volts.add(Volts.only(2, CELL.column(), code * STEP_VOLTS));
    }
    return volts;
  }

  private static Program program(BoardBench bench, List<Volts> volts) {
    Program.Builder program =
        Program.builder()
            .then(
                new Step.Switches(
                    SwitchSetting.along(bench.description().shape(), new Path(List.of(CELL)))))
            .then(new Step.Sense(0, CELL.row(), 1, 0, 1));
    volts.forEach(program::table);
    return program
        .then(
            new Step.Repeat(
                volts.size(),
                List.of(new Step.Drive(0, 0, 1), new Step.Pulse(WIDTH_SECONDS, true, List.of()))))
        .build();
  }
}
