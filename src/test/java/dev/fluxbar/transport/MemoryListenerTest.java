package dev.fluxbar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MemoryListenerTest extends TransportContract {

  @Override
  Ends connect() {
    MemoryListener listener = new MemoryListener("test");
    listener.open();
    ByteTransport host = listener.connect();
    host.open();
    return new Ends(host, listener);
  }

  @Override
  ByteTransport unopened() {
    return new MemoryListener("test").connect();
  }

  @Override
  Stream<ByteTransport> refused() {
    return Stream.empty();
  }

  @Override
  boolean boardSeesHostLeave() {
    return false;
  }

  @Test
  void servesOneHostAfterTheOther() {
    MemoryListener listener = new MemoryListener("test");
    listener.open();
    for (byte i = 0; i < 3; i++) {
      listener.write(new byte[] {9}, 0, 1); // nobody is there, or nobody any more
      ByteTransport host = listener.connect();
      host.open();
      host.write(new byte[] {i}, 0, 1);
      byte[] heard = new byte[4];
      assertThat(listener.read(heard)).isEqualTo(1);
      assertThat(heard[0]).isEqualTo(i);
      host.close();
    }
    listener.close();
  }

  @Test
  void aNewHostBreaksTheLineOfTheOneBefore() {
    MemoryListener listener = new MemoryListener("test");
    listener.open();
    ByteTransport before = listener.connect();
    before.open();
    listener.connect();
    assertThat(before.read(new byte[1])).isEqualTo(-1);
    assertThatThrownBy(() -> before.write(new byte[1], 0, 1))
        .isInstanceOf(TransportException.class);
    listener.close();
  }
}
