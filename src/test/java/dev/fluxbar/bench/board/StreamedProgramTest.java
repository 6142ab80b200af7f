package dev.fluxbar.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.emulator.BoardCapacity;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.Faults;
import dev.fluxbar.transport.FaultyTransport;
import dev.fluxbar.transport.MemoryTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs with more tables than a board holds give what they give on a board that holds them. */
@Timeout(60)
class StreamedProgramTest {
  private static final Limits LIMITS = new Limits(1, 10, 1e6, 10_000, Duration.ofMillis(100));

  /** What matters is that nothing is lost, not how soon it arrives. */
  private static final LinkTimes PATIENT =
      new LinkTimes(
          Duration.ofSeconds(30),
          Duration.ofMillis(20),
          Duration.ofSeconds(30),
          Duration.ofMillis(10));

  private static final BoardSpec LARGE =
      BoardSpec.of(
          "large", NetworkShape.sizes(5, 3, 4), Topology.INDEPENDENT, SwitchKind.CROSSPOINT);
  private static final BoardSpec WHOLE = LARGE.withCapacity(LARGE.capacity().withoutStreaming());

  /** So little memory that no program of these tests fits, with its results, in any other way. */
  private static final BoardSpec SMALL = LARGE.withCapacity(capacity(1024, 900));

  private static BoardCapacity capacity(int jobBytes, int resultBytes) {
    BoardCapacity usual = LARGE.capacity();
    return new BoardCapacity(
        usual.creditFrames(),
        usual.creditBytes(),
        jobBytes,
        resultBytes,
        true,
        usual.longestOnTicks(),
        usual.longestProgramTicks(),
        usual.longestWatchdogMillis());
  }

  /** A bench before a fresh board. */
  private record Rig(EmulatedBoard board, BoardBench bench) implements AutoCloseable {
    static Rig of(BoardSpec spec) {
      return of(spec, Faults.NONE, 0);
    }

    /** With faults of a seed in both directions. */
    static Rig of(BoardSpec spec, Faults faults, long seed) {
      MemoryTransport.Pair pair = MemoryTransport.pair("stream");
      ByteTransport far = new FaultyTransport(pair.board(), faults, Faults.NONE, -seed);
      EmulatedBoard board = new EmulatedBoard(spec, far);
      board.open();
      ByteTransport near = new FaultyTransport(pair.host(), faults, Faults.NONE, seed);
      HostLink link = new HostLink(near, 4711, NanoClock.system(), PATIENT);
      return new Rig(board, BoardBench.open(link, Activation.TANH, LIMITS, 1));
    }

    @Override
    public void close() {
      bench.close();
      board.close();
    }
  }

  private static Volts volts(Random random, int columns) {
    return Volts.of(random.doubles(columns, -1, 1).toArray());
  }

  /** A program of 2 arrays with loops in loops, most of whose drives take a table a turn. */
  private static Program program(Random random) {
    Program.Builder program = Program.builder();
    SwitchSetting setting = SwitchSetting.open(LARGE.shape());
    for (int l = 0; l < 2; l++) {
      setting = setting.with(l, ArraySwitches.closed(LARGE.shape().array(l)));
      program.then(new Step.Sense(l, 0, LARGE.shape().array(l).rows(), 2, 1));
    }
    program.then(new Step.Switches(setting));
    for (int i = 0; i < 200; i++) {
      program.table(volts(random, 5));
    }
    for (int i = 0; i < 200; i++) {
      program.table(volts(random, 3));
    }
    program.then(new Step.Repeat(100, body(random, 100, 1)));
    program.then(new Step.Repeat(2 + random.nextInt(3), body(random, 40, 2)));
    return program.build();
  }

  private static List<Step> body(Random random, int turns, int depth) {
    List<Step> body = new ArrayList<>();
    if (depth > 1) {
      body.add(new Step.Repeat(turns, body(random, turns, depth - 1)));
    }
    for (int i = 0; i < 2 && depth == 1; i++) {
      int array = random.nextInt(2);
      body.add(new Step.Drive(array, 200 * array + random.nextInt(9), random.nextInt(2)));
      body.add(new Step.Drive(1 - array, 200 * (1 - array) + random.nextInt(9), 1));
      body.add(
          random.nextBoolean()
              ? new Step.Block(1e-4, random.nextBoolean(), Step.Block.MIDDLE, 0)
              : new Step.Pulse(1e-4, true, List.of()));
      if (random.nextInt(4) == 0) {
        body.add(new Step.Repeat(3, List.of(new Step.Settle(1e-5))));
      }
    }
    body.add(new Step.Settle(1e-5));
    return body;
  }

