package dev.fluxbar.bench.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.array.Activation;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.link.host.ScriptedBoard;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.transport.MemoryTransport;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import dev.fluxbar.wire.Protocol;
import dev.fluxbar.wire.ResultRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Benches on boards that say what they should not, and what people are told then. */
@Timeout(30)
class BoardOpeningTest {
  private static final Limits LIMITS = new Limits(1, 1, 10, 10, Duration.ofMillis(80));
  private static final BoardMessage.Array GOOD_ARRAY = array(2, 2, false, true, 12, 12, 1000);
  private static final BoardMessage.Description GOOD = whole(1, 0, 1_000_000, 65_536, 100);

  private static BoardMessage.Description whole(
      int arrays, int topology, long ticksPerSecond, long jobBytes, int watchdogMillis) {
    return new BoardMessage.Description(
        arrays,
        topology,
        0,
        0,
        ticksPerSecond,
        1_000_000,
        1_000_000_000_000L,
        jobBytes,
        1000,
        1_000_000,
        10_000_000,
        watchdogMillis);
  }

  private static BoardMessage.Array array(
      int rows,
      int columns,
      boolean differential,
      boolean driven,
      int dacBits,
      int adcBits,
      long range) {
    return new BoardMessage.Array(
        0,
        rows,
        columns,
        differential,
        driven,
        dacBits,
        1_000_000,
        adcBits,
        0,
        range == 0 ? List.of() : List.of(range));
  }

