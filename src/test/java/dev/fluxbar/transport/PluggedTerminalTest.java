package dev.fluxbar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PluggedTerminalTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @BeforeEach
  void needsTerminals() {
    assumeTrue(PseudoTerminal.supported(), "pseudo-terminals: not supported on this machine");
  }

  private SerialTransport host() {
    SerialTransport host = new SerialTransport(folder.resolve("port").toString(), 115_200);
    host.open();
    return host;
  }

  @Test
  void oneHostComesAfterTheOtherUnderOneName() {
    PluggedTerminal board = new PluggedTerminal(folder.resolve("port"));
    board.open();
    for (byte i = 1; i < 4; i++) {
      board.write(new byte[] {9}, 0, 1); // the cable is out: lost
      board.plugIn();
      board.plugIn();
      SerialTransport host = host();
      host.write(new byte[] {i}, 0, 1);
      byte[] heard = new byte[8];
      assertThat(board.read(heard)).isEqualTo(1);
      board.write(heard, 0, 1);
      assertThat(host.read(heard)).isEqualTo(1);
      assertThat(heard[0]).isEqualTo(i);
      board.pull();
      board.pull();
      assertThat(host.read(heard)).isEqualTo(-1);
      assertThat(Files.exists(folder.resolve("port"))).isFalse();
      host.close();
    }
    board.close();
    assertThat(board.read(new byte[1])).isEqualTo(-1);
    assertThatThrownBy(board::plugIn).isInstanceOf(TransportException.class);
  }

  @Test
  void isPulledInTheMiddleOfWhatPasses() throws InterruptedException {
    PluggedTerminal board = new PluggedTerminal(folder.resolve("port"));
    board.open();
    assertThatThrownBy(() -> board.pullAfter(1, () -> {}))
        .isInstanceOf(IllegalStateException.class);
    board.plugIn();
    CountDownLatch pulled = new CountDownLatch(1);
    board.pullAfter(3, pulled::countDown);
    SerialTransport host = host();
    board.write(new byte[] {1, 2}, 0, 2);
    assertThat(pulled.getCount()).isEqualTo(1);
    board.write(new byte[] {3, 4}, 0, 2);
    assertThat(pulled.await(1, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.exists(folder.resolve("port"))).isFalse();
    assertThatThrownBy(() -> host.write(new byte[100], 0, 100))
        .isInstanceOf(TransportException.class);
    host.close();
    board.close();
  }
}
