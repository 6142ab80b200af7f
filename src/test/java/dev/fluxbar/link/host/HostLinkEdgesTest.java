package dev.fluxbar.link.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.link.host.LinkException.Kind;
import dev.fluxbar.transport.MemoryTransport;
import dev.fluxbar.wire.BoardMessage;
import dev.fluxbar.wire.ErrorCode;
import dev.fluxbar.wire.HostMessage;
import dev.fluxbar.wire.JobState;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a link does at its edges: before it begins, after it ends, and when a line overflows. */
@Timeout(30)
class HostLinkEdgesTest {
  private static final LinkTimes PATIENT =
      new LinkTimes(
          Duration.ofSeconds(30),
          Duration.ofMillis(20),
          Duration.ofSeconds(30),
          Duration.ofMillis(5));

  private static HostLink link(PlayedTransport line) {
    return new HostLink(line, 7, NanoClock.system(), PATIENT);
  }

  private static BoardMessage.Status status(long count) {
    return new BoardMessage.Status(ScriptedBoard.BOOT, 0, count, 0, ErrorCode.NONE, 0);
  }

  /** Answers HELLO and HEARTBEAT. */
  private static void alive(PlayedTransport line, HostMessage message, int session) {
    if (message instanceof HostMessage.Hello) {
      line.say(session, 0, ScriptedBoard.identity());
    } else if (message instanceof HostMessage.Heartbeat beat) {
      line.say(session, 0, status(beat.count()));
    }
  }

  @Test
  void timesArePositive() {
    for (Duration bad : new Duration[] {Duration.ZERO, Duration.ofMillis(-1)}) {
      assertThatThrownBy(() -> new LinkTimes(Duration.ofMillis(1), bad, Duration.ofMillis(1), bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("hello-repeat=" + bad);
    }
  }

  @Test
  void aSessionHasANumberOfSixteenBits() {
    for (int number : new int[] {0, 65536}) {
      assertThatThrownBy(
              () ->
                  new HostLink(
                      MemoryTransport.pair("x").host(), number, NanoClock.system(), PATIENT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("session=" + number);
    }
  }

  @Test
  void beforeItIsConnectedItHasSeenNothing() {
    HostLink link = link(new PlayedTransport((line, message, session) -> {}));
    link.feed(MessageSource.NONE);
    assertThat(link.broken()).isEmpty();
    assertThat(link.counts()).isEqualTo(new LinkCounts(0, 0, 0, 0, 0, 0));
    link.close();
  }

  @Test
  void afterItIsClosedItSaysSo() {
    HostLink link =
        link(
            new PlayedTransport(
                (line, message, session) -> {
                  alive(line, message, session);
                  if (message instanceof HostMessage.Bye) {
                    line.say(session, 0, new BoardMessage.Goodbye());
                  }
                }));
    link.connect();
    link.close();
    assertThatThrownBy(link::receive)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("open=false");
  }

  @Test
  void passesByWhatIsLeftOfAnEarlierSession() {
    HostLink link =
        link(
            new PlayedTransport(
                (line, message, session) -> {
                  if (message instanceof HostMessage.Hello) {
                    line.say(session + 1, 0, status(1));
                    line.say(session, 0, new BoardMessage.NoSession(1));
                  }
                  alive(line, message, session);
                  if (message instanceof HostMessage.Bye) {
                    line.say(session, 0, new BoardMessage.Goodbye());
                  }
                }));
    assertThat(link.connect().boardId()).isEqualTo("scripted");
    link.close();
  }

  @Test
  void namesALineOnWhichNothingAnswersHello() {
    PlayedTransport line =
        new PlayedTransport((l, message, session) -> l.say(session + 1, 0, status(1)));
    LinkTimes few =
        new LinkTimes(
            Duration.ofMillis(200),
            Duration.ofMillis(5),
            Duration.ofMillis(200),
            Duration.ofMillis(5));
    assertThatThrownBy(new HostLink(line, 7, NanoClock.system(), few)::connect)
        .isInstanceOfSatisfying(
            LinkException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NONSENSE))
        .hasMessageContaining("none of them answers HELLO");
  }

  @Test
  void aDriverThatCannotWriteBreaksTheLinkWithItsReason() {
    PlayedTransport line =
        new PlayedTransport(
            (l, message, session) -> {
              throw new IllegalStateException("driver");
            });
    assertThatThrownBy(link(line)::connect)
        .isInstanceOfSatisfying(LinkException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GONE))
        .hasRootCauseMessage("driver");
  }

  /** The far end answers, and takes nothing more; the reader hears of no end. */
  @Test
  void whatALineStillCarriesIsHeardThoughItTakesNothingMore() {
    PlayedTransport line =
        new PlayedTransport(
            (l, message, session) -> {
              if (message instanceof HostMessage.Query) {
                l.say(session, 0, new BoardMessage.Job(1, JobState.DONE));
                throw new IllegalStateException("driver");
              }
              alive(l, message, session);
            });
    HostLink link = link(line);
    link.connect();
    link.send(new HostMessage.Query(1));
    assertThat(link.receive(BoardMessage.Job.class).job()).isEqualTo(1);
    assertThatThrownBy(link::receive)
        .isInstanceOfSatisfying(LinkException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GONE))
        .hasRootCauseMessage("driver");
    link.close();
  }

  @Test
  void answersBetweenMoreFramesThanOneTurnTakes() throws InterruptedException {
    int answers = 150;
    PlayedTransport line =
        new PlayedTransport(
            (l, message, session) -> {
              alive(l, message, session);
              if (message instanceof HostMessage.Query) {
                for (int i = 0; i < answers; i++) {
                  l.say(session, i, new BoardMessage.Job(i, JobState.DONE));
                }
              } else if (message instanceof HostMessage.Bye) {
                l.say(session, answers, new BoardMessage.Goodbye());
              }
            });
    HostLink link = link(line);
    link.connect();
    link.send(new HostMessage.Query(1));
    // All of them have been read before the owner looks: it takes them in several turns.
    line.reads.acquire(answers);
    for (int i = 0; i < answers; i++) {
      assertThat(link.receive(BoardMessage.Job.class).job()).isEqualTo(i);
    }
    link.close();
  }

  @Test
  void anInterruptDuringTheGoodbyeDoesNotCutItShort() {
    Thread owner = Thread.currentThread();
    AtomicInteger byes = new AtomicInteger();
    AtomicInteger beatsSince = new AtomicInteger();
    HostLink link =
        link(
            new PlayedTransport(
                (line, message, session) -> {
                  alive(line, message, session);
                  if (message instanceof HostMessage.Bye && byes.getAndIncrement() == 0) {
                    owner.interrupt();
                  }
                  // Only later, so that the owner is surely interrupted while it waits.
                  boolean beat = message instanceof HostMessage.Heartbeat && byes.get() > 0;
                  if (beat && beatsSince.incrementAndGet() == 3) {
                    line.say(session, 0, new BoardMessage.Goodbye());
                  }
                }));
    link.connect();
    link.close();
    assertThat(Thread.interrupted()).as("still pending").isTrue();
    assertThat(beatsSince.get()).isGreaterThanOrEqualTo(3);
  }
}
