package dev.fluxbar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The serial transport on a pseudo-terminal: the same driver calls as on a real port. */
class SerialTransportTest extends TransportContract {
  private final Path directory;

  SerialTransportTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void needsPseudoTerminals() {
    assumeTrue(PseudoTerminal.supported(), "pseudo-terminals: not supported on this machine");
  }

  @Override
  Ends connect() {
    PseudoTerminal board = new PseudoTerminal();
    board.open();
    SerialTransport host = new SerialTransport(board.slave().toString(), 1_000_000);
    host.open();
    return new Ends(host, board);
  }

  @Override
  ByteTransport unopened() {
    return new SerialTransport("/dev/null", 1_000_000);
  }

  @Override
  Stream<ByteTransport> refused() {
    try {
      Path file = Files.writeString(directory.resolve("file"), "text");
      return Stream.of(
          new SerialTransport("/dev/no-such-port", 115_200),
          new SerialTransport("no-such-port", 115_200),
          new SerialTransport(file.toString(), 115_200),
          new SerialTransport(directory.toString(), 115_200));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  boolean boardSeesHostLeave() {
    return false;
  }

  @Test
  void saysThatAMissingPortIsMissing() {
    assertThatThrownBy(new SerialTransport("/dev/no-such-port", 115_200)::open)
        .hasMessage("serial:/dev/no-such-port: port=missing; check the cable and the name");
  }

  @Test
  void doesNotTakeAPortOfTheSameNameInAnotherDirectory() {
    // The serial library would open /dev/null here.
    assertThatThrownBy(new SerialTransport(directory.resolve("null").toString(), 115_200)::open)
        .hasMessageContaining("port=missing");
  }

  @Test
  void saysThatAPortIsTakenByThisProgram() {
    Ends ends = connect();
    String path = ends.host().name().substring("serial:".length());
    SerialTransport second = new SerialTransport(path, 1_000_000);
    assertThatThrownBy(second::open)
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("taken by this program");
    ends.host().close();
    second.open();
    second.close();
    ends.board().close();
  }

  @Test
  void saysThatAPortIsTakenByAnotherProgram() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")), "flock: not on this machine");
    try (PseudoTerminal board = new PseudoTerminal()) {
      board.open();
      Process other =
          new ProcessBuilder(
                  "/usr/bin/flock", board.slave().toString(), "sh", "-c", "echo locked; read line")
              .start();
      try {
        assertThat(other.getInputStream().read()).isEqualTo('l');
        assertThatThrownBy(new SerialTransport(board.slave().toString(), 115_200)::open)
            .isInstanceOf(TransportException.class)
            .hasMessageContaining("taken by another program");
      } finally {
        other.getOutputStream().close();
        other.waitFor();
      }
    }
  }

  @Test
  void opensALinkToAPort() {
    Path link = directory.resolve("board");
    try (PseudoTerminal board = new PseudoTerminal(link)) {
      board.open();
      SerialTransport host = new SerialTransport(link.toString(), 115_200);
      host.open();
      host.write(new byte[] {1}, 0, 1);
      assertThat(readFully(board, 1)).containsExactly(1);
      host.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9_600, 115_200, 250_000, 1_000_000, 3_000_000})
  void opensAtEveryUsualBaudRate(int baud) {
    try (PseudoTerminal board = new PseudoTerminal()) {
      board.open();
      SerialTransport host = new SerialTransport(board.slave().toString(), baud);
      host.open();
      host.write(new byte[] {1}, 0, 1);
      assertThat(readFully(board, 1)).containsExactly(1);
      host.close();
    }
  }

  @Test
  void refusesABlankPathAndABaudRateThatIsNotPositive() {
    assertThatThrownBy(() -> new SerialTransport(" ", 115_200))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SerialTransport("/dev/ttyUSB0", 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
