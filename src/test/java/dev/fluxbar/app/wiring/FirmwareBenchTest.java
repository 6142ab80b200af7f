package dev.fluxbar.app.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.operation.AcademicExample;
import dev.fluxbar.app.operation.Demo;
import dev.fluxbar.app.operation.Operation;
import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.app.operation.Write;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The paper's example on the boards of the C firmware, and on the board in Java. */
class FirmwareBenchTest {

  /**
   * Both boards hold the same fluxes to 1e-9 V s, so a count differs by one at most, where a
   * current lies next to the middle of two. The next pulses take back what one count has added: it
   * is below the reading's resolution, 4.3e-5 of values up to 3.5 S. Two resolutions, and nothing
   * that a whole pulse (up to 0.014 S) could hide in.
   */
  private static final double SAME_SIEMENS = 2 * 4.3e-5 * 3.5;

  private final Path folder;

  FirmwareBenchTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theDemoWritesOnTheHostPortWhatItWritesOnTheBoardInJava() {
    FirmwareBoards.assumeHost();
    OperationResult c = done(FirmwareBoards.HOST, new Demo(Audience.NOBODY));
    OperationResult java = done(BenchFile.ACADEMIC, new Demo(Audience.NOBODY));
    assertThat(c.values().get("pulses")).isEqualTo(java.values().get("pulses"));
    assertThat(c.values()).doesNotContainKey("residual-flux-volt-seconds");
    same(c, java);
  }

  /** By the device model, in some dozens of pulses: the whole demo takes a minute there. */
  @Test
  void theExampleIsWrittenOnACortexM3AsOnTheBoardInJava() {
    FirmwareBoards.assumeQemu();
    OperationResult c = done(FirmwareBoards.QEMU, write());
    OperationResult java = done(BenchFile.ACADEMIC, write());
    assertThat(c.values().get("pulses")).isEqualTo(java.values().get("pulses"));
    same(c, java);
  }

  private static Write write() {
    return new Write(
        new Write.Wanted(
            new Write.Target.Network(AcademicExample.TARGET),
            AcademicExample.EPSILON_SIEMENS,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            WriteMethod.MODEL,
            OptionalDouble.empty(),
            1),
        Audience.NOBODY);
  }

  private OperationResult done(BenchUri uri, Operation operation) {
    RunFolder.Request request =
        new RunFolder.Request("test", List.of(), OptionalLong.empty(), uri.toString());
    Path run = folder.resolve(uri.toString().replace(':', '-'));
    try (OpenBench open = OpenBench.open(BenchFile.of(uri), Line.MEMORY, OptionalLong.of(1));
        RunFolder begun = RunFolder.begin(request, folder, Optional.of(run), Clock.systemUTC())) {
      operation.check(open);
      OperationResult result = operation.run(open, begun);
      assertThat(result.reached()).as(result.message()).isTrue();
      return result;
    }
  }

  private static void same(OperationResult c, OperationResult java) {
    assertThat(written(c).largestDifferenceSiemens(written(java))).isLessThan(SAME_SIEMENS);
  }

  private static Memductances written(OperationResult result) {
    List<?> arrays = (List<?>) Objects.requireNonNull(result.values().get("written-siemens"));
    return new Memductances(arrays.stream().map(Matrix.class::cast).toList());
  }
}
