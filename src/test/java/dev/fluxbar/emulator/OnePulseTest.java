package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.transport.PseudoTerminal;
import dev.fluxbar.wire.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host in another language, written from the specification alone, and a board of ours. */
class OnePulseTest {
  private static final Path SCRIPT = Path.of("firmware-protocol/examples/one_pulse.py");
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @Test
  @Timeout(60)
  void aHostInPythonFiresOnePulse() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PYTHON), "python3 is absent");
    assumeTrue(PseudoTerminal.supported(), "pseudo-terminals: not supported on this machine");
    PseudoTerminal terminal = new PseudoTerminal();
    try (EmulatedBoard board = new EmulatedBoard(BoardSpec.academic(), terminal)) {
      board.open();
      Process host =
          new ProcessBuilder(PYTHON.toString(), SCRIPT.toString(), terminal.slave().toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(host.waitFor()).as(said).isZero();
      assertThat(said)
          .contains("board academic, firmware fluxbar-emulator 1")
          .contains("array 0: 3 x 2, driven 1")
          // 125 uV on 2 S are 250 uA: 128 steps of 0.256 A in 2^17.
          .contains("tick 150, array 0, row 0, range 0: (128,) counts in 1, saturated 0")
          .contains("done: state 5, operation 5, fault 0, ticks 150, pulses 1, records 1");
      // 100 us of 125 uV, on this cell alone.
      assertThat(board.truth().fluxesVoltSeconds().get(0).at(0, 0))
          .isCloseTo(1.25e-8, within(1e-20)); // rounding of three factors
      assertThat(board.truth().fluxesVoltSeconds().get(0).at(1, 0)).isZero();
      assertThat(board.truth().safe()).isTrue();
    }
  }

  @Test
  void specificationAndExampleNameTheHashOfTheTable() throws IOException {
    String hash = "0x%08x".formatted(Protocol.TABLE_HASH);
    assertThat(Files.readString(Path.of("firmware-protocol/PROTOCOL.md"))).contains(hash);
    assertThat(Files.readString(SCRIPT)).containsIgnoringCase(hash);
  }
}
