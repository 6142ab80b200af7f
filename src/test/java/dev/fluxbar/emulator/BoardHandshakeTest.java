package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Protocol;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardHandshakeTest {
  private final BoardSpec spec = BoardSpec.academic().withSeed(1);
  private final TestHost host = new TestHost(spec, 0);

  @Test
  void answersHelloWithItsIdentityInThatSession() {
    host.hello();
    assertThat(host.frames).hasSize(1);
    Frame frame = host.frames.get(0);
    assertThat(frame.session()).isEqualTo(TestHost.SESSION);
    assertThat(frame.sequenced()).isFalse();
    assertThat(frame.acknowledges()).isTrue();
    BoardMessage.Identity identity = (BoardMessage.Identity) BoardMessage.decode(frame);
    assertThat(identity.accepted()).isTrue();
    assertThat(identity.bootId()).isEqualTo(host.board.bootId());
    assertThat(identity.boardId()).isEqualTo("academic");
    assertThat(identity.creditFrames()).isEqualTo(64);
    assertThat(identity.creditBytes()).isEqualTo(32768);
    assertThat(identity.fault()).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void answersARepeatedHelloAgainAndChangesNothing() {
    host.hello();
    host.hello();
    assertThat(host.all(BoardMessage.Identity.class)).hasSize(2);
    host.say(host.limits);
    assertThat(host.all(BoardMessage.LimitsSet.class)).hasSize(1);
  }

  @Test
  void ignoresAnOldHelloOnceTheSessionHasBegunToWork() {
    host.hello();
    host.say(host.limits);
    int before = host.frames.size();
    int next = host.next;
    int expected = host.expected;
    host.hello();
    assertThat(host.frames).hasSize(before);
    host.next = next;
    host.expected = expected;
    host.say(new HostMessage.Query(5));
    assertThat(host.all(BoardMessage.Job.class)).hasSize(1);
  }

  @Test
  void identifiesItselfToAForeignVersionAndNothingElse() {
    long hash = Protocol.TABLE_HASH;
    for (HostMessage.Hello hello :
        List.of(
            new HostMessage.Hello(Protocol.MAJOR + 1, 0, hash, 16, 8192),
            new HostMessage.Hello(Protocol.MAJOR, 0, hash ^ 1, 16, 8192))) {
      TestHost stranger = new TestHost(spec, 0);
      stranger.send(hello);
      assertThat(stranger.last(BoardMessage.Identity.class).accepted()).isFalse();
      assertThat(stranger.frames.get(0).acknowledges()).isFalse();
      stranger.say(new HostMessage.Describe());
      assertThat(stranger.all(BoardMessage.NoSession.class)).isNotEmpty();
      assertThat(stranger.all(BoardMessage.Description.class)).isEmpty();
    }
  }

  @Test
  void aForeignHelloEndsTheSessionBeforeIt() {
    host.hello();
    host.session = 78;
    host.send(new HostMessage.Hello(9, 0, Protocol.TABLE_HASH, 16, 8192));
    host.session = TestHost.SESSION;
    host.say(new HostMessage.Describe());
    assertThat(host.all(BoardMessage.Description.class)).isEmpty();
    assertThat(host.all(BoardMessage.NoSession.class)).isNotEmpty();
  }

  @Test
  void dropsAHelloThatCannotBeRead() {
    host.hello();
    host.frames.clear();
    host.put(new Frame(0, HostMessage.Hello.TYPE, 78, 0, 0, new byte[5]));
    assertThat(host.frames).isEmpty();
    host.say(new HostMessage.Describe());
    assertThat(host.all(BoardMessage.Description.class)).hasSize(1);
  }

  @Test
  void answersAnyOtherFrameOutsideItsSessionWithNoSession() {
    host.say(new HostMessage.Describe());
    assertThat(host.last(BoardMessage.NoSession.class).bootId()).isEqualTo(host.board.bootId());
    host.hello();
    int before = host.frames.size();
    host.session = 5;
    host.send(new HostMessage.Heartbeat(1));
    assertThat(host.messages(before))
        .containsExactly(new BoardMessage.NoSession(host.board.bootId()));
    assertThat(host.frames.get(before).session()).isEqualTo(5);
  }

  @Test
  void doesNotAnswerItsOwnEcho() {
    byte[] echo =
        FrameCodec.encode(new Frame(0, BoardMessage.NoSession.TYPE, 5, 0, 0, new byte[8]));
    host.board.receive(1, echo, 0, echo.length);
    assertThat(host.frames).isEmpty();
  }

  @Test
  void describesItselfAndEachArray() {
    host.hello();
    host.say(new HostMessage.Describe());
    BoardMessage.Description description = host.last(BoardMessage.Description.class);
    assertThat(description.arrays()).isEqualTo(2);
    assertThat(description.topology()).isZero();
    assertThat(description.switchKind()).isZero();
    assertThat(description.ticksPerSecond()).isEqualTo(1_000_000);
    assertThat(description.neuronMicrovolts()).isEqualTo(1_000_000);
    assertThat(description.neuronPicoamperes()).isEqualTo(1_000_000_000_000L);
    assertThat(description.longestOnTicks()).isEqualTo(1_000_000_000L);
    assertThat(description.longestProgramTicks()).isEqualTo(100_000_000_000L);
    assertThat(description.longestWatchdogMillis()).isEqualTo(100);
    List<Long> ranges =
        List.of(256_000_000_000L, 1_024_000_000_000L, 4_096_000_000_000L, 16_384_000_000_000L);
    assertThat(host.all(BoardMessage.Array.class))
        .containsExactly(
            new BoardMessage.Array(0, 3, 2, false, true, 16, 4_096_000, 18, 0, ranges),
            new BoardMessage.Array(1, 2, 3, false, false, 16, 4_096_000, 18, 0, ranges));
  }

  @Test
  void echoesLimitsByTheirCheck() {
    host.hello();
    host.say(host.limits);
    byte[] payload = host.limits.payload();
    assertThat(host.last(BoardMessage.LimitsSet.class).crc())
        .isEqualTo(FrameCodec.crc(payload, 0, payload.length));
    host.say(host.limits);
    assertThat(host.last(BoardMessage.Refused.class).error()).isEqualTo(ErrorCode.WRONG_STATE);
  }

  @Test
  void refusesLimitsOfZeroOrBeyondItsOwnByField() {
    host.hello();
    List<Integer> codes = List.of(32767, 32767);
    refusesLimits(0, new HostMessage.Limits(0, 1, 1, 1, codes));
    refusesLimits(0, new HostMessage.Limits(101, 1, 1, 1, codes));
    refusesLimits(1, new HostMessage.Limits(100, 1_000_000_001, 1, 1, codes));
    refusesLimits(2, new HostMessage.Limits(100, 1, 100_000_000_001L, 1, codes));
    refusesLimits(2, new HostMessage.Limits(100, 1, -1, 1, codes));
    refusesLimits(3, new HostMessage.Limits(100, 1, 1, 0, codes));
    refusesLimits(4, new HostMessage.Limits(100, 1, 1, 1, List.of(1)));
    refusesLimits(5, new HostMessage.Limits(100, 1, 1, 1, List.of(0, 1)));
    refusesLimits(5, new HostMessage.Limits(100, 1, 1, 1, List.of(32768, 1)));
    host.say(host.limits);
    assertThat(host.all(BoardMessage.LimitsSet.class)).hasSize(1);
  }

  private void refusesLimits(int field, HostMessage.Limits limits) {
    host.say(limits);
    assertThat(host.last(BoardMessage.Refused.class))
        .isEqualTo(
            new BoardMessage.Refused(HostMessage.Limits.TYPE, 0, ErrorCode.BAD_LIMITS, 0, field));
  }

  @Test
  void byeIsAnsweredAndEndsTheSession() {
    host.hello();
    host.say(new HostMessage.Bye());
    assertThat(host.all(BoardMessage.Goodbye.class)).hasSize(1);
    host.say(new HostMessage.Describe());
    assertThat(host.all(BoardMessage.NoSession.class)).isNotEmpty();
  }

  @Test
  void refusesWhatItCannotRead() {
    host.hello();
    host.put(new Frame(Frame.SEQUENCED, HostMessage.Arm.TYPE, TestHost.SESSION, 0, 0, new byte[3]));
    host.put(new Frame(Frame.SEQUENCED, 0x7e, TestHost.SESSION, 1, 0, new byte[0]));
    assertThat(host.all(BoardMessage.Refused.class))
        .containsExactly(
            new BoardMessage.Refused(HostMessage.Arm.TYPE, 0, ErrorCode.BAD_PAYLOAD, 0, 3),
            new BoardMessage.Refused(0x7e, 0, ErrorCode.BAD_TYPE, 0, 0x7e));
  }

  @Test
  void bootIdsFollowFromTheSeedAndChangeWithEachBoot() {
    TestHost other = new TestHost(spec, 0);
    assertThat(other.board.bootId()).isEqualTo(host.board.bootId());
    other.board.reboot(0);
    assertThat(other.board.bootId()).isNotEqualTo(host.board.bootId());
  }
}
