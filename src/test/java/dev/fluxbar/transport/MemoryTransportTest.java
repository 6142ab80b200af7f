package dev.fluxbar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryTransportTest extends TransportContract {

  @Override
  Ends connect() {
    MemoryTransport.Pair pair = MemoryTransport.pair("test");
    pair.host().open();
    pair.board().open();
    return new Ends(pair.host(), pair.board());
  }

  @Override
  ByteTransport unopened() {
    return MemoryTransport.pair("test").host();
  }

  @Override
  Stream<ByteTransport> refused() {
    return Stream.empty();
  }

  @Override
  boolean boardSeesHostLeave() {
    return true;
  }

  @Test
  void givesWhatWasSentBeforeTheFarEndClosed() {
    Ends ends = connect();
    ends.host().write(new byte[] {1, 2, 3}, 0, 3);
    ends.host().close();
    assertThat(readFully(ends.board(), 3)).containsExactly(1, 2, 3);
    assertThat(ends.board().read(new byte[1])).isEqualTo(-1);
  }

  @Test
  void aWriteIsRefusedAtOnceWhenTheFarEndHasClosed() {
    Ends ends = connect();
    ends.board().close();
    assertThatThrownBy(() -> ends.host().write(new byte[1], 0, 1))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("memory:test/host");
  }

  @Test
  void holdsItsCapacityWithoutAReader() {
    Ends ends = connect();
    byte[] full = new byte[MemoryTransport.CAPACITY_BYTES];
    full[full.length - 1] = 9;
    ends.host().write(full, 0, full.length);
    assertThat(readFully(ends.board(), full.length)).isEqualTo(full);
  }

  @Test
  void anEndThatWasNeverOpenedReleasesTheOtherByClosing() {
    MemoryTransport.Pair pair = MemoryTransport.pair("test");
    pair.host().open();
    pair.board().close();
    assertThat(pair.host().read(new byte[1])).isEqualTo(-1);
  }
}