  static Stream<Arguments> nonsense() {
    return Stream.of(
        Arguments.of("arrays=0", whole(0, 0, 1000, 100, 100), GOOD_ARRAY),
        Arguments.of("ticks-per-second=0", whole(1, 0, 0, 100, 100), GOOD_ARRAY),
        Arguments.of("job-bytes=0", whole(1, 0, 1000, 0, 100), GOOD_ARRAY),
        Arguments.of("longest-watchdog-millis=0", whole(1, 0, 1000, 100, 0), GOOD_ARRAY),
        Arguments.of("longest-watchdog-millis=101", whole(1, 0, 1000, 100, 101), GOOD_ARRAY),
        Arguments.of("rows=0", GOOD, array(0, 2, false, true, 12, 12, 1000)),
        Arguments.of("columns=0", GOOD, array(2, 0, false, true, 12, 12, 1000)),
        Arguments.of("rows=65535", GOOD, array(65_535, 1, false, true, 12, 12, 1000)),
        Arguments.of("rows=3", GOOD, array(3, 2, true, true, 12, 12, 1000)),
        Arguments.of("driven=false", GOOD, array(2, 2, false, false, 12, 12, 1000)),
        Arguments.of("dac-bits=1", GOOD, array(2, 2, false, true, 1, 12, 1000)),
        Arguments.of("dac-bits=17", GOOD, array(2, 2, false, true, 17, 12, 1000)),
        Arguments.of("adc-bits=40", GOOD, array(2, 2, false, true, 12, 40, 1000)),
        Arguments.of("adc-bits=1", GOOD, array(2, 2, false, true, 12, 1, 1000)),
        Arguments.of("range-picoamperes=-1", GOOD, array(2, 2, false, true, 12, 12, -1)),
        Arguments.of("ranges=0", GOOD, array(2, 2, false, true, 12, 12, 0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("nonsense")
  void refusesADescriptionThatMakesNoBench(
      String words, BoardMessage.Description whole, BoardMessage.Array array) {
    assertThatThrownBy(
            () ->
                open(
                    (board, message) -> {
                      if (message instanceof HostMessage.Describe) {
                        board.say(whole);
                        board.say(array);
                      }
                    }))
        .isInstanceOf(BenchFault.class)
        .hasMessageStartingWith("board: id=scripted, description refused, ")
        .hasMessageContaining(words)
        .hasMessageEndingWith("check the board's firmware");
  }

  @Test
  void refusesATopologyThatNoListHas() {
    // Type 0x20 with topology 7: no such message can be made, so it is sent byte by byte.
    assertThatThrownBy(
            () ->
                open(
                    (board, message) -> {
                      if (message instanceof HostMessage.Describe) {
                        board.sayPayload(GOOD, 1, (byte) 7);
                      }
                    }))
        .isInstanceOf(BenchFault.class)
        .hasMessageContaining("topology=7, switch-kind=0; each must be 0 or 1");
  }

  @Test
  void missesAnArrayThatWasPromised() {
    assertThatThrownBy(
            () ->
                open(
                    (board, message) -> {
                      if (message instanceof HostMessage.Describe) {
                        board.say(whole(3, 0, 1000, 100, 100));
                        board.say(GOOD_ARRAY);
                      }
                    }))
        .isInstanceOf(BenchFault.class)
        .hasMessageContaining("the board answers heartbeats and nothing else");
  }

  @Test
  void refusesLimitsBelowWhatTheBoardCanTellFromNothing() {
    for (Limits limits :
        List.of(
            new Limits(1e-9, 1, 10, 10, Duration.ofMillis(80)),
            new Limits(1, 1e-9, 10, 10, Duration.ofMillis(80)),
            new Limits(1, 1, 1e-20, 10, Duration.ofMillis(80)),
            new Limits(1, 1, 10, 1e-9, Duration.ofMillis(80)))) {
      assertThatThrownBy(() -> open(BoardOpeningTest::describe, limits))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("limits: .*=.*, smallest-of-this-board=.*; raise the limit");
    }
  }

  @Test
  void aFaultOfAnEarlierSessionIsToldAndCleared() {
    for (ErrorCode fault : List.of(ErrorCode.WATCHDOG, ErrorCode.LATE, ErrorCode.SESSION_LOST)) {
      MemoryTransport.Pair pair = MemoryTransport.pair("fault");
      try (ScriptedBoard board = latched(pair, fault);
          BoardBench bench = BoardBench.open(link(pair), Activation.TANH, LIMITS, 1)) {
        assertThat(bench.earlierFault()).isEqualTo(Optional.of(fault));
        assertThat(board.messages).contains(new HostMessage.Clear(fault));
      }
    }
  }

  @Test
  void whatIsWrongWithinABoardStaysLatched() {
    MemoryTransport.Pair pair = MemoryTransport.pair("internal");
    try (ScriptedBoard board = latched(pair, ErrorCode.INTERNAL);
        BoardBench bench = BoardBench.open(link(pair), Activation.TANH, LIMITS, 1)) {
      assertThat(bench.earlierFault()).isEqualTo(Optional.of(ErrorCode.INTERNAL));
      assertThat(board.messages).doesNotContain(new HostMessage.Clear(ErrorCode.INTERNAL));
      assertThatThrownBy(() -> bench.run(settle()))
          .isInstanceOf(JobFault.class)
          .hasMessageContaining("refused=LATCHED")
          .hasMessageEndingWith("nothing was driven, power the board off and on");
    }
  }

  private static ScriptedBoard latched(MemoryTransport.Pair pair, ErrorCode fault) {
    return new ScriptedBoard(
        pair.board(),
        (board, message) -> {
          if (message instanceof HostMessage.Hello) {
            board.say(ScriptedBoard.identity(Protocol.MAJOR, Protocol.TABLE_HASH, true, fault));
          } else if (message instanceof HostMessage.Start start) {
            board.say(
                new BoardMessage.Refused(
                    HostMessage.Start.TYPE, start.job(), ErrorCode.LATCHED, 0, fault.code()));
          } else if (!board.answerPolitely(message)) {
            describe(board, message);
          }
        });
  }

  static Stream<Arguments> badAnswers() {
    ResultRecord.At at = new ResultRecord.At(0, 0, 0, 0, 0, 0, 1, 0);
    return Stream.of(
        Arguments.of(new BoardMessage.Job(1, JobState.DONE)),
        Arguments.of(new BoardMessage.Started(2, 0)),
        Arguments.of(new BoardMessage.Goodbye()),
        Arguments.of(new BoardMessage.Done(2, JobState.DONE, 0, ErrorCode.NONE, 1, 0, 0)),
        Arguments.of(new BoardMessage.Done(1, JobState.ARMED, 0, ErrorCode.NONE, 1, 0, 0)),
        Arguments.of(new BoardMessage.Done(1, JobState.DONE, 0, ErrorCode.NONE, 1, 0, 5)),
        Arguments.of(new BoardMessage.Refused(0x16, 2, ErrorCode.LATCHED, 0, 0)),
        results(new ResultRecord.At(9, 0, 0, 0, 0, 0, 1, 0)),
        results(new ResultRecord.At(0, 0, -1, 0, 0, 0, 1, 0)),
        results(new ResultRecord.At(0, 0, 0, 9, 0, 0, 1, 0)),
        results(new ResultRecord.At(0, 0, 0, 0, 1, 0, 1, 0)),
        results(new ResultRecord.At(0, 0, 0, 0, 0, 1, 1, 0)),
        results(new ResultRecord.At(0, 0, 0, 0, 0, 0, 0, 0)),
        results(new ResultRecord.At(0, 0, 0, 0, 0, 0, 1, 2)),
        Arguments.of(new BoardMessage.Results(2, List.of(new ResultRecord(at, 0, new int[1])))));
  }

  private static Arguments results(ResultRecord.At at) {
    return Arguments.of(new BoardMessage.Results(1, List.of(new ResultRecord(at, 0, new int[1]))));
  }

  @ParameterizedTest
  @MethodSource("badAnswers")
  void anAnswerThatCannotBeBreaksTheLinkAndNothingRunsAfterIt(BoardMessage bad) {
    MemoryTransport.Pair pair = MemoryTransport.pair("answers");
    try (ScriptedBoard board =
            new ScriptedBoard(
                pair.board(),
                (b, message) -> {
                  if (message instanceof HostMessage.Start) {
                    b.say(bad);
                  } else if (!b.answerPolitely(message)) {
                    describe(b, message);
                  }
                });
        BoardBench bench = BoardBench.open(link(pair), Activation.TANH, LIMITS, 1)) {
      assertThatThrownBy(() -> bench.run(settle()))
          .isInstanceOfSatisfying(
              JobFault.class, e -> assertThat(e.fate()).isEqualTo(JobFault.Fate.UNKNOWN))
          .hasMessageContaining("check the board's firmware");
      assertThatThrownBy(() -> bench.run(settle()))
          .isInstanceOfSatisfying(
              JobFault.class, e -> assertThat(e.fate()).isEqualTo(JobFault.Fate.NOT_STARTED));
      assertThat(board.messages).filteredOn(HostMessage.Start.class::isInstance).hasSize(1);
    }
  }

  private static Program settle() {
    return Program.builder().then(new Step.Settle(1e-3)).build();
  }

  private static void describe(ScriptedBoard board, HostMessage message) {
    if (message instanceof HostMessage.Describe) {
      board.say(GOOD);
      board.say(GOOD_ARRAY);
    }
  }

  private static HostLink link(MemoryTransport.Pair pair) {
    LinkTimes times =
        new LinkTimes(
            Duration.ofSeconds(20),
            Duration.ofMillis(50),
            Duration.ofMillis(500),
            Duration.ofMillis(10));
    return new HostLink(pair.host(), 3, NanoClock.system(), times);
  }

  private static void open(BiConsumer<ScriptedBoard, HostMessage> script) {
    open(script, LIMITS);
  }

  private static void open(BiConsumer<ScriptedBoard, HostMessage> script, Limits limits) {
    MemoryTransport.Pair pair = MemoryTransport.pair("opening");
    try (ScriptedBoard board =
        new ScriptedBoard(
            pair.board(),
            (b, message) -> {
              if (!b.answerPolitely(message)) {
                script.accept(b, message);
              }
            })) {
      BoardBench.open(link(pair), Activation.TANH, limits, 1).close();
      assertThat(board.messages).isNotEmpty();
    }
  }
}
