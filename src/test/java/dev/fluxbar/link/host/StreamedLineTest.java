package dev.fluxbar.link.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.emulator.BoardMachine;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Decoded;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.FrameDecoder;
import dev.fluxbar.wire.Geometry;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Operation;
import dev.fluxbar.wire.ProgramImage;
import dev.fluxbar.wire.ProgramRules;
import dev.fluxbar.wire.Protocol;
import dev.fluxbar.wire.Prover;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A host's session and a board at the two ends of a serial line whose time is counted, not waited
 * for: every byte takes its ten bits, each direction on its own.
 */
class StreamedLineTest {
  private static final int SESSION = 7;
  private static final int COLUMNS = 784;
  private static final int TABLE_BYTES = 4 + 2 * COLUMNS;
  private static final long JOB = 1;

  private final BoardSpec spec =
      BoardSpec.of("line", NetworkShape.sizes(COLUMNS, 10), Topology.CASCADE, SwitchKind.LINE);
  private final Deque<byte[]> urgent = new ArrayDeque<>();
  private final Deque<Supplier<byte[]>> usual = new ArrayDeque<>();
  private final Deque<byte[]> returning = new ArrayDeque<>();
  private final BoardMachine board = new BoardMachine(spec, 0, returning::add);
  private long now;
  private byte[] sending = {};
  private byte[] answering = {};
  private long sentAt = Long.MAX_VALUE;
  private long answeredAt = Long.MAX_VALUE;
  private long busyNanos;
  private long startedAt;
  private long sentAllAt;
  private long received;

  private final Line line =
      new Line() {
        @Override
        public void write(Supplier<byte[]> frame) {
          usual.add(frame);
        }

        @Override
        public void writeUrgent(byte[] frame) {
          urgent.add(frame);
        }

        @Override
        public void writeFirst(byte[] frame) {
          urgent.addFirst(frame);
        }

        @Override
        public boolean idle() {
          return urgentIdle() && usual.isEmpty() && sentAt == Long.MAX_VALUE;
        }

        @Override
        public boolean urgentIdle() {
          return urgent.isEmpty();
        }
      };

  private BoardMessage.Identity hello() {
    HostMessage hello =
        new HostMessage.Hello(Protocol.MAJOR, Protocol.MINOR, Protocol.TABLE_HASH, 256, 1 << 18);
    byte[] bytes = FrameCodec.encode(new Frame(0, hello.type(), SESSION, 0, 0, hello.payload()));
    board.receive(now, bytes, 0, bytes.length);
    Deque<BoardMessage> answers = new ArrayDeque<>();
    decode(returning.remove(), frame -> answers.add(BoardMessage.decode(frame)));
    return (BoardMessage.Identity) answers.remove();
  }

  private static void decode(byte[] bytes, java.util.function.Consumer<Frame> frames) {
    new FrameDecoder()
        .accept(bytes, 0, bytes.length, d -> frames.accept(((Decoded.Valid) d).frame()));
  }

  /** LIMITS, and LOAD to START of a job of so many turns of a table and a block. */
  private void offerJob(HostSession session, int turns) {
    HostMessage.Limits limits =
        new HostMessage.Limits(100, 4000, 1_000_000_000, 1L << 40, List.of(32767));
    ProgramImage image =
        new ProgramImage(
            List.of(
                new Operation.Sense(0, 0, 0, 10, 1),
                new Operation.Loop(turns, 2),
                new Operation.Await(0, 0, 1_000_000),
                new Operation.Block(false, 100, 0, 8)),
            List.of(),
            List.of());
    List<Geometry> arrays = List.of(new Geometry(10, COLUMNS, true, 1));
    byte[] bytes = image.encode(arrays);
    HostMessage.Load load =
        new HostMessage.Load(JOB, bytes.length, 4, 0, 0, (long) turns * TABLE_BYTES, 1 << 18);
    ProgramRules rules = new ProgramRules(arrays, true, 1 << 20, 1 << 20, limits);
    session.offer(new HostMessage.Confirm(session.board().sessionKey()));
    session.offer(limits);
    session.offer(load);
    session.offer(new HostMessage.LoadData(JOB, 0, bytes));
    session.offer(new HostMessage.Verify(JOB, Prover.prove(bytes, load, rules).proof()));
    session.offer(new HostMessage.Arm(JOB));
    session.offer(new HostMessage.Start(JOB));
  }

