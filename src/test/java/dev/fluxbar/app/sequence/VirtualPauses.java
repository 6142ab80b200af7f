package dev.fluxbar.app.sequence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Time that passes in sleeps alone. */
final class VirtualPauses implements Pauses {
  final List<Duration> sleeps = new ArrayList<>();
  private long nowNanos;

  @Override
  public void sleep(Duration howLong) {
    sleeps.add(howLong);
    nowNanos += howLong.toNanos();
  }

  @Override
  public long nowNanos() {
    return nowNanos;
  }
}
