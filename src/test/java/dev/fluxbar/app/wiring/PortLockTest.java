package dev.fluxbar.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.fault.BenchFault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortLockTest {
  private static final InstantSource NOON = () -> Instant.parse("2026-06-01T12:00:00.123Z");
  private static final BenchUri BENCH = BenchUri.parse("tcp://lab7:5999");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Optional<PortLock> take(BenchUri bench) {
    return PortLock.take(folder, bench, NOON);
  }

  /** Another process: takes the lock, says so or why not, and keeps it until its stdin ends. */
  static final class Other {
    public static void main(String[] arguments) throws IOException {
      try (PortLock lock =
          PortLock.take(Path.of(arguments[0]), BenchUri.parse(arguments[1]), NOON).orElseThrow()) {
        System.out.println("took " + lock.file().getFileName());
        int ended = System.in.read();
        System.out.println("ended " + ended);
      } catch (BenchFault e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /** A process with what it says. */
  private record Child(Process process, BufferedReader out) implements AutoCloseable {
    String line() throws IOException {
      return out.readLine();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private Child start(BenchUri bench) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Other.class.getName(),
                    folder.toString(),
                    bench.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new Child(
        process,
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
  }

  @Test
  void aSecondProcessIsToldWhoHasTheBench() throws IOException {
    try (PortLock lock = take(BENCH).orElseThrow();
        Child other = start(BENCH)) {
      assertThat(other.line())
          .isEqualTo(
              "tcp://lab7:5999: port=taken, owner pid=%d, since=2026-06-01T12:00:00Z, lock=%s; one process has a bench, end that one first"
                  .formatted(ProcessHandle.current().pid(), lock.file()));
    }
  }

  @Test
  void theBenchOfAKilledOwnerIsFreeAtOnce() throws Exception {
    try (Child owner = start(BENCH)) {
      assertThat(owner.line()).startsWith("took lab7-5999-");
      assertThatThrownBy(() -> take(BENCH))
          .isInstanceOf(PortTaken.class)
          .hasMessageContaining("pid=" + owner.process().pid())
          .hasMessageContaining("since=2026-06-01T12:00:00Z");

      owner.process().destroyForcibly().waitFor();

      PortLock mine = take(BENCH).orElseThrow();
      assertThat(mine.file())
          .hasContent(
              "pid=%d, since=2026-06-01T12:00:00Z".formatted(ProcessHandle.current().pid()));
      mine.close();
    }
  }

  @Test
  void aRefusedSecondOpenerInThisProcessDoesNotFreeTheBench() throws IOException {
    try (PortLock lock = take(BENCH).orElseThrow()) {
      assertThatThrownBy(() -> take(BENCH))
          .isInstanceOf(PortTaken.class)
          .hasMessageContaining("pid=" + ProcessHandle.current().pid());
      // On POSIX a second channel to the file, once closed, would have let go of the lock.
      try (Child other = start(BENCH)) {
        assertThat(other.line()).contains("owner pid=");
      }
    }
  }

  @Test
  void aRefusedOtherProcessLeavesTheLockAlone() throws IOException {
    try (PortLock lock = take(BENCH).orElseThrow()) {
      for (int i = 0; i < 2; i++) {
        try (Child other = start(BENCH)) {
          assertThat(other.line()).contains("owner pid=" + ProcessHandle.current().pid());
        }
      }
      assertThat(lock.file()).content().startsWith("pid=");
    }
  }

  @Test
  void whatWasLetGoOfCanBeTakenAgain() {
    PortLock first = take(BENCH).orElseThrow();
    first.close();
    first.close();

    PortLock second = take(BENCH).orElseThrow();
    // The first owner's second close must not free what is the second's now.
    first.close();
    assertThatThrownBy(() -> take(BENCH)).isInstanceOf(PortTaken.class);
    second.close();
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://LAB7:5999, tcp://lab7:5999",
    "tcp://127.0.0.1:5999, tcp://localhost:5999",
    "tcp://[::1]:5999, tcp://localhost:5999",
    "serial:/dev/ttyS99?baud=9600, serial:/dev/../dev/ttyS99",
    "serial:/dev/ttyS99, openmena:/dev/ttyS99",
  })
  void oneBoardHasOneLockWhateverItIsCalled(String one, String other) {
    try (PortLock lock = take(BenchUri.parse(one)).orElseThrow()) {
      assertThat(lock.file()).exists();
      assertThatThrownBy(() -> take(BenchUri.parse(other))).isInstanceOf(PortTaken.class);
    }
  }

  @Test
  void aLinkAndItsDeviceHaveOneLock() throws IOException {
    Path device = Files.createFile(folder.resolve("ttyACM0"));
    Path link = Files.createSymbolicLink(folder.resolve("fluxbar-7"), device);
    try (PortLock lock = take(new BenchUri.Serial(device.toString(), 9600)).orElseThrow()) {
      assertThat(lock.file().getFileName().toString()).matches("ttyACM0-[0-9a-f]{12}\\.lock");
      assertThatThrownBy(() -> take(new BenchUri.Serial(link.toString(), 9600)))
          .isInstanceOf(PortTaken.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tcp://lab7:5999, tcp://lab7:6000",
    "tcp://lab7:5999, tcp://lab8:5999",
    "serial:/dev/a/tty, serial:/dev/b/tty",
    "serial:/dev/a-tty, serial:/dev/a_tty",
  })
  void differentBoardsHaveDifferentLocks(String one, String other) {
    try (PortLock lock = take(BenchUri.parse(one)).orElseThrow();
        PortLock next = take(BenchUri.parse(other)).orElseThrow()) {
      assertThat(lock.file()).isNotEqualTo(next.file());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"emulator:academic", "emulator:openmena", "emulator:firmware-host"})
  void boardsInsideAProcessAreNotLocked(String bench) {
    assertThat(take(BenchUri.parse(bench))).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void everyNameStaysInItsFolder() {
    BenchUri bench = new BenchUri.Serial("../../../etc/.. /%s/" + "x".repeat(5000), 9600);
    try (PortLock lock = take(bench).orElseThrow()) {
      assertThat(lock.file()).hasParent(folder.resolve("locks"));
      assertThat(lock.file()).exists();
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsToldWithTheBench() throws IOException {
    Files.createFile(folder.resolve("locks"));

    assertThatThrownBy(() -> take(BENCH))
        .isInstanceOf(BenchFault.class)
        .hasMessageStartingWith("tcp://lab7:5999: lock-folder=");
  }
}
