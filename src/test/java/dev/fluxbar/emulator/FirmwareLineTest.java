package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Operation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The firmware on a line that takes little, with a memory that is soon full. */
class FirmwareLineTest {
  private final BoardSpec spec = BoardSpec.academic();
  private final TestHost host = new TestHost(Implementation.FIRMWARE, spec, 0);
  private final FirmwareMachine board = (FirmwareMachine) host.board;

  @AfterEach
  void turnTheBoardOff() {
    board.close();
  }

  /** 100 columns, where the firmware is built for 64; 300 x 40 switches, where it has 64 x 64. */
  @ParameterizedTest
  @ValueSource(strings = {"sizes=100,2", "sizes=40,300"})
  void refusesABoardThatItHasNoRoomFor(String sizes) throws Exception {
    Process process =
        new ProcessBuilder(Path.of("target", "firmware", "coverage", "machine").toString(), sizes)
            .redirectErrorStream(true)
            .start();
    String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(words).contains("the firmware has no room for such a board");
    assertThat(process.waitFor()).isEqualTo(3);
  }

  @Test
  void aLineThatTakesAByteAtATimeGetsWholeFrames() {
    board.lineRoom(0);
    host.hello();
    assertThat(host.frames).isEmpty();
    for (int i = 0; host.frames.isEmpty(); i++) {
      assertThat(i).isLessThan(1000);
      board.lineRoom(1);
      board.poll(host.nanos);
    }
    assertThat(host.last(BoardMessage.Identity.class).accepted()).isTrue();
  }

  @Test
  void asksToBePolledForNothingWhileTheLineTakesNothing() {
    host.hello();
    board.lineRoom(3);
    host.acknowledging = false;
    host.send(new HostMessage.Query(1));
    host.frames.clear();
    // The frame is not out, so nothing is sent again.
    host.pass(100);
    board.lineRoom(1000);
    host.pass(1);
    assertThat(host.all(BoardMessage.Job.class)).hasSize(1);
    // Twenty milliseconds count from the last look at which the line was full.
    host.pass(18);
    assertThat(host.all(BoardMessage.Job.class)).hasSize(1);
    host.pass(1);
    assertThat(host.all(BoardMessage.Job.class)).hasSize(2);
  }

  @Test
  void forgetsAnswersThatNobodyTakes() {
    host.hello();
    board.lineRoom(0);
    host.frames.clear();
    for (int i = 0; i < 20; i++) {
      host.send(new HostMessage.Heartbeat(i));
    }
    board.lineRoom(10_000);
    host.settle();
    // One is before the line, eight wait; the others are asked again by whoever wants them.
    assertThat(host.all(BoardMessage.Status.class))
        .extracting(BoardMessage.Status::count)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
  }

  /** The memory for answers holds some 1,900 of them; a host of one frame of credit takes one. */
  @Test
  void takesNoOrderThatItHasNoRoomToAnswer() {
    host.acknowledging = false;
    host.hello(1, 1000);
    host.frames.clear();
    int asked = 3000;
    for (int i = 0; i < asked; i++) {
      host.send(new HostMessage.Query(i + 1));
    }
    List<Frame> bare =
        host.frames.stream().filter(frame -> frame.type() == BoardMessage.Ack.TYPE).toList();
    int taken = bare.get(bare.size() - 1).ack();
    assertThat(taken).isBetween(1000, asked - 1);
    // It goes on where it stopped, once there is room.
    host.acknowledging = true;
    host.frames.clear();
    host.next = taken;
    for (int i = 0; i < 20; i++) {
      host.send(new HostMessage.Ack());
    }
    host.send(new HostMessage.Query(777));
    for (int i = 0; i < taken; i++) {
      host.send(new HostMessage.Ack());
    }
    assertThat(host.last(BoardMessage.Job.class).job()).isEqualTo(777);
  }

