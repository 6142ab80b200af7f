package dev.fluxbar.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.fault.BenchFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the firmware's process comes, where it is, and that it goes. */
@Tag("clock")
class FirmwareProcessTest {

  @Test
  void theProcessEndsWithItsInputAndTakesItsLinkAway(@TempDir Path folder) throws Exception {
    FirmwareBoards.assumeHost();
    Path link = folder.resolve("board");
    FirmwareProcess firmware = FirmwareBoards.start(FirmwareBoards.HOST, "--link", link.toString());
    assertThat(firmware.address()).hasToString("serial:" + link + "?baud=1000000");
    assertThat(Files.isSymbolicLink(link)).isTrue();
    // All that the system does to it when this program dies, however it dies.
    firmware.process().getOutputStream().close();
    assertThat(firmware.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(firmware.process().exitValue()).isZero();
    assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
    firmware.close();
  }

  @Test
  void nothingOfTheEmulatedProcessorIsLeft() throws Exception {
    FirmwareBoards.assumeQemu();
    FirmwareProcess firmware = FirmwareBoards.start(FirmwareBoards.QEMU);
    assertThat(firmware.address()).isInstanceOf(BenchUri.Tcp.class);
    List<ProcessHandle> below = firmware.process().descendants().toList();
    assertThat(below).isNotEmpty();
    firmware.close();
    for (ProcessHandle each : below) {
      each.onExit().get(20, TimeUnit.SECONDS);
    }
    assertThat(firmware.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  /**
   * The firmware paints its stack before it starts: 4 KiB below 0x20010000, as its linker script
   * has it. A read that proves, drives, samples and computes may have used three quarters of it.
   */
  @Test
  void theStackOfTheCortexM3HasRoomToSpare(@TempDir Path folder) throws Exception {
    FirmwareBoards.assumeQemu();
    Path dump = folder.resolve("stack");
    try (FirmwareProcess firmware = FirmwareBoards.start(FirmwareBoards.QEMU)) {
      BenchFile file = BenchFile.of(firmware.address());
      try (OpenBench open = OpenBench.open(file, Line.MEMORY, OptionalLong.empty())) {
        ReadSettings settings = ReadSettings.of(0.01);
        new Reading(open.bench(), open.device(), settings).run(ReadSchedule.COLUMN_PARALLEL);
      }
      var orders = firmware.process().outputWriter(StandardCharsets.UTF_8);
      orders.write(
          ("{'execute': 'pmemsave', 'arguments':"
                  + " {'val': %d, 'size': 4096, 'filename': '%s'}}\n")
              .formatted(0x2000f000, dump));
      // Closing tells QEMU to quit, after what it was told before.
      orders.flush();
    }
    ByteBuffer stack = ByteBuffer.wrap(Files.readAllBytes(dump)).order(ByteOrder.LITTLE_ENDIAN);
    int painted = 0;
    while (stack.hasRemaining() && stack.getInt() == 0xf1a5f1a5) {
      painted += Integer.BYTES;
    }
    assertThat(painted).as("bytes never used of 4096").isBetween(1024, 4000);
  }

  @Test
  void aRebootTakesAwayTheTimeAndLeavesTheFluxes() throws IOException {
    FirmwareBoards.assumeHost();
    try (FirmwareProcess firmware =
        FirmwareBoards.start(FirmwareBoards.HOST, "--initial-flux", "0.25", "--sizes", "1,1")) {
      var orders = firmware.process().outputWriter(StandardCharsets.UTF_8);
      var answers = firmware.process().inputReader(StandardCharsets.UTF_8);
      orders.write("reboot\ntruth\nnonsense\n");
      orders.flush();
      assertThat(answers.readLine()).isEqualTo("{\"rebooted\":true}");
      assertThat(answers.readLine())
          .contains("\"safe\":true,\"running\":false,\"codes\":[[0]],\"closed\":[[0]]")
          .contains("\"fluxes\":[[0.25]],\"code-ticks\":[[0]],\"pulses\":0")
          .contains("\"unsafe-since-micros\":null,\"last-safe-micros\":null")
          .contains("\"last-safe-ticks\":null,\"last-heard-micros\":null")
          .contains("\"longest-stall-micros\":0}");
      assertThat(answers.readLine()).startsWith("{\"unknown\":true");
    }
  }

  @Test
  void aProcessThatHasEndedTellsNoTruth() throws InterruptedException {
    FirmwareBoards.assumeHost();
    try (FirmwareProcess firmware = FirmwareBoards.start(FirmwareBoards.HOST)) {
      TruthChannel channel = new TruthChannel(firmware);
      assertThat(channel.truth().get("safe").asBoolean()).isTrue();
      firmware.process().destroyForcibly();
      assertThat(firmware.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(channel::truth)
          .isInstanceOf(BenchFault.class)
          .hasMessageContaining("order=truth")
          .hasMessageContaining("answer=none; start it again");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--sizes|2|--sizes=2",
        "--sizes|2,x|--sizes=2,x",
        "--sizes|2,17|--sizes=2,17",
        "--sizes|2,2,2,2,2,2|--sizes=2,2,2,2,2,2",
        "--pace|slow|--pace=slow",
        "--credit-bytes|529|board=too large",
        "--initial-flux|nan|--initial-flux=nan",
        "--boot-id|xyz|--boot-id=xyz",
        "--speed|1|option=--speed",
      })
  void saysWhichOptionIsWrong(String option, String value, String complaint) {
    FirmwareBoards.assumeHost();
    assertThatThrownBy(() -> FirmwareProcess.start(FirmwareBoards.HOST, option, value))
        .isInstanceOf(BenchFault.class)
        .hasMessageContaining("uri=emulator:firmware-host, address=none; fluxbar-board-host: ")
        .hasMessageContaining(complaint);
  }

  /** A folder without sources and a search path without programs: a machine that has neither. */
  @Test
  void saysWhatToInstall(@TempDir Path project) {
    FirmwareFiles files = new FirmwareFiles(project, project.toString());
    assertThatThrownBy(() -> files.command(FirmwareBoards.HOST, List.of()))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "bench: uri=emulator:firmware-host, built=false; install gcc and make, or use"
                + " emulator:academic");
    assertThatThrownBy(() -> files.command(FirmwareBoards.QEMU, List.of()))
        .isInstanceOf(BadInput.class)
        .hasMessage(
            "bench: uri=emulator:firmware-qemu, qemu-system-arm=none; install qemu-system-arm, or"
                + " use emulator:academic");
  }
}
