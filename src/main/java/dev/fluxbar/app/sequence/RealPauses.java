package dev.fluxbar.app.sequence;

import dev.fluxbar.fault.BenchFault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sleeps that end early when the run is stopped. */
final class RealPauses implements Pauses {
  private static final String STOPPED =
      "the run was stopped while it waited; nothing was being driven";

  private final CountDownLatch stopped = new CountDownLatch(1);

  @Override
  public void sleep(Duration howLong) {
    boolean stop;
    try {
      stop = stopped.await(howLong.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFault("wait: seconds=%s; %s".formatted(seconds(howLong), STOPPED), e);
    }
    if (stop) {
      throw new BenchFault("wait: seconds=%s; %s".formatted(seconds(howLong), STOPPED));
    }
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  @Override
  public void stop() {
    stopped.countDown();
  }
}
