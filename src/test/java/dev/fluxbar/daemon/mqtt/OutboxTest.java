package dev.fluxbar.daemon.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OutboxTest {
  private final Outbox outbox = new Outbox();

  private static Outgoing state(String topic, String text) {
    return new Outgoing(topic, text.getBytes(StandardCharsets.UTF_8), true);
  }

  private static Outgoing event(String text) {
    return new Outgoing("events", text.getBytes(StandardCharsets.UTF_8), false);
  }

  private List<String> all() throws InterruptedException {
    List<String> texts = new ArrayList<>();
    while (outbox.waiting() > 0) {
      texts.add(text(next()));
    }
    return texts;
  }

  private Outgoing next() throws InterruptedException {
    return Objects.requireNonNull(outbox.take(() -> true));
  }

  private static String text(Outgoing message) {
    return new String(message.payload(), StandardCharsets.UTF_8);
  }

  @Test
  void ofAStateOnlyTheNewestWaits() throws InterruptedException {
    outbox.put(state("a", "old"));
    outbox.put(event("first"));
    outbox.put(state("b", "other"));
    outbox.put(state("a", "new"));
    outbox.put(event("second"));

    assertThat(all()).containsExactly("new", "other", "first", "second");
    assertThat(outbox.dropped()).isZero();
  }

  @Test
  void statesAreKeptForABrokerThatForgets() throws InterruptedException {
    outbox.put(state("a", "one"));
    outbox.put(event("gone"));
    assertThat(all()).containsExactly("one", "gone");

    outbox.everyStateAgain();

    assertThat(all()).containsExactly("one");
  }

  @Test
  void theOldestEventsAreDroppedAndCounted() throws InterruptedException {
    for (int i = 0; i < Outbox.EVENTS + 7; i++) {
      outbox.put(event("" + i));
    }

    assertThat(outbox.dropped()).isEqualTo(7);
    assertThat(all()).hasSize(Outbox.EVENTS).startsWith("7").endsWith("1006");
  }

  @Test
  void largeEventsFillTheBoxByTheirBytes() throws InterruptedException {
    int fit = Outbox.EVENT_BYTES / Outbox.PAYLOAD_BYTES;
    for (int i = 0; i < fit + 3; i++) {
      outbox.put(new Outgoing("events", new byte[Outbox.PAYLOAD_BYTES], false));
    }
    assertThat(outbox.waiting()).isEqualTo(fit);
    assertThat(outbox.dropped()).isEqualTo(3);

    // What was taken has made room.
    assertThat(outbox.take(() -> true)).isNotNull();
    outbox.put(new Outgoing("events", new byte[Outbox.PAYLOAD_BYTES], false));
    assertThat(outbox.waiting()).isEqualTo(fit);
    assertThat(outbox.dropped()).isEqualTo(3);
  }

  @Test
  void topicsAreBounded() {
    for (int i = 0; i < Outbox.TOPICS + 5; i++) {
      outbox.put(state("topic" + i, "x"));
    }
    outbox.put(state("topic0", "still taken"));

    assertThat(outbox.waiting()).isEqualTo(Outbox.TOPICS);
    assertThat(outbox.dropped()).isEqualTo(5);
  }

  @Test
  void anEventThatWasNotSentIsTheNextAgain() throws InterruptedException {
    outbox.put(event("first"));
    outbox.put(event("second"));
    outbox.putBack(next());

    assertThat(all()).containsExactly("first", "second");
  }

  @Test
  void aStateThatWasNotSentGivesWayToALaterOne() throws InterruptedException {
    outbox.put(state("a", "old"));
    Outgoing old = next();
    outbox.put(state("a", "new"));
    outbox.putBack(old);

    assertThat(all()).containsExactly("new");
  }

  @Test
  void whatIsGivenUpDoesNotComeAgainButALaterStateDoes() throws InterruptedException {
    outbox.put(state("a", "bad"));
    Outgoing bad = next();
    outbox.giveUp(bad);
    outbox.everyStateAgain();
    assertThat(outbox.waiting()).isZero();

    outbox.put(state("a", "good"));
    outbox.giveUp(bad);
    assertThat(all()).containsExactly("good");
    assertThat(outbox.dropped()).isEqualTo(2);
  }

  @Test
  void whoeverWaitsIsWokenByTheEnd() throws InterruptedException {
    outbox.close();
    outbox.put(event("late"));

    assertThat(outbox.take(() -> true)).isNull();
    assertThat(outbox.rest(Long.MAX_VALUE / 1_000_000)).isFalse();
    assertThat(outbox.dropped()).isEqualTo(1);
  }

  @Test
  void nothingIsTakenForAConnectionThatHasEnded() throws InterruptedException {
    outbox.put(event("first"));

    assertThat(outbox.take(() -> false)).isNull();
    assertThat(all()).containsExactly("first");
  }
}