  @Test
  void takesNoOrderUntilWhatAJobHasLeftIsOnItsWay() {
    host.hello(1, 1000);
    host.say(host.limits);
    TestProgram program =
        TestProgram.ready(spec, 100, 100)
            .then(new Operation.Loop(700, 1), new Operation.Pulse(true, 10, 0));
    host.arm(1, program);
    host.acknowledging = false;
    host.send(new HostMessage.Start(1));
    host.settle();
    // 700 times two records do not fit the memory for messages; the host takes none of them.
    host.frames.clear();
    int next = host.next;
    host.send(new HostMessage.Release(1));
    assertThat(host.frames.get(host.frames.size() - 1).ack()).isEqualTo(next);
    host.acknowledging = true;
    for (int i = 0; i < 300 && host.all(BoardMessage.Done.class).isEmpty(); i++) {
      host.send(new HostMessage.Ack());
    }
    assertThat(host.last(BoardMessage.Done.class).state()).isEqualTo(JobState.DONE);
    assertThat(host.last(BoardMessage.Done.class).records()).isEqualTo(1400);
    int records =
        host.all(BoardMessage.Results.class).stream().mapToInt(r -> r.records().size()).sum();
    assertThat(records).isEqualTo(1400);
    host.next = next;
    assertThat(host.say(new HostMessage.Release(1))).contains(new BoardMessage.Released(1));
  }

  @Test
  void byeForgetsWhatTheHostHasNoCreditFor() {
    host.hello(1, 1000);
    host.say(host.limits);
    host.acknowledging = false;
    host.send(new HostMessage.Query(1));
    host.send(new HostMessage.Query(2));
    host.send(new HostMessage.Bye());
    assertThat(host.all(BoardMessage.Goodbye.class)).isEmpty();
    host.send(new HostMessage.Heartbeat(1));
    assertThat(host.all(BoardMessage.NoSession.class)).hasSize(1);
    assertThat(board.truth().safe()).isTrue();
  }

  @Test
  void aSessionThatIsBeingLeftTakesNothingMore() {
    host.hello();
    host.say(host.limits);
    board.lineRoom(0);
    host.frames.clear();
    host.send(new HostMessage.Bye());
    host.send(new HostMessage.Query(1));
    board.lineRoom(1000);
    host.settle();
    assertThat(host.all(BoardMessage.Goodbye.class)).hasSize(1);
    assertThat(host.all(BoardMessage.Job.class)).isEmpty();
  }

  @Test
  void aDropIsToldThoughAnAcknowledgementWasOwed() {
    host.hello();
    host.frames.clear();
    board.lineRoom(0);
    // One chunk: the board answers after both.
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    for (int sequence : new int[] {5, 0}) {
      HostMessage.Query query = new HostMessage.Query(1);
      Frame frame =
          new Frame(Frame.SEQUENCED, query.type(), TestHost.SESSION, sequence, 0, query.payload());
      chunk.writeBytes(FrameCodec.encode(frame));
    }
    board.receive(host.nanos, chunk.toByteArray(), 0, chunk.size());
    board.lineRoom(1000);
    host.settle();
    assertThat(host.all(BoardMessage.Job.class)).hasSize(1);
    assertThat(host.all(BoardMessage.Ack.class)).hasSize(1);
  }

  @Test
  void anAcknowledgementShortensARepetitionThatHasBegun() {
    host.hello();
    host.acknowledging = false;
    for (int i = 0; i < 4; i++) {
      host.send(new HostMessage.Query(i + 1));
    }
    host.frames.clear();
    // Room for two of them, and a little of the third.
    board.lineRoom(60);
    host.pass(20);
    assertThat(host.all(BoardMessage.Job.class)).hasSize(2);
    host.put(
        new Frame(Frame.ACKNOWLEDGES, HostMessage.Ack.TYPE, TestHost.SESSION, 0, 1, new byte[0]));
    board.lineRoom(1000);
    board.poll(host.nanos);
    assertThat(host.all(BoardMessage.Job.class))
        .extracting(BoardMessage.Job::job)
        .containsExactly(1L, 2L, 3L, 4L);
  }
}
