package dev.fluxbar.bench.openmena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.algorithm.WriteProgress;
import dev.fluxbar.algorithm.WriteSettings;
import dev.fluxbar.algorithm.Writing;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.transport.Faults;
import dev.fluxbar.transport.FaultyTransport;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A whole write over a line that alters commands and replies: what came wrong is found by reading.
 */
@Timeout(300)
class MenaDamagedWriteTest {
  private static final double EPSILON_SIEMENS = 1e-6;

  /** Half a count of 12 nA at 50 mV, once for each of two blocks that may agree by chance. */
  private static final double DOUBT_SIEMENS = 0.24e-6;

  private static final int TRIES = 4;

  private static Memductances target(long seed) {
    Random random = new Random(seed);
    return new Memductances(
        List.of(Matrix.fill(8, 8, (k, j) -> 22e-6 + 16e-6 * random.nextDouble())));
  }

  @ParameterizedTest
  @CsvSource({"21, 5e-5", "22, 1e-4", "23, 2e-4"})
  void aWriteThatSaysItIsDoneIsDone(long seed, double rate) {
    Faults noise = Faults.builder().byteLoss(rate / 2).byteCorruption(rate / 2).build();
    MenaTimes times = new MenaTimes(0, Duration.ofMillis(250), Duration.ZERO);
    Memductances target = target(seed);
    try (MenaRig rig =
        new MenaRig(
            times, Duration.ofMillis(40), line -> new FaultyTransport(line, noise, noise, seed))) {
      WriteSettings settings =
          WriteSettings.of(0.5, EPSILON_SIEMENS).withMethod(WriteMethod.ROW).withReading(0.9, 0.05);
      boolean done = false;
      for (int i = 0; i < TRIES && !done; i++) {
        try {
          WriteOutcome outcome =
              new Writing(rig.bench, MenaRig.DEVICE, settings).run(target, WriteProgress.NONE);
          done = outcome instanceof WriteOutcome.Converged;
        } catch (BenchFault given) {
          // Said, not guessed; a person would begin again, and so does this one.
          assertThat(given).hasMessageContaining("openmena");
        }
      }
      assertThat(done).as("seed %d, done within %d writes", seed, TRIES).isTrue();
      for (int k = 0; k < 8; k++) {
        for (int j = 0; j < 8; j++) {
          assertThat(Math.abs(rig.siemens(k, j) - target.array(0).at(k, j)))
              .as("seed %d, row %d, column %d", seed, k + 1, j + 1)
              .isLessThan(EPSILON_SIEMENS + DOUBT_SIEMENS);
        }
      }
    }
  }
}
