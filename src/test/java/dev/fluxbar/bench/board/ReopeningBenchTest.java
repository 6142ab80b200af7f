package dev.fluxbar.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Path;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramLost;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.bench.board.JobFault.Fate;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkException;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.ByteTransport;
import dev.fluxbar.transport.MemoryListener;
import dev.fluxbar.transport.Tripwire;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.FrameDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A board that is lost on the way and found again. The time limit is a guard against a hang. */
@Timeout(60)
class ReopeningBenchTest {
  private static final Limits LIMITS = new Limits(4, 100, 1000, 10_000, Duration.ofMillis(100));
  private static final Cell CELL = new Cell(0, 2, 0);
  private static final int WIDTH_TICKS = 1000;
  private static final int CODE = 100;

  private final MemoryListener listener = new MemoryListener("reopening");
  private final EmulatedBoard board = new EmulatedBoard(BoardSpec.academic(), listener);
  private final List<Fate> fates = new ArrayList<>();
  private BenchDoor next = () -> open(listener.connect());
  private Tripwire wire = new Tripwire(listener.connect());
  private int sessions;

  ReopeningBenchTest() {
    board.open();
  }

  @AfterEach
  void close() {
    board.close();
  }

  private BoardBench open(ByteTransport line) {
    sessions++;
    wire = new Tripwire(line);
    HostLink link = new HostLink(wire, sessions, NanoClock.system(), LinkTimes.DEFAULT);
    return BoardBench.open(link, Activation.TANH, LIMITS, ((long) sessions << 32) + 1);
  }

  private ReopeningBench bench(Patience patience) {
    BenchWatcher watcher =
        new BenchWatcher() {
          @Override
          public void lost(JobFault fault) {}

          @Override
          public void found(long job, Fate fate) {
            fates.add(fate);
          }
        };
    return ReopeningBench.open(() -> next.open(), patience, watcher);
  }

  private static Patience patient() {
    return Patience.withoutPauses(Duration.ofSeconds(30));
  }

  /** One pulse, or one block signal, of the cell, with its row sampled. */
  private static Program program(ReopeningBench bench, Step signal) {
    double step = bench.description().channels().get(0).driveStepVolts();
    return Program.builder()
        .then(
            new Step.Switches(
                SwitchSetting.along(bench.description().shape(), new Path(List.of(CELL)))))
        .then(new Step.Sense(0, CELL.row(), 1, 0, 1))
        .drive(0, Volts.only(2, CELL.column(), CODE * step))
        .then(signal)
        .build();
  }

  private static Program pulse(ReopeningBench bench) {
    double seconds = WIDTH_TICKS * bench.description().tickSeconds();
    return program(bench, new Step.Pulse(seconds, true, List.of()));
  }

  private static Program block(ReopeningBench bench) {
    return program(bench, Step.Block.sampledAtMiddle(1e-3));
  }

  private long pulsesFired() {
    long sum = board.codeTicks().at(CELL);
    assertThat(sum % (CODE * WIDTH_TICKS)).isZero();
    return sum / (CODE * WIDTH_TICKS);
  }

  @Test
  void countsOfItsLinksNeverRunBackwardsForWhoeverLooks() throws InterruptedException {
    try (ReopeningBench bench = bench(patient())) {
      AtomicBoolean over = new AtomicBoolean();
      AtomicLong backwards = new AtomicLong();
      Thread looks =
          new Thread(
              () -> {
                long before = 0;
                while (!over.get()) {
                  long now = bench.linkCounts().framesSent();
                  backwards.addAndGet(now < before ? 1 : 0);
                  before = now;
                }
              });
      looks.start();
      try {
        for (int i = 0; i < 20; i++) {
          wire.cutAfter(20, () -> {}); // within LOAD
          bench.run(pulse(bench));
        }
      } finally {
        over.set(true);
        looks.join();
      }
      assertThat(bench.timesReopened()).isEqualTo(20);
      // A session is a handshake of several frames at least, and each job is some.
      assertThat(bench.linkCounts().framesSent()).isGreaterThan(21 * 4);
      assertThat(backwards).hasValue(0);
    }
  }

  @Test
  void whatWasNeverStartedIsSentAgain() {
    try (ReopeningBench bench = bench(patient())) {
      wire.cutAfter(20, () -> {}); // within LOAD
      assertThat(bench.run(pulse(bench)).samples()).hasSize(1);
      assertThat(fates).containsExactly(Fate.NOT_STARTED);
      assertThat(bench.timesReopened()).isEqualTo(1);
      assertThat(bench.unread()).isEmpty();
      assertThat(pulsesFired()).isEqualTo(1);
    }
  }

  /** Cuts the present line as soon as the board has said DONE, and before the host hears of it. */
  private void cutBeforeDone() {
    ByteTransport line = listener.connect();
    next =
        () -> {
          next = () -> open(listener.connect());
          return open(new DeafToDone(line));
        };
  }

  /** A line that breaks when DONE comes. */
  private record DeafToDone(ByteTransport inner) implements ByteTransport {
    @Override
    public String name() {
      return inner.name();
    }

    @Override
    public void open() {
      inner.open();
    }

