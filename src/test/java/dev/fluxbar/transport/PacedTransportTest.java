package dev.fluxbar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A paced pipe is a pipe; how long it takes is looked at with a clock that nobody waits for. */
class PacedTransportTest extends TransportContract {
  private static final long MILLI = 1_000_000;

  /** Time that passes in waits alone. */
  private static final class HandClock implements LineClock {
    private long nanos = 12_345;

    @Override
    public synchronized long nanoTime() {
      return nanos;
    }

    @Override
    public synchronized void waitUntil(long until) {
      nanos = Math.max(nanos, until);
    }
  }

  private final HandClock clock = new HandClock();
  private final MemoryTransport.Pair pair = MemoryTransport.pair("paced");
  private final PacedTransport paced = new PacedTransport(pair.host(), 1_000_000, clock);

  @Override
  Ends connect() {
    MemoryTransport.Pair ends = MemoryTransport.pair("paced contract");
    ByteTransport host = new PacedTransport(ends.host(), 1_000_000_000, LineClock.system());
    host.open();
    ends.board().open();
    return new Ends(host, ends.board());
  }

  @Override
  ByteTransport unopened() {
    return new PacedTransport(MemoryTransport.pair("paced").host(), 1_000_000, clock);
  }

  @Override
  Stream<ByteTransport> refused() {
    return Stream.of();
  }

  @Override
  boolean boardSeesHostLeave() {
    return true;
  }

  private void open() {
    paced.open();
    pair.board().open();
  }

  @Test
  void takesTenBitsAByteInEachDirectionOnItsOwn() {
    open();
    long start = clock.nanoTime();
    paced.write(new byte[1570], 0, 1570);
    assertThat(clock.nanoTime() - start).isEqualTo(1570 * 10_000L);
    pair.board().write(new byte[100], 0, 100);
    // The other direction was free all the time: its first byte starts now.
    assertThat(paced.read(new byte[4096])).isEqualTo(100);
    assertThat(clock.nanoTime() - start).isEqualTo((1570 + 100) * 10_000L);
    assertThat(paced.writtenBytes()).isEqualTo(1570);
    assertThat(paced.readBytes()).isEqualTo(100);
  }

  @Test
  void handsOverNoMoreThanAMillisecondOfBytesAtOnce() {
    open();
    pair.board().write(new byte[1000], 0, 1000);
    assertThat(paced.read(new byte[4096])).isEqualTo(100);
  }

  @Test
  void makesUpForAMomentWithoutBytesButNotForMore() {
    open();
    long start = clock.nanoTime();
    paced.write(new byte[100], 0, 100);
    clock.waitUntil(clock.nanoTime() + MILLI / 2);
    paced.write(new byte[100], 0, 100);
    assertThat(clock.nanoTime() - start).isEqualTo(2 * MILLI);
    clock.waitUntil(clock.nanoTime() + 5 * MILLI);
    paced.write(new byte[100], 0, 100);
    assertThat(clock.nanoTime() - start).isEqualTo((2 + 5 + 1) * MILLI);
  }

  @Test
  void refusesALineWithoutSpeed() {
    assertThatThrownBy(() -> new PacedTransport(pair.host(), 0, clock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bits-per-second=0");
  }
}
