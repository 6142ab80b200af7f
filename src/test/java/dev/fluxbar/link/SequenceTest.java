package dev.fluxbar.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.wire.Frame;
import dev.fluxbar.wire.FrameCodec;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both halves of go-back-N with a clock set by hand. */
class SequenceTest {
  private static final long MILLI = 1_000_000;

  private final List<Integer> sent = new ArrayList<>();
  private final SendWindow.Line line = (message, sequence) -> sent.add(sequence);
  private final SendWindow window = new SendWindow(4, 100_000);
  private final ReceiveSequence receive = new ReceiveSequence();

  private void offer(int count) {
    for (int i = 0; i < count; i++) {
      window.offer(new HostMessage.Query(i));
    }
  }

  private static Frame frame(int sequence) {
    HostMessage message = new HostMessage.Query(1);
    return new Frame(Frame.SEQUENCED, message.type(), 1, sequence, 0, message.payload());
  }

  @Test
  void sendsAsManyFramesAsTheOtherSideHasCreditFor() {
    offer(6);
    window.send(0, line);
    assertThat(sent).containsExactly(0, 1, 2, 3);
    window.acknowledged(0, 2, false);
    window.send(0, line);
    assertThat(sent).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(window.idle()).isFalse();
    window.acknowledged(0, 6, false);
    assertThat(window.idle()).isTrue();
  }