  /** Tables of 0 V in stretches of 500 bytes, as far ahead as the ring allows. */
  private MessageSource stream(int turns, long[] taken) {
    ByteBuffer all = ByteBuffer.allocate(turns * TABLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < turns; i++) {
      new DriveTable(0, new short[COLUMNS]).write(all);
    }
    int[] sent = {0};
    return () -> {
      int part = Math.min(500, turns * TABLE_BYTES - sent[0]);
      if (part == 0 || sent[0] + part > taken[0] + (1 << 18)) {
        return null;
      }
      byte[] stretch = Arrays.copyOfRange(all.array(), sent[0], sent[0] + part);
      sent[0] += part;
      return new HostMessage.StreamData(JOB, sent[0] - part, stretch);
    };
  }

  private BoardMessage.Done run(int turns, long bitsPerSecond, double lost) {
    HostSession session =
        new HostSession("line", SESSION, hello(), LinkTimes.DEFAULT, line, () -> false, now);
    offerJob(session, turns);
    long[] taken = {0};
    double nanosPerByte = 1e10 / bitsPerSecond;
    java.util.Random losses = new java.util.Random(5);
    while (true) {
      session.pump(now);
      long boardDue = board.poll(now);
      begin(nanosPerByte);
      long next = Math.min(sentAt, answeredAt);
      next = Math.min(next, now + session.dueInNanos(now));
      next = Math.min(next, boardDue == Long.MAX_VALUE ? next : now + boardDue);
      now = next;
      if (sentAt <= now) {
        if (losses.nextDouble() >= lost) {
          board.receive(now, sending, 0, sending.length);
        }
        sentAt = Long.MAX_VALUE;
        sentAllAt = now;
      }
      if (answeredAt <= now) {
        if (losses.nextDouble() >= lost) {
          decode(answering, frame -> session.hear(now, frame));
        }
        answeredAt = Long.MAX_VALUE;
      }
      for (BoardMessage m = session.next(); m != null; m = session.next()) {
        if (m instanceof BoardMessage.Started) {
          startedAt = now;
          busyNanos = 0;
          session.feed(stream(turns, taken));
        } else if (m instanceof BoardMessage.StreamTaken told) {
          taken[0] = told.bytes();
        } else if (m instanceof BoardMessage.Results results) {
          received += results.records().size();
        } else if (m instanceof BoardMessage.Done done) {
          return done;
        } else {
          assertThat(m).isNotInstanceOf(BoardMessage.Refused.class);
        }
      }
      assertThat(session.broken()).isNull();
    }
  }

  /** Whatever waits goes onto a direction that is free. */
  private void begin(double nanosPerByte) {
    if (sentAt == Long.MAX_VALUE && !(urgent.isEmpty() && usual.isEmpty())) {
      sending = urgent.isEmpty() ? usual.remove().get() : urgent.remove();
      long nanos = (long) (sending.length * nanosPerByte);
      busyNanos += nanos;
      sentAt = now + nanos;
    }
    if (answeredAt == Long.MAX_VALUE && !returning.isEmpty()) {
      answering = Objects.requireNonNull(returning.poll());
      answeredAt = now + (long) (answering.length * nanosPerByte);
    }
  }

  /**
   * The line's time is used up to where it has nothing more to carry, and what it carries is
   * tables: 1572 bytes of each, cut in frames of 500 that cost 530, and a few acknowledgements.
   */
  @ParameterizedTest
  @ValueSource(longs = {115_200, 250_000, 1_000_000, 12_000_000})
  void usesTheLineForTables(long bitsPerSecond) {
    int turns = 300;
    BoardMessage.Done done = run(turns, bitsPerSecond, 0);
    assertThat(done.state()).isEqualTo(JobState.DONE);
    assertThat(received).isEqualTo(turns);
    double nanos = sentAllAt - startedAt;
    double tables = turns * TABLE_BYTES * 1e10 / bitsPerSecond;
    assertThat(busyNanos / nanos).as("busy").isGreaterThan(0.97);
    // 500 of 530 bytes are 94.3 %; acknowledgements of the board's answers may take three of them.
    assertThat(tables / nanos).as("tables").isGreaterThan(0.91);
  }

  @Test
  void aLineThatLosesFramesLosesNoTable() {
    BoardMessage.Done done = run(200, 1_000_000, 0.02);
    assertThat(done.state()).isEqualTo(JobState.DONE);
    assertThat(received).isEqualTo(200);
  }
}
