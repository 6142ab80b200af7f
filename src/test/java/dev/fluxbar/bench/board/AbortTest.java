package dev.fluxbar.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.array.Activation;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.board.JobFault.Fate;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.transport.MemoryTransport;
import dev.fluxbar.transport.TcpListener;
import dev.fluxbar.transport.TcpTransport;
import dev.fluxbar.wire.ErrorCode;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Going safe from outside the owner's thread, at any moment. */
@Timeout(60)
class AbortTest {
  private static final Limits LIMITS = new Limits(4, 100, 1000, 10_000, Duration.ofMillis(100));

  private static EmulatedBoard board(MemoryTransport.Pair pair, double pace) {
    EmulatedBoard board = new EmulatedBoard(BoardSpec.academic(), pair.board(), pace);
    board.open();
    return board;
  }

  private static BoardBench open(MemoryTransport.Pair pair, int session) {
    HostLink link = new HostLink(pair.host(), session, NanoClock.system(), LinkTimes.DEFAULT);
    return BoardBench.open(link, Activation.TANH, LIMITS, ((long) session << 32) + 1);
  }

  private static Program settle(double seconds) {
    return Program.builder().then(new Step.Settle(seconds)).build();
  }

  private static void ends(Fate fate, Runnable run) {
    assertThatThrownBy(run::run)
        .isInstanceOfSatisfying(
            JobFault.class, e -> assertThat(e.fate()).as(e.getMessage()).isEqualTo(fate));
  }

  @Test
  void anAbortEndsAJobThatRuns() throws InterruptedException {
    MemoryTransport.Pair pair = MemoryTransport.pair("abort");
    try (EmulatedBoard board = board(pair, 1);
        BoardBench bench = open(pair, 1)) {
      Thread other =
          new Thread(
              () -> {
                waitUntilItRuns(board);
                bench.abort();
              });
      other.start();
      ends(Fate.ENDED_EARLY, () -> bench.run(settle(1000)));
      other.join();
      assertThat(board.truth().safe()).isTrue();
      assertThat(board.truth().running()).isFalse();
      ends(Fate.NOT_STARTED, () -> bench.run(settle(1)));
    }
  }

  @Test
  void anInterruptEndsAJobThatRuns() {
    MemoryTransport.Pair pair = MemoryTransport.pair("interrupt");
    EmulatedBoard board = board(pair, 1);
    BoardBench bench = open(pair, 1);
    Thread owner = Thread.currentThread();
    Thread other =
        new Thread(
            () -> {
              waitUntilItRuns(board);
              owner.interrupt();
            });
    other.start();
    ends(Fate.UNKNOWN, () -> bench.run(settle(1000)));
    assertThat(owner.isInterrupted()).isTrue();
    ends(Fate.NOT_STARTED, () -> bench.run(settle(1)));
    bench.close();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(board.truth().running()).isFalse();
    assertThat(board.truth().safe()).isTrue();
    board.close();
  }

  private static void waitUntilItRuns(EmulatedBoard board) {
    while (!board.truth().running()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void anAbortAtAnyMomentLeavesTheBoardSafeAndNothingUnknown() throws InterruptedException {
    Random random = new Random(5);
    for (int round = 1; round <= 60; round++) {
      MemoryTransport.Pair pair = MemoryTransport.pair("abort" + round);
      int spins = random.nextInt(200_000);
      try (EmulatedBoard board = board(pair, 0);
          BoardBench bench = open(pair, round)) {
        CountDownLatch begins = new CountDownLatch(1);
        Thread other =
            new Thread(
                () -> {
                  begins.countDown();
                  for (int i = 0; i < spins; i++) {
                    Thread.onSpinWait();
                  }
                  bench.abort();
                });
        other.start();
        begins.await();
        assertThatThrownBy(() -> runForEver(bench))
            .as("round %d, spins %d", round, spins)
            .isInstanceOfSatisfying(
                JobFault.class, e -> assertThat(e.fate()).isNotEqualTo(Fate.UNKNOWN));
        other.join();
        ends(Fate.NOT_STARTED, () -> bench.run(settle(1)));
        assertThat(board.truth().safe()).as("round %d", round).isTrue();
      }
    }
  }

  private static void runForEver(BoardBench bench) {
    while (true) {
      bench.run(settle(1e-3));
    }
  }

  @Test
  void aBenchThatIsOpenedAgainGoesOnAfterAnAbort() {
    // A TCP listener serves one host after the other.
    TcpListener listener = new TcpListener(0);
    try (EmulatedBoard board = new EmulatedBoard(BoardSpec.academic(), listener)) {
      board.open();
      try (BoardBench first = over(listener, 1)) {
        first.abort();
        ends(Fate.NOT_STARTED, () -> first.run(settle(1)));
      }
      try (BoardBench second = over(listener, 2)) {
        assertThat(second.earlierFault()).isEqualTo(Optional.of(ErrorCode.ABORTED));
        assertThat(second.run(settle(1)).benchSeconds()).isEqualTo(1);
      }
    }
  }

  private static BoardBench over(TcpListener listener, int session) {
    HostLink link =
        new HostLink(
            new TcpTransport("127.0.0.1", listener.port()),
            session,
            NanoClock.system(),
            LinkTimes.DEFAULT);
    return BoardBench.open(link, Activation.TANH, LIMITS, ((long) session << 32) + 1);
  }
}
