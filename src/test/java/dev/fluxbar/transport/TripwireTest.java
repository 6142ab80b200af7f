package dev.fluxbar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TripwireTest {
  private final MemoryTransport.Pair pair = MemoryTransport.pair("test");
  private final Tripwire wire = new Tripwire(pair.host());
  private final AtomicInteger trips = new AtomicInteger();

  TripwireTest() {
    pair.board().open();
    wire.open();
  }

  private byte[] carried(int bytes) {
    byte[] buffer = new byte[bytes];
    int count = pair.board().read(buffer);
    return java.util.Arrays.copyOf(buffer, Math.max(0, count));
  }

  @Test
  void cutsInTheMiddleOfAWrite() {
    wire.cutAfter(3, trips::incrementAndGet);
    assertThatThrownBy(() -> wire.write(new byte[] {1, 2, 3, 4}, 0, 4))
        .isInstanceOf(TransportException.class);
    assertThat(carried(8)).containsExactly(1, 2, 3);
    assertThat(wire.read(new byte[1])).isEqualTo(-1);
    assertThat(trips).hasValue(1);
  }

  @Test
  void cutsInTheMiddleOfARead() {
    wire.cutAfter(2, trips::incrementAndGet);
    pair.board().write(new byte[] {1, 2, 3}, 0, 3);
    assertThat(wire.read(new byte[8])).isEqualTo(2);
    assertThat(wire.read(new byte[8])).isEqualTo(-1);
    assertThat(trips).hasValue(1);
  }

  @Test
  void actsOnceAndLosesNothing() {
    wire.actAfter(3, trips::incrementAndGet);
    wire.write(new byte[] {1, 2}, 0, 2);
    assertThat(trips).hasValue(0);
    pair.board().write(new byte[] {5, 6}, 0, 2); // both directions count
    assertThat(wire.read(new byte[8])).isEqualTo(2);
    assertThat(trips).hasValue(1);
    wire.write(new byte[] {3, 4, 5}, 0, 3);
    assertThat(trips).hasValue(1);
    assertThat(carried(8)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void refusesANegativeNumberOfBytes() {
    assertThatThrownBy(() -> wire.cutAfter(-1, () -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bytes=-1");
  }
}
