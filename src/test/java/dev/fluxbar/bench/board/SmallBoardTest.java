package dev.fluxbar.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.algorithm.Inference;
import dev.fluxbar.algorithm.InferenceOutcome;
import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.emulator.BoardCapacity;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.MemoryTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A board of two kilobytes that takes one frame at a time does what a large one does. */
@Timeout(120)
class SmallBoardTest {
  private static final Limits LIMITS = new Limits(1, 10, 1e6, 10_000, Duration.ofMillis(100));
  private static final LinkTimes PATIENT =
      new LinkTimes(
          Duration.ofSeconds(30),
          Duration.ofMillis(20),
          Duration.ofSeconds(30),
          Duration.ofMillis(10));
  private static final BoardSpec LARGE =
      BoardSpec.of(
              "board", NetworkShape.sizes(16, 4, 3), Topology.INDEPENDENT, SwitchKind.CROSSPOINT)
          .withSeed(1);

  private static BoardSpec board(
      int creditFrames, int creditBytes, int jobBytes, int resultBytes, boolean streams) {
    BoardCapacity usual = LARGE.capacity();
    return LARGE.withCapacity(
        new BoardCapacity(
            creditFrames,
            creditBytes,
            jobBytes,
            resultBytes,
            streams,
            usual.longestOnTicks(),
            usual.longestProgramTicks(),
            usual.longestWatchdogMillis()));
  }

  private static void on(BoardSpec spec, Consumer<BoardBench> work) {
    MemoryTransport.Pair pair = MemoryTransport.pair("small");
    try (EmulatedBoard board = new EmulatedBoard(spec, pair.board())) {
      board.open();
      HostLink link = new HostLink(pair.host(), 4711, NanoClock.system(), PATIENT);
      try (BoardBench bench = BoardBench.open(link, Activation.TANH, LIMITS, 1)) {
        work.accept(bench);
      }
    }
  }

  private static List<Volts> inputs(int count) {
    Random random = new Random(7);
    List<Volts> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(Volts.of(random.doubles(16, -1, 1).toArray()));
    }
    return inputs;
  }

  /** What was inferred, with its evidence; each input's part of the time depends on its batch. */
  private static List<String> infer(BoardSpec spec, int count) {
    List<InferenceOutcome> outcomes = new ArrayList<>();
    on(
        spec,
        bench ->
            outcomes.addAll(
                new Inference(bench, ArctanMemristor.PAPER, InferenceSettings.of(1e-4))
                    .run(inputs(count))
                    .outcomes()));
    return outcomes.stream()
        .map(outcome -> outcome.toString().replaceAll("benchSeconds=[^,]*", ""))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void infersTenThousandInputsInTwoKilobytes(boolean streams) {
    assertThat(infer(board(64, 32 << 10, 2048, 4096, streams), 10_000))
        .isEqualTo(infer(LARGE, 10_000));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void infersWithOneFrameOfCredit(boolean streams) {
    assertThat(infer(board(1, 530, 2048, 4096, streams), 100)).isEqualTo(infer(LARGE, 100));
  }

  @Test
  void refusesInOneSentenceWhatNoSplittingMakesFit() {
    assertThatThrownBy(() -> infer(board(1, 530, 128, 4096, false), 3))
        .hasMessageMatching("program: image-bytes=\\d+, board=board, its job-bytes=128; .*");
    assertThatThrownBy(() -> infer(board(1, 530, 2048, 100, false), 3))
        .hasMessageMatching("program: result-bytes=\\d+, board=board, its result-bytes=100; .*");
  }
}