  @Test
  void givesWhatALoadedProgramGives() {
    for (int seed = 0; seed < 12; seed++) {
      Program program = program(new Random(seed));
      try (Rig whole = Rig.of(WHOLE);
          Rig small = Rig.of(SMALL)) {
        Recording expected = whole.bench.run(program);
        Recording streamed = small.bench.run(program);
        assertThat(streamed.samples()).as("seed=%d", seed).isEqualTo(expected.samples());
        assertThat(streamed.benchSeconds()).isEqualTo(expected.benchSeconds());
        assertThat(small.board.truth().fluxesVoltSeconds())
            .isEqualTo(whole.board.truth().fluxesVoltSeconds());
        assertThat(small.bench.run(program).samples()).hasSameSizeAs(expected.samples());
      }
    }
  }

  @Test
  void givesTheSameOverALineThatLosesAndRepeats() {
    Faults faults =
        Faults.builder().chunkLoss(0.02).chunkCorruption(0.02).duplication(0.02).build();
    for (int seed = 1; seed <= 3; seed++) {
      Program program = program(new Random(seed));
      try (Rig whole = Rig.of(WHOLE);
          Rig small = Rig.of(SMALL, faults, seed)) {
        Recording expected = whole.bench.run(program);
        assertThat(small.bench.run(program)).as("seed=%d", seed).isEqualTo(expected);
        assertThat(small.board.truth().fluxesVoltSeconds())
            .isEqualTo(whole.board.truth().fluxesVoltSeconds());
      }
    }
  }

  @Test
  void aBoardThatCannotStreamRefusesWhatItCannotHold() {
    Program program = program(new Random(1));
    BoardSpec plain = LARGE.withCapacity(capacity(1024, 900).withoutStreaming());
    try (Rig rig = Rig.of(plain)) {
      assertThat(rig.bench.streamsTables()).isFalse();
      assertThatThrownBy(() -> rig.bench.run(program))
          .isInstanceOf(ProgramRefused.class)
          .hasMessageContaining("its job-bytes=1024");
    }
  }

  @Test
  void whatFitsInNoWayIsRefusedBeforeTheFirstWord() {
    Program program = program(new Random(1));
    try (Rig rig = Rig.of(LARGE.withCapacity(capacity(200, 900)))) {
      long sent = rig.bench.linkCounts().framesSent();
      assertThatThrownBy(() -> rig.bench.run(program)).isInstanceOf(ProgramRefused.class);
      assertThat(rig.bench.linkCounts().framesSent()).isEqualTo(sent);
    }
  }

  /** From another thread, while tables are on their way: what was sent ahead means nothing. */
  @Test
  void anAbortInAStreamEndsTheJob() throws InterruptedException {
    Program.Builder builder = Program.builder();
    for (int i = 0; i < 4000; i++) {
      builder.table(Volts.all(5, 0.5));
    }
    Program program =
        builder
            .then(new Step.Sense(0, 0, 1, 2, 1))
            .then(
                new Step.Repeat(
                    4000, List.of(new Step.Drive(0, 0, 1), Step.Block.sampledAtMiddle(1e-4))))
            .build();
    try (Rig rig = Rig.of(LARGE)) {
      Thread aborter = new Thread(rig.bench::abort);
      rig.board.observe(
          1,
          List.of(),
          new dev.fluxbar.emulator.CellObserver() {
            private int calls;

            @Override
            public void at(double benchSeconds, double[] siemens) {
              if (++calls == 1000) {
                aborter.start();
              }
            }
          });
      assertThatThrownBy(() -> rig.bench.run(program))
          .isInstanceOf(JobFault.class)
          .extracting(fault -> ((JobFault) fault).fate())
          .isEqualTo(JobFault.Fate.ENDED_EARLY);
      aborter.join();
      assertThat(rig.board.truth().safe()).isTrue();
    }
  }
}
