package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardLinkTest extends BoardContract {
  BoardLinkTest(Implementation implementation) {
    super(implementation);
  }

  private final TestHost host = fresh(BoardSpec.academic().withSeed(1), 0);

  @Test
  void dropsADuplicateAndRepeatsItsNumber() {
    host.hello();
    host.send(Frame.SEQUENCED, 0, new HostMessage.Query(1));
    host.frames.clear();
    host.send(Frame.SEQUENCED, 0, new HostMessage.Query(1));
    assertThat(host.all(BoardMessage.Job.class)).isEmpty();
    assertThat(host.last(BoardMessage.Ack.class)).isNotNull();
    assertThat(host.frames.get(0).ack()).isEqualTo(1);
  }

  @Test
  void dropsAFrameThatComesTooEarlyAndRepeatsItsNumber() {
    host.hello();
    host.frames.clear();
    host.send(Frame.SEQUENCED, 1, new HostMessage.Query(2));
    assertThat(host.messages(0)).containsExactly(new BoardMessage.Ack());
    assertThat(host.frames.get(0).ack()).isZero();
    host.send(Frame.SEQUENCED, 0, new HostMessage.Query(1));
    host.send(Frame.SEQUENCED, 1, new HostMessage.Query(2));
    assertThat(host.all(BoardMessage.Job.class))
        .extracting(BoardMessage.Job::job)
        .containsExactly(1L, 2L);
  }

  @Test
  void acknowledgesWhatItDoesNotAnswer() {
    host.hello();
    host.say(host.limits);
    host.frames.clear();
    host.send(new HostMessage.Load(1, 16, 1, 0, 0, 0, 0));
    assertThat(host.messages(0)).containsExactly(new BoardMessage.Ack());
    // CONFIRM, LIMITS and LOAD.
    assertThat(host.frames.get(0).ack()).isEqualTo(3);
  }

  @Test
  void repeatsAfterTwentyMillisecondsThenDoublesUpToTwoHundred() {
    host.acknowledging = false;
    host.hello();
    long start = host.nanos;
    host.send(new HostMessage.Query(1));
    host.frames.clear();
    List<Long> repeats = new java.util.ArrayList<>();
    for (int i = 0; i < 900; i++) {
      host.frames.clear();
      host.pass(1);
      if (!host.all(BoardMessage.Job.class).isEmpty()) {
        repeats.add((host.nanos - start) / TestHost.MILLI);
      }
    }
    assertThat(repeats).containsExactly(20L, 60L, 140L, 300L, 500L, 700L, 900L);
  }

  @Test
  void saysWhenItWantsToBePolledForRepetition() {
    host.acknowledging = false;
    host.hello();
    assertThat(host.board.poll(host.nanos)).isEqualTo(Long.MAX_VALUE);
    host.send(new HostMessage.Query(1));
    assertThat(host.board.poll(host.nanos + 5 * TestHost.MILLI)).isEqualTo(15 * TestHost.MILLI);
  }

  @Test
  void repeatsNothingToAHostThatHasBeenSilentForSeconds() {
    host.acknowledging = false;
    host.hello();
    host.send(new HostMessage.Query(1));
    host.pass(3000);
    host.frames.clear();
    host.pass(1000);
    assertThat(host.frames).isEmpty();
    host.send(new HostMessage.Heartbeat(1));
    assertThat(host.all(BoardMessage.Job.class)).hasSize(1);
  }

  @Test
  void forgetsWhatIsAcknowledged() {
    host.hello();
    host.send(new HostMessage.Query(1));
    host.send(new HostMessage.Query(2));
    host.send(new HostMessage.Ack());
    host.frames.clear();
    host.pass(500);
    assertThat(host.frames).isEmpty();
  }

  @Test
  void repeatsAtOnceAndOnlyOnceWhenAnAckRepeatsItsNumber() {
    host.hello();
    host.acknowledging = false;
    host.send(new HostMessage.Query(1));
    host.send(new HostMessage.Query(2));
    host.frames.clear();
    Frame repeated =
        new Frame(Frame.ACKNOWLEDGES, HostMessage.Ack.TYPE, TestHost.SESSION, 0, 0, new byte[0]);
    host.put(repeated);
    host.put(repeated);
    assertThat(host.all(BoardMessage.Job.class))
        .extracting(BoardMessage.Job::job)
        .containsExactly(1L, 2L);
  }

  @Test
  void ignoresAnAcknowledgementOfWhatItNeverSent() {
    host.hello();
    host.acknowledging = false;
    host.send(new HostMessage.Query(1));
    host.put(
        new Frame(Frame.ACKNOWLEDGES, HostMessage.Ack.TYPE, TestHost.SESSION, 0, 7, new byte[0]));
    host.frames.clear();
    host.pass(20);
    assertThat(host.all(BoardMessage.Job.class)).hasSize(1);
  }

  @Test
  void neverHasMoreFramesOutThanTheHostHasCreditFor() {
    host.acknowledging = false;
    host.hello(2, 8192);
    for (int i = 0; i < 5; i++) {
      host.send(new HostMessage.Query(i + 1));
    }
    assertThat(host.all(BoardMessage.Job.class)).hasSize(2);
    host.acknowledging = true;
    host.send(new HostMessage.Ack());
    assertThat(host.all(BoardMessage.Job.class)).hasSize(4);
    host.send(new HostMessage.Ack());
    assertThat(host.all(BoardMessage.Job.class))
        .extracting(BoardMessage.Job::job)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void neverHasMoreBytesOutThanTheHostHasCreditFor() {
    host.acknowledging = false;
    host.hello(100, 100);
    host.frames.clear();
    for (int i = 0; i < 9; i++) {
      host.send(new HostMessage.Query(i + 1));
    }
    List<Frame> out = host.frames.stream().filter(Frame::sequenced).toList();
    int bytes = out.stream().mapToInt(frame -> FrameCodec.encode(frame).length).sum();
    // A JOB has 9 bytes of payload, 25 on the line: four fit.
    assertThat(out).hasSize(4);
    assertThat(bytes).isLessThanOrEqualTo(100);
  }

  @Test
  void countsOnPastTheEndOfTheSequence() {
    host.hello();
    for (int i = 0; i < 70_000; i++) {
      host.send(new HostMessage.Query(i + 1));
      assertThat(host.frames).as("turn %d", i).isNotEmpty();
      assertThat(host.last(BoardMessage.Job.class).job()).isEqualTo(i + 1L);
      host.frames.clear();
    }
  }

  private void acknowledge(int number) {
    host.put(
        new Frame(
            Frame.ACKNOWLEDGES, HostMessage.Ack.TYPE, TestHost.SESSION, 0, number, new byte[0]));
  }

  /** The milliseconds until the next repetition of what was just sent. */
  private int millisUntilRepetition() {
    host.frames.clear();
    int millis = 0;
    while (host.all(BoardMessage.Job.class).isEmpty()) {
      host.pass(1);
      millis++;
    }
    return millis;
  }

  @Test
  void waitsTwiceAsLongAsTheLineTakesBeforeItRepeats() {
    host.hello();
    host.acknowledging = false;
    int number = 0;
    // At once: the least wait. After 15 ms: twice that; and two hundred at most.
    int[][] answersAndWaits = {{0, 20}, {15, 30}, {90, 180}, {150, 200}};
    for (int[] answerAndWait : answersAndWaits) {
      host.send(new HostMessage.Query(1));
      // A heartbeat keeps the host from being silent, and says nothing of the line.
      host.nanos += answerAndWait[0] * TestHost.MILLI;
      acknowledge(++number);
      host.send(new HostMessage.Query(2));
      assertThat(millisUntilRepetition()).isEqualTo(answerAndWait[1]);
      // It was sent twice: nobody knows which was answered, and nothing is learned.
      acknowledge(++number);
    }
    // An answer that is quicker again is believed slowly.
    host.send(new HostMessage.Query(1));
    acknowledge(++number);
    host.send(new HostMessage.Query(2));
    assertThat(millisUntilRepetition()).isEqualTo(200);
  }

  @Test
  void acknowledgesNothingWhereThereIsNoSession() {
    host.session = 0;
    host.acknowledging = false;
    host.send(new HostMessage.Heartbeat(1));
    assertThat(host.all(BoardMessage.NoSession.class)).hasSize(1);
    assertThat(host.frames.get(0).session()).isZero();
    assertThat(host.frames.get(0).acknowledges()).isFalse();
  }

  @Test
  void anEndlessFrameIsForgottenAtItsEnd() {
    host.hello();
    byte[] endless = new byte[5000];
    java.util.Arrays.fill(endless, (byte) 1);
    endless[4999] = 0;
    host.board.receive(host.nanos, endless, 0, endless.length);
    assertThat(host.say(new HostMessage.Query(1))).hasSize(1);
  }

  @Test
  void twoBareAcknowledgementsAtOnceAskForOneRepetition() {
    host.hello();
    host.acknowledging = false;
    host.send(new HostMessage.Query(1));
    host.frames.clear();
    byte[] bare =
        FrameCodec.encode(
            new Frame(
                Frame.ACKNOWLEDGES, HostMessage.Ack.TYPE, TestHost.SESSION, 0, 0, new byte[0]));
    byte[] twice = java.util.Arrays.copyOf(bare, 2 * bare.length);
    System.arraycopy(bare, 0, twice, bare.length, bare.length);
    host.board.receive(host.nanos, twice, 0, twice.length);
    assertThat(host.all(BoardMessage.Job.class)).hasSize(1);
  }

  @Test
  void unsequencedFramesOvertakeWaitingOnes() {
    host.acknowledging = false;
    host.hello(1, 8192);
    host.send(new HostMessage.Query(1));
    host.send(new HostMessage.Query(2));
    host.send(new HostMessage.Heartbeat(9));
    assertThat(host.last(BoardMessage.Status.class).count()).isEqualTo(9);
    assertThat(host.all(BoardMessage.Job.class)).hasSize(1);
  }
}