  @Test
  void sendsAsManyBytesAsTheOtherSideHasCreditFor() {
    List<Integer> bytes = new ArrayList<>();
    SendWindow narrow = new SendWindow(100, 1200);
    for (int i = 0; i < 5; i++) {
      narrow.offer(new HostMessage.LoadData(1, 0, new byte[500]));
    }
    SendWindow.Line encoded =
        (message, sequence) ->
            bytes.add(
                FrameCodec.encode(new Frame(1, message.type(), 1, sequence, 0, message.payload()))
                    .length);
    narrow.send(0, encoded);
    assertThat(bytes).hasSize(2);
    assertThat(bytes.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(1200);
  }

  @Test
  void aCreditOfNothingLetsNothingPass() {
    SendWindow shut = new SendWindow(0, 0);
    shut.offer(new HostMessage.Query(1));
    shut.send(0, line);
    assertThat(sent).isEmpty();
    assertThat(shut.dueInNanos(0)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void repeatsAfterTwentyMillisecondsThenDoublesUpToTwoHundred() {
    offer(1);
    List<Long> at = new ArrayList<>();
    for (long millis = 0; millis <= 900; millis++) {
      long now = millis;
      window.send(millis * MILLI, (message, sequence) -> at.add(now));
    }
    assertThat(at).containsExactly(0L, 20L, 60L, 140L, 300L, 500L, 700L, 900L);
    assertThat(window.repetitions()).isEqualTo(7);
  }

  @Test
  void progressStartsTheWaitAnew() {
    offer(2);
    window.send(0, line);
    window.send(20 * MILLI, line);
    assertThat(window.dueInNanos(20 * MILLI)).isEqualTo(40 * MILLI);
    assertThat(window.acknowledged(30 * MILLI, 1, false)).isTrue();
    // Both were sent twice, and which copy was answered is not known: the wait stays doubled.
    assertThat(window.dueInNanos(30 * MILLI)).isEqualTo(40 * MILLI);
    assertThat(window.acknowledged(31 * MILLI, 2, false)).isTrue();
    offer(1);
    window.send(31 * MILLI, line);
    assertThat(window.dueInNanos(31 * MILLI)).isEqualTo(40 * MILLI);
    offer(1);
    window.acknowledged(32 * MILLI, 3, false);
    window.send(32 * MILLI, line);
    assertThat(window.dueInNanos(32 * MILLI)).isEqualTo(20 * MILLI);
  }

  @Test
  void waitsTwiceAsLongAsTheLineTakes() {
    long now = 0;
    for (int i = 0; i < 3; i++) {
      offer(1);
      window.send(now, line);
      now += 18 * MILLI;
      window.acknowledged(now, i + 1, false);
    }
    offer(1);
    window.send(now, line);
    assertThat(window.dueInNanos(now)).isEqualTo(36 * MILLI);
    assertThat(sent).containsExactly(0, 1, 2, 3);
  }

  /** An answer takes 70 ms: it is learnt from the first frame that was sent once. */
  @Test
  void repeatsNothingOnASlowLineOnceItIsKnown() {
    SendWindow slow = new SendWindow(1, 100_000);
    long repeatedFirst = 0;
    long answerAt = Long.MAX_VALUE;
    int sentFrames = 0;
    int acked = 0;
    for (int i = 0; i < 50; i++) {
      slow.offer(new HostMessage.Query(i));
    }
    for (long now = 0; !slow.idle(); now += MILLI) {
      if (now >= answerAt) {
        acked++;
        slow.acknowledged(now, acked, false);
        answerAt = Long.MAX_VALUE;
        repeatedFirst = acked == 3 ? slow.repetitions() : repeatedFirst;
      }
      int[] count = {0};
      slow.send(now, (message, sequence) -> count[0]++);
      if (answerAt == Long.MAX_VALUE && count[0] > 0) {
        answerAt = now + 70 * MILLI;
        sentFrames++;
      }
    }
    assertThat(sentFrames).isEqualTo(50);
    assertThat(repeatedFirst).isPositive();
    assertThat(slow.repetitions()).isEqualTo(repeatedFirst);
  }

  @Test
  void repeatsAtOnceAndOnlyOnceWhenAnAckRepeatsItsNumber() {
    offer(3);
    window.send(0, line);
    assertThat(window.acknowledged(1, 0, false)).isFalse();
    assertThat(window.dueInNanos(1)).as("in another frame it says nothing").isPositive();
    window.acknowledged(1, 0, true);
    assertThat(window.dueInNanos(1)).isZero();
    window.send(1, line);
    window.acknowledged(2, 0, true);
    assertThat(window.dueInNanos(2)).isPositive();
    assertThat(sent).containsExactly(0, 1, 2, 0, 1, 2);
    window.acknowledged(3, 1, true);
    window.acknowledged(3, 1, true);
    assertThat(window.dueInNanos(3)).as("after progress it may again").isZero();
  }

  @Test
  void ignoresOldAcknowledgementsAndThoseOfWhatWasNeverSent() {
    offer(8);
    window.send(0, line);
    window.acknowledged(0, 3, false);
    window.send(0, line);
    for (int ack : new int[] {0, 1, 2, 8, 60_000, 65_535}) {
      assertThat(window.acknowledged(0, ack, true)).as("ack %d", ack).isFalse();
    }
    assertThat(window.acknowledged(0, 7, true)).isTrue();
  }

  @Test
  void doesNotRepeatWhatTheLineHasNotTaken() {
    offer(1);
    window.send(0, line);
    for (long now = 0; now < 500 * MILLI; now += 2 * MILLI) {
      window.lineBusy(now);
      window.sendWaiting(now, line);
      assertThat(window.dueInNanos(now)).isEqualTo(20 * MILLI);
    }
    assertThat(sent).containsExactly(0);
  }

  @Test
  void whatIsForgottenIsNeverSentAndLeavesNoGap() {
    offer(6);
    window.send(0, line);
    window.forgetWaiting();
    offer(1);
    window.acknowledged(0, 4, false);
    window.send(0, line);
    assertThat(sent).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void oweANumberForWhatCameAndAnAckForWhatWasDropped() {
    assertThat(receive.owesAck()).isFalse();
    assertThat(receive.accepts(frame(0))).isTrue();
    assertThat(receive.owesAck()).isTrue();
    receive.acknowledged(false);
    assertThat(receive.owesAck()).isFalse();
    assertThat(receive.accepts(frame(0))).isFalse();
    assertThat(receive.accepts(frame(2))).isFalse();
    assertThat(receive.accepts(frame(1))).isTrue();
    receive.acknowledged(false);
    assertThat(receive.owesAck()).as("only an ACK says that a frame was dropped").isTrue();
    receive.acknowledged(true);
    assertThat(receive.owesAck()).isFalse();
    assertThat(receive.expected()).isEqualTo(2);
    assertThat(receive.dropped()).isEqualTo(2);
  }

  /** What is on its way: frames one way, acknowledgements the other. */
  private record Flying(long atNanos, int order, int ack, boolean bare, int sequence, long value) {
    static final int NOTHING = -1;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyMessageArrivesOnceAndInOrderThroughLossDuplicationAndDelay(long seed) {
    // More messages than numbers: the sequence starts anew twice.
    int messages = seed <= 2 ? 140_000 : 3000;
    double fault = 0.02 * seed;
    Random random = new Random(seed);
    SendWindow from = new SendWindow(1 + random.nextInt(32), 4000);
    PriorityQueue<Flying> flying =
        new PriorityQueue<>(
            (a, b) ->
                a.atNanos != b.atNanos
                    ? Long.compare(a.atNanos, b.atNanos)
                    : Integer.compare(a.order, b.order));
    for (int i = 0; i < messages; i++) {
      from.offer(new HostMessage.Query(i));
    }
    int[] order = {0};
    long received = 0;
    long now = 0;
    while (!from.idle()) {
      long sentAt = now;
      from.send(
          now,
          (message, sequence) -> {
            long value = ((HostMessage.Query) message).job();
            launch(flying, random, fault, sentAt, order, Flying.NOTHING, false, sequence, value);
          });
      if (receive.owesAck() && random.nextInt(3) > 0) {
        launch(flying, random, fault, now, order, receive.expected(), true, Flying.NOTHING, 0);
        receive.acknowledged(true);
      }
      Flying next = flying.peek();
      long due = from.dueInNanos(now);
      now = next == null || next.atNanos > now + due ? now + due : next.atNanos;
      while (!flying.isEmpty() && flying.element().atNanos <= now) {
        Flying here = flying.remove();
        if (here.ack != Flying.NOTHING) {
          from.acknowledged(now, here.ack, here.bare);
        } else if (receive.accepts(frame(here.sequence))) {
          assertThat(here.value).as("seed=%d", seed).isEqualTo(received);
          received++;
        }
      }
      assertThat(now).as("seed=%d, received=%d", seed, received).isLessThan(100_000_000 * MILLI);
    }
    assertThat(received).as("seed=%d", seed).isEqualTo(messages);
  }

  /** Up to 8 ms on the way, so that frames overtake each other. */
  private static void launch(
      PriorityQueue<Flying> flying,
      Random random,
      double fault,
      long now,
      int[] order,
      int ack,
      boolean bare,
      int sequence,
      long value) {
    int copies = random.nextDouble() < fault ? 0 : random.nextDouble() < fault ? 2 : 1;
    for (int i = 0; i < copies; i++) {
      long delay = random.nextDouble() < fault ? random.nextInt(8) * MILLI : MILLI / 10;
      flying.add(new Flying(now + delay, order[0]++, ack, bare, sequence, value));
    }
  }

  @Test
  void oneMessageKeepsItsBytesWhenItIsSentAgain() {
    List<Message> messages = new ArrayList<>();
    offer(1);
    window.send(0, (message, sequence) -> messages.add(message));
    window.send(20 * MILLI, (message, sequence) -> messages.add(message));
    assertThat(messages).hasSize(2);
    assertThat(messages.get(1)).isSameAs(messages.get(0));
  }
}
