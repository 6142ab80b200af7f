package dev.fluxbar.app.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.app.Audience;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ExpectedTimeTest {

  /** Remembers what it is told. */
  private static final class Listener implements Audience {
    private final CountDownLatch heard = new CountDownLatch(2);
    private final AtomicLong steps = new AtomicLong();
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public void say(String line) {}

    @Override
    public Meter meter(String task, long most) {
      steps.set(most);
      return new Meter() {
        @Override
        public void at(long done, String note) {
          assertThat(done).isBetween(0L, most);
          assertThat(note).endsWith(" of " + most + " s");
          heard.countDown();
        }

        @Override
        public void close() {
          closed.set(true);
        }
      };
    }
  }

  @Test
  void tellsAgainAndAgainHowMuchOfThePlannedTimeHasPassed() throws InterruptedException {
    Listener listener = new Listener();
    try (ExpectedTime time = new ExpectedTime(listener, "read", 59.6)) {
      assertThat(listener.heard.await(20, TimeUnit.SECONDS)).as("told twice").isTrue();
      assertThat(time).isNotNull();
    }
    assertThat(listener.steps).hasValue(60);
    assertThat(listener.closed).isTrue();
  }
}
