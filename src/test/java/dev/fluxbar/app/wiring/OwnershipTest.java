package dev.fluxbar.app.wiring;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.transport.PseudoTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnershipTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private Ownership of(Path port) {
    return new Ownership(folder.resolve("home"), new BenchUri.Serial(port.toString(), 9600));
  }

  @Test
  void followsABoardThatComesBackAsAnotherDevice() throws IOException {
    Path first = Files.createFile(folder.resolve("ttyACM0"));
    Path second = Files.createFile(folder.resolve("ttyACM1"));
    Path link = Files.createSymbolicLink(folder.resolve("fluxbar"), first);
    try (Ownership mine = of(link);
        Ownership atFirst = of(first);
        Ownership atSecond = of(second)) {
      mine.renew();
      mine.renew();
      assertThatThrownBy(atFirst::renew).isInstanceOf(PortTaken.class);

      Files.delete(link);
      mine.renew();
      assertThatThrownBy(atFirst::renew)
          .as("what is pulled out stays owned")
          .isInstanceOf(PortTaken.class);

      Files.createSymbolicLink(link, second);
      mine.renew();
      assertThatThrownBy(atSecond::renew).isInstanceOf(PortTaken.class);
      assertThatCode(atFirst::renew).doesNotThrowAnyException();
    }
    try (Ownership next = of(second)) {
      assertThatCode(next::renew).doesNotThrowAnyException();
    }
  }

  @Test
  void aBenchIsOpenedByOneAtATime() {
    assumeTrue(PseudoTerminal.supported(), "pseudo-terminals: not supported on this machine");
    BoardSpec spec =
        BoardSpec.of(
            "owned", NetworkShape.sizes(2, 1), Topology.INDEPENDENT, SwitchKind.CROSSPOINT);
    Path link = folder.resolve("port");
    try (BoardHost host = BoardHost.onTerminal(link, spec, 0)) {
      BenchFile file = BenchFile.of(BenchUri.parse(host.uri()));
      try (FarEnd one = far(file);
          FarEnd other = far(file)) {
        try (OpenBench mine = OpenBench.open(file, one, Reconnection.NONE)) {
          assertThatThrownBy(() -> OpenBench.open(file, other, Reconnection.NONE))
              .isInstanceOf(PortTaken.class)
              .hasMessageContaining("owner pid=" + ProcessHandle.current().pid());
        }
        one.close();
        assertThatCode(() -> OpenBench.open(file, other, Reconnection.NONE).close())
            .doesNotThrowAnyException();
      }
    }
  }

  private FarEnd far(BenchFile file) {
    return FarEnd.turnOn(
        file, Optional.empty(), Line.PTY, OptionalLong.empty(), folder.resolve("home"));
  }
}
