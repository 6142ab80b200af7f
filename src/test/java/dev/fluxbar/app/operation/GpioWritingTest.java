package dev.fluxbar.app.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.Line;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bench of chips in real units, calibrated: what is written is what is really there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GpioWritingTest {
  private static final long SEED = 20261122;
  private static final double EPSILON = 0.5e-6;

  /**
   * Beyond epsilon: gains to 5e-4 of 45 uS, 23 nS; half a step of 25.6 uA / 2^15 over 0.1 V, 4 nS;
   * switch and lines, 6 nS; drivers that bend by one step of 76 uV over 0.1 V, three times that of
   * 45 uS: 103 nS.
   */
  private static final double DOUBT = 0.14e-6;

  private final Path folder;
  private final Path profile;
  private int runs;

  GpioWritingTest(@TempDir Path folder) {
    this.folder = folder;
    this.profile = folder.resolve("profile.json");
  }

  @BeforeAll
  void calibrate() {
    try (OpenBench open = open(Optional.empty());
        RunFolder run = run()) {
      Calibrate.Wanted wanted = new Calibrate.Wanted(Optional.of(profile), 64, 30);
      assertThat(new Calibrate(wanted, Audience.NOBODY).run(open, run).reached()).isTrue();
    }
  }

  private static OpenBench open(Optional<Path> profile) {
    return OpenBench.open(
        BenchFile.named("emulator:gpio").withCalibration(profile),
        Line.MEMORY,
        OptionalLong.of(SEED));
  }

  private RunFolder run() {
    return RunFolder.begin(
        new RunFolder.Request("test", List.of(), OptionalLong.of(SEED), "emulator:gpio"),
        folder,
        Optional.of(folder.resolve("run" + runs++)),
        Clock.systemUTC());
  }

  private static Memductances target() {
    Random random = new Random(SEED);
    return new Memductances(
        List.of(
            Matrix.fill(6, 4, (k, j) -> 30e-6 + 10e-6 * (2 * random.nextDouble() - 1)),
            Matrix.fill(4, 3, (k, j) -> 30e-6 + 10e-6 * (2 * random.nextDouble() - 1))));
  }

  @ParameterizedTest
  @EnumSource(names = {"ROW", "MODEL", "PROPORTIONAL"})
  void bringsEveryCellWithinEpsilonOfItsTarget(WriteMethod method) {
    try (OpenBench open = open(Optional.of(profile));
        RunFolder run = run()) {
      OperationResult wrote = write(method).run(open, run);
      assertThat(wrote.reached()).as("%s, seed %d", wrote.message(), SEED).isTrue();
      assertThat(open.trueMemductances().orElseThrow().largestDifferenceSiemens(target()))
          .as("seed %d", SEED)
          .isLessThan(EPSILON + DOUBT);
      assertThat(open.truth().orElseThrow().safe()).isTrue();
    }
  }

  private static Write write(WriteMethod method) {
    return new Write(
        new Write.Wanted(
            new Write.Target.Network(target()),
            OptionalDouble.of(EPSILON),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.of(method),
            OptionalDouble.empty(),
            1,
            false),
        Audience.NOBODY);
  }

  @Test
  void theProfileIsOfTheEmulatedBenchAlone() {
    try (OpenBench open = open(Optional.of(profile))) {
      assertThat(open.board().description().boardId()).isEqualTo("emulated-gpio");
      assertThat(open.profile()).isPresent();
    }
  }
}
