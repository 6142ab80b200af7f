package dev.fluxbar.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PseudoTerminalTest {
  private final Path directory;

  PseudoTerminalTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void needsPseudoTerminals() {
    assumeTrue(PseudoTerminal.supported(), "pseudo-terminals: not supported on this machine");
  }

  @Test
  void namesItsSlaveOnlyOnceItIsOpen() {
    try (PseudoTerminal pty = new PseudoTerminal()) {
      TransportContract.assertRefusal(pty::slave);
      pty.open();
      assertThat(pty.slave()).exists();
      assertThat(pty.name()).isEqualTo("pty:" + pty.slave());
    }
  }

  @Test
  void servesOneHostAfterTheOther() {
    try (PseudoTerminal pty = new PseudoTerminal()) {
      pty.open();
      for (byte turn = 0; turn < 5; turn++) {
        try (SerialTransport host = new SerialTransport(pty.slave().toString(), 115_200)) {
          host.open();
          host.write(new byte[] {turn}, 0, 1);
          assertThat(TransportContract.readFully(pty, 1)).containsExactly(turn);
          pty.write(new byte[] {turn, turn}, 0, 2);
          assertThat(TransportContract.readFully(host, 2)).containsExactly(turn, turn);
        }
      }
    }
  }

  @Test
  void aReadGoesOnAcrossAChangeOfHosts() {
    try (PseudoTerminal pty = new PseudoTerminal()) {
      pty.open();
      CompletableFuture<byte[]> read =
          CompletableFuture.supplyAsync(() -> TransportContract.readFully(pty, 1));
      SerialTransport silent = new SerialTransport(pty.slave().toString(), 115_200);
      silent.open();
      silent.close();
      try (SerialTransport host = new SerialTransport(pty.slave().toString(), 115_200)) {
        host.open();
        host.write(new byte[] {5}, 0, 1);
        assertThat(read.join()).containsExactly(5);
      }
    }
  }

  @Test
  void opensManyTimesWithoutRunningOutOfDescriptors() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeTrue(Files.isDirectory(descriptors), "/proc/self/fd: not on this machine");
    openAndClose();
    long before = ptmxDescriptors(descriptors);
    for (int i = 0; i < 50; i++) {
      openAndClose();
    }
    assertThat(ptmxDescriptors(descriptors)).isEqualTo(before);
  }

  private static void openAndClose() {
    PseudoTerminal pty = new PseudoTerminal();
    pty.open();
    pty.close();
  }

  private static long ptmxDescriptors(Path descriptors) throws IOException {
    try (var entries = Files.list(descriptors)) {
      return entries.filter(PseudoTerminalTest::isTerminal).count();
    }
  }

  private static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pt") || target.startsWith("pipe:");
    } catch (IOException gone) {
      return false;
    }
  }

  @Test
  void theLinkLeadsToTheSlaveAndGoesAtClose() throws IOException {
    Path link = directory.resolve("board");
    PseudoTerminal pty = new PseudoTerminal(link);
    pty.open();
    assertThat(Files.readSymbolicLink(link)).isEqualTo(pty.slave());
    try (SerialTransport host = new SerialTransport(link.toString(), 115_200)) {
      host.open();
      host.write(new byte[] {6}, 0, 1);
      assertThat(TransportContract.readFully(pty, 1)).containsExactly(6);
    }
    pty.close();
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void replacesALinkThatAnEarlierRunLeft() throws IOException {
    Path link = directory.resolve("board");
    Files.createSymbolicLink(link, Path.of("/dev/pts/99999999"));
    try (PseudoTerminal pty = new PseudoTerminal(link)) {
      pty.open();
      assertThat(Files.readSymbolicLink(link)).isEqualTo(pty.slave());
    }
  }

  @Test
  void leavesALinkAloneThatALaterRunHasTaken() throws IOException {
    Path link = directory.resolve("board");
    PseudoTerminal earlier = new PseudoTerminal(link);
    earlier.open();
    PseudoTerminal later = new PseudoTerminal(link);
    later.open();
    earlier.close();
    assertThat(Files.readSymbolicLink(link)).isEqualTo(later.slave());
    later.close();
  }

  @Test
  void refusesToReplaceAFileADirectoryOrALinkToSomethingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "precious");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    for (Path taken : new Path[] {file, link, directory}) {
      PseudoTerminal pty = new PseudoTerminal(taken);
      TransportContract.assertRefusal(pty::open);
    }
    assertThat(file).hasContent("precious");
    assertThat(link).isSymbolicLink().hasContent("precious");
  }

  @Test
  void refusesALinkInADirectoryThatIsMissing() {
    PseudoTerminal pty = new PseudoTerminal(directory.resolve("missing/board"));
    assertThatThrownBy(pty::open)
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("missing/board");
  }
}