    @Override
    public int read(byte[] buffer) {
      int count = inner.read(buffer);
      boolean[] done = new boolean[1];
      new FrameDecoder()
          .accept(
              buffer,
              0,
              Math.max(0, count),
              decoded ->
                  done[0] |=
                      decoded instanceof Decoded.Valid valid
                          && valid.frame().type() == BoardMessage.Done.TYPE);
      if (done[0]) {
        inner.close();
        return -1;
      }
      return count;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      inner.write(bytes, offset, length);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  @Test
  void aPulseWhoseResultIsLostIsNotFiredAgainAndItsCellMustBeRead() {
    cutBeforeDone();
    try (ReopeningBench bench = bench(patient())) {
      ProgramLost lost = catchThrowableOfType(ProgramLost.class, () -> bench.run(pulse(bench)));
      assertThat(lost.everythingFired()).isTrue();
      assertThat(lost.cells()).containsExactly(CELL);
      assertThat(fates).containsExactly(Fate.DONE);
      assertThat(pulsesFired()).isEqualTo(1);

      assertThatThrownBy(() -> bench.run(pulse(bench)))
          .isInstanceOf(ProgramRefused.class)
          .hasMessageContaining("unread-cells=1, one of them=(layer 1, row 3, column 1)")
          .hasMessageEndingWith("read them with a block signal before a pulse");
      assertThat(pulsesFired()).isEqualTo(1);

      bench.run(block(bench));
      assertThat(bench.unread()).isEmpty();
      bench.run(pulse(bench));
      assertThat(pulsesFired()).isEqualTo(2);
    }
  }

  @Test
  void aBlockSignalWhoseResultIsLostIsDrivenAgain() {
    cutBeforeDone();
    try (ReopeningBench bench = bench(patient())) {
      assertThat(bench.run(block(bench)).samples()).hasSize(1);
      assertThat(fates).containsExactly(Fate.DONE);
      assertThat(bench.unread()).isEmpty();
    }
  }

  @Test
  void afterARebootNobodyKnowsAndTheCellMustBeRead() {
    try (ReopeningBench bench = bench(patient())) {
      wire.actAfter(20, board::reboot);
      ProgramLost lost = catchThrowableOfType(ProgramLost.class, () -> bench.run(pulse(bench)));
      assertThat(lost.everythingFired()).isFalse();
      assertThat(fates).containsExactly(Fate.UNKNOWN);
      assertThat(bench.unread()).isEqualTo(Set.of(CELL));
      assertThat(pulsesFired()).isZero();
    }
  }

  @Test
  void withoutPatienceTheFaultIsTheOneThatItWas() {
    try (ReopeningBench bench = bench(Patience.none())) {
      wire.cutAfter(20, () -> {});
      assertThatThrownBy(() -> bench.run(pulse(bench)))
          .isInstanceOf(JobFault.class)
          .hasMessageContaining("whether it ran is unknown");
      assertThat(sessions).isEqualTo(1);
    }
  }

  @Test
  void anotherBoardInItsPlaceIsNotDriven() {
    MemoryListener elsewhere = new MemoryListener("elsewhere");
    BoardSpec spec = BoardSpec.academic().withActivation(Activation.SCALED_SIGMOID);
    try (EmulatedBoard other = new EmulatedBoard(spec, elsewhere);
        ReopeningBench bench = bench(patient())) {
      other.open();
      next = () -> open(elsewhere.connect());
      wire.cutAfter(20, () -> {});
      Throwable fault = catchThrowableOfType(JobFault.class, () -> bench.run(pulse(bench)));
      assertThat(fault.getSuppressed()[0]).hasMessageContaining("another board answers");
      assertThat(other.codeTicks().at(CELL)).isZero();
      assertThatThrownBy(() -> bench.run(pulse(bench)))
          .isInstanceOf(BenchFault.class)
          .hasMessageStartingWith("bench: given-up=true");
    }
  }

  @Test
  void whoAbortsIsNotMadeToWait() {
    try (ReopeningBench bench = bench(Patience.of(Duration.ofDays(1)))) {
      next =
          () -> {
            bench.abort();
            // A port that is not there.
            ByteTransport gone = listener.connect();
            gone.close();
            return open(gone);
          };
      wire.cutAfter(20, () -> {});
      assertThatThrownBy(() -> bench.run(pulse(bench)))
          .isInstanceOf(JobFault.class)
          .hasRootCauseInstanceOf(Throwable.class);
      assertThat(sessions).isEqualTo(2);
    }
  }

  @Test
  void aSessionThatSomebodyElseHasTakenIsNotTakenBack() {
    try (ReopeningBench bench = bench(patient())) {
      // The same line, and a HELLO of another host on it.
      byte[] hello =
          dev.fluxbar.wire.FrameCodec.encode(
              new dev.fluxbar.wire.Frame(
                  0,
                  dev.fluxbar.wire.HostMessage.Hello.TYPE,
                  777,
                  0,
                  0,
                  new dev.fluxbar.wire.HostMessage.Hello(
                          dev.fluxbar.wire.Protocol.MAJOR,
                          dev.fluxbar.wire.Protocol.MINOR,
                          dev.fluxbar.wire.Protocol.TABLE_HASH,
                          16,
                          8192)
                      .payload()));
      wire.write(new byte[1], 0, 1);
      wire.write(hello, 0, hello.length);
      assertThatThrownBy(() -> bench.run(pulse(bench)))
          .isInstanceOf(JobFault.class)
          .hasCauseInstanceOf(LinkException.class)
          .hasMessageContaining("it has ended the session");
      assertThat(sessions).isEqualTo(1);
    }
  }
}
