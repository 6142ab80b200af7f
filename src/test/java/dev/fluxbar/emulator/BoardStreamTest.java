package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Operation;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tables that follow a job's start, by hand and with a clock set by hand. */
class BoardStreamTest extends BoardContract {
  BoardStreamTest(Implementation implementation) {
    super(implementation);
  }

  private static final int TABLE_BYTES = 8;
  private static final long JOB = 9;
  private static final long WAIT_TICKS = 20_000;
  private final BoardSpec spec = BoardSpec.academic().withSeed(1);
  private TestHost host = ready(spec, 1.0);

  /** So many turns of a table and a sampled pulse of 100 us. */
  private TestProgram pulses(int turns) {
    TestProgram program =
        TestProgram.ready(spec, 0, 0)
            .then(
                new Operation.Loop(turns, 2),
                new Operation.Await(0, 8000, WAIT_TICKS),
                new Operation.Pulse(true, 100, 0));
    program.streamBytes = (long) turns * TABLE_BYTES;
    program.ringBytes = 4 * TABLE_BYTES;
    return program;
  }

  private static byte[] tables(int... firstCodes) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int code : firstCodes) {
      ByteBuffer bytes = ByteBuffer.allocate(TABLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
      new DriveTable(0, new short[] {(short) code, 0}).write(bytes);
      all.writeBytes(bytes.array());
    }
    return all.toByteArray();
  }

  private void start(TestProgram program) {
    host.arm(JOB, program);
    host.say(new HostMessage.Start(JOB));
    assertThat(host.all(BoardMessage.Started.class)).hasSize(1);
  }

  private void stream(long offset, byte[] bytes) {
    host.say(new HostMessage.StreamData(JOB, offset, bytes));
  }

  private double firstFlux() {
    return host.board.truth().fluxesVoltSeconds().get(0).at(0, 0);
  }

  private void endedBy(ErrorCode fault, int pulses) {
    BoardMessage.Done done = host.last(BoardMessage.Done.class);
    assertThat(done.state()).isEqualTo(JobState.FAULTED);
    assertThat(done.fault()).isEqualTo(fault);
    assertThat(done.pulses()).isEqualTo(pulses);
    assertThat(host.board.truth().safe()).isTrue();
    assertThat(host.all(BoardMessage.Done.class)).hasSize(1);
  }

  @Test
  void waitsAtZeroVoltsUntilATableHasCome() {
    start(pulses(2));
    host.pass(10);
    assertThat(host.board.truth().running()).isTrue();
    assertThat(host.board.truth().driveVolts().get(0)).containsOnly(0.0);
    assertThat(firstFlux()).isZero();
    stream(0, tables(8000));
    host.pass(10);
    // 8000 codes are 1 V, for 100 us.
    assertThat(firstFlux()).isCloseTo(1e-4, within(1e-12));
    stream(TABLE_BYTES, tables(8000));
    host.pass(10);
    BoardMessage.Done done = host.last(BoardMessage.Done.class);
    assertThat(done.state()).isEqualTo(JobState.DONE);
    assertThat(done.pulses()).isEqualTo(2);
    // At a pace of 1 the board's clock went on: each wait was ended by what came after 10 ms.
    assertThat(done.ticks()).isEqualTo(20_000 + 100);
  }

  @Test
  void withoutAPaceItsClockStandsWhileItWaits() {
    host = ready(spec);
    start(pulses(2));
    host.pass(15);
    stream(0, tables(1, 2));
    assertThat(host.last(BoardMessage.Done.class).ticks()).isEqualTo(200);
  }

  @Test
  void aTableThatDoesNotComeInTimeEndsTheJobAtTheTickOfItsBound() {
    start(pulses(3));
    stream(0, tables(8000));
    for (int i = 0; i < 25; i++) {
      host.pass(1);
      host.send(new HostMessage.Heartbeat(i));
    }
    endedBy(ErrorCode.STARVED, 1);
    assertThat(host.last(BoardMessage.Done.class).ticks()).isEqualTo(100 + WAIT_TICKS);
    stream(TABLE_BYTES, tables(8000));
    host.pass(5);
    endedBy(ErrorCode.STARVED, 1);
    assertThat(host.all(BoardMessage.Refused.class)).isEmpty();
  }

  @Test
  void starvesWithoutAPaceTooThoughItsClockStands() {
    host = ready(spec);
    start(pulses(1));
    host.pass(19);
    assertThat(host.board.truth().running()).isTrue();
    host.pass(1);
    endedBy(ErrorCode.STARVED, 0);
    assertThat(host.last(BoardMessage.Done.class).ticks()).isZero();
  }

  @Test
  void aTableBeyondItsBoundIsNeverDriven() {
    start(pulses(3));
    stream(0, tables(8000, -8001));
    host.pass(5);
    endedBy(ErrorCode.STREAM_REFUSED, 1);
    assertThat(firstFlux()).isCloseTo(1e-4, within(1e-12));
  }

  @Test
  void aTableThatIsNoTableOfItsArrayIsNeverDriven() {
    byte[] right = tables(8000);
    for (int at = 0; at < 4; at++) {
      host = ready(spec, 1.0);
      byte[] wrong = right.clone();
      wrong[at] ^= 1; // array, zero field, count
      start(pulses(1));
      stream(0, wrong);
      host.pass(1);
      endedBy(ErrorCode.STREAM_REFUSED, 0);
      assertThat(firstFlux()).as("byte %d", at).isZero();
    }
  }

  @Test
  void aStretchThatDoesNotFollowEndsTheJob() {
    for (long offset : new long[] {4, 0xfffffff8L}) {
      host = ready(spec, 1.0);
      start(pulses(3));
      stream(offset, tables(8000));
      endedBy(ErrorCode.STREAM_REFUSED, 0);
    }
  }

  @Test
  void aStretchBeyondTheStreamOrTheRingEndsTheJob() {
    start(pulses(2));
    stream(0, tables(1, 2, 3));
    endedBy(ErrorCode.STREAM_REFUSED, 0);
    host = ready(spec, 1.0);
    start(pulses(9));
    stream(0, tables(1, 2, 3, 4));
    stream(4 * TABLE_BYTES, tables(1, 2, 3, 4));
    endedBy(ErrorCode.STREAM_REFUSED, 0);
  }

  @Test
  void watchdogAbortAndANewSessionEndAJobThatWaits() {
    start(pulses(2));
    host.pass(19);
    stream(0, tables(8000));
    for (int i = 0; i < 3; i++) {
      host.pass(15);
      host.send(new HostMessage.Heartbeat(i));
    }
    endedBy(ErrorCode.STARVED, 1);
    host = ready(spec, 1.0);
    start(pulses(2));
    host.say(new HostMessage.Abort(1));
    endedBy(ErrorCode.ABORTED, 0);
    host = ready(spec, 1.0);
    TestProgram patient = pulses(2);
    patient.operations.replaceAll(
        o -> o instanceof Operation.Await ? new Operation.Await(0, 8000, 60_000) : o);
    start(patient);
    host.pass(49);
    assertThat(host.board.truth().running()).isTrue();
    host.pass(1);
    endedBy(ErrorCode.WATCHDOG, 0);
    host = ready(spec, 1.0);
    start(pulses(2));
    host.session = 78;
    host.hello();
    assertThat(host.last(BoardMessage.Identity.class).fault()).isEqualTo(ErrorCode.SESSION_LOST);
    assertThat(host.board.truth().safe()).isTrue();
  }

  @Test
  void imageAndRingShareTheJobMemory() {
    long most = spec.capacity().jobBytes();
    host.say(new HostMessage.Load(JOB, 16, 1, 0, 0, 8, most - 12));
    BoardMessage.Refused refused = host.last(BoardMessage.Refused.class);
    assertThat(refused.error()).isEqualTo(ErrorCode.NO_MEMORY);
    assertThat(refused.value()).isEqualTo(most + 4);
  }

  /**
   * A board that can keep two records waits at each AWAIT until the host has taken what was sampled
   * before: nothing is lost, and nothing beyond its memory is kept.
   */
  @Test
  void waitsForRoomForResults() {
    BoardCapacity usual = spec.capacity();
    // A turn samples 3 + 2 rows: 2 records of 28 bytes and 20 bytes of sums.
    int turnBytes = 76;
    BoardCapacity small =
        new BoardCapacity(
            64,
            8192,
            4096,
            turnBytes,
            true,
            usual.longestOnTicks(),
            usual.longestProgramTicks(),
            100);
    host = ready(spec.withCapacity(small));
    host.acknowledging = false;
    start(pulses(4));
    host.acknowledging = true;
    host.send(new HostMessage.Ack());
    host.acknowledging = false;
    stream(0, tables(1, 2, 3, 4));
    for (int turn = 1; turn <= 4; turn++) {
      int records =
          host.all(BoardMessage.Results.class).stream().mapToInt(r -> r.records().size()).sum();
      assertThat(records).as("turn %d", turn).isEqualTo(2 * turn);
      assertThat(host.all(BoardMessage.Done.class)).hasSize(turn == 4 ? 1 : 0);
      host.acknowledging = true;
      host.send(new HostMessage.Ack());
      host.acknowledging = false;
      host.settle();
    }
    assertThat(host.last(BoardMessage.Done.class).records()).isEqualTo(8);
  }

  /** However a stream is cut, the same tables are driven. */
  @Test
  void aStreamMayBeCutAnywhere() {
    int[] codes = {8000, -8000, 123, 0, 1, -77, 4000, 4000, -1};
    byte[] all = tables(codes);
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      host = ready(spec);
      start(pulses(codes.length));
      int at = 0;
      while (at < all.length) {
        List<BoardMessage.StreamTaken> told = host.all(BoardMessage.StreamTaken.class);
        long taken = told.isEmpty() ? 0 : told.get(told.size() - 1).bytes();
        int room = (int) (taken + 4 * TABLE_BYTES - at);
        int part = Math.min(all.length - at, 1 + random.nextInt(room));
        stream(at, Arrays.copyOfRange(all, at, at + part));
        at += part;
      }
      BoardMessage.Done done = host.last(BoardMessage.Done.class);
      assertThat(done.state()).as("seed=%d", seed).isEqualTo(JobState.DONE);
      // 8000 codes are 1 V, each for 100 us.
      double volts = Arrays.stream(codes).sum() / 8000.0;
      assertThat(firstFlux()).as("seed=%d", seed).isCloseTo(volts * 1e-4, within(1e-12));
    }
  }
}
