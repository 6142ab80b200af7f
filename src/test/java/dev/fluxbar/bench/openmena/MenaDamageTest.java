package dev.fluxbar.bench.openmena;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.bench.ProgramLost;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.Faults;
import dev.fluxbar.transport.FaultyTransport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that loses and alters characters, from a seed: no wrong number, and no pulse twice. */
@Timeout(300)
class MenaDamageTest {

  /** Short: what is lost is lost, and an emulated board answers at once. */
  private static final MenaTimes IMPATIENT =
      new MenaTimes(0, Duration.ofMillis(250), Duration.ZERO);

  private static final Duration SILENCE = Duration.ofMillis(40);

  /** More readings a seed only for whoever asks: {@code -Dfluxbar.mena.readings=2000}. */
  private static final int READINGS = Integer.getInteger("fluxbar.mena.readings", 8);

  private static MenaRig rig(double rate, long seed) {
    Faults noise = Faults.builder().byteLoss(rate / 2).byteCorruption(rate / 2).build();
    return new MenaRig(IMPATIENT, SILENCE, line -> new FaultyTransport(line, noise, noise, seed));
  }

  @ParameterizedTest
  @CsvSource({"1, 1e-3", "3, 3e-4", "4, 3e-4"})
  void neverReturnsAWrongNumber(long seed, double rate) {
    int numbers = 0;
    try (MenaRig rig = rig(rate, seed)) {
      double volts = rig.bench.description().channels().get(0).nearestVolts(0, 0.05);
      for (int reading = 0; reading < READINGS; reading++) {
        int column = reading % 8;
        Recording recording;
        try {
          recording = rig.bench.run(rig.read(column, volts));
        } catch (BenchFault given) {
          continue; // twelve attempts in a row: said, not guessed
        }
        List<Sample> samples = recording.of(0);
        for (int k = 0; k < 8; k++) {
          double odd = (samples.get(1).amperes(k) - samples.get(2).amperes(k)) / 2;
          double truth = volts * rig.siemens(k, column);
          // Half a count of rounding, and what two blocks may differ by unseen.
          double counts = 0.5 + rig.bench.agreement().counts(truth / MenaRig.AMPERES_PER_COUNT);
          assertThat(Math.abs(odd - truth) / MenaRig.AMPERES_PER_COUNT)
              .as("seed %d, reading %d, row %d, counts off", seed, reading, k)
              .isLessThan(counts);
          numbers++;
        }
      }
    }
    // Nearly all of them come through in the end.
    assertThat(numbers).as("seed %d, numbers", seed).isGreaterThan(READINGS * 8 / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = 11)
  void aPulseIsNeverFiredTwiceForOneThatWasAskedFor(long seed) {
    int lost = 0;
    int done = 0;
    // Only replies are damaged: what the board did is what it was told.
    Faults noise = Faults.builder().byteLoss(1.5e-3).byteCorruption(1.5e-3).build();
    try (MenaRig rig =
        new MenaRig(
            IMPATIENT, SILENCE, line -> new FaultyTransport(line, Faults.NONE, noise, seed))) {
      for (int i = 0; i < Math.min(64, 2 * READINGS); i++) {
        int row = i % 8;
        int column = i / 8;
        try {
          rig.bench.run(rig.pulse(row, Volts.only(8, column, 0.2), 0.5));
          done++;
        } catch (ProgramLost unknown) {
          lost++;
          assertThat(rig.bench.unread()).containsAll(unknown.cells());
        }
        // Once in either case: the board heard it, and nobody repeats what may have run.
        assertThat(rig.flux(row, column))
            .as("seed %d, pulse %d", seed, i)
            .isCloseTo(0.1, org.assertj.core.api.Assertions.within(1e-6));
      }
    }
    assertThat(done).as("seed %d, pulses known to be done", seed).isPositive();
    assertThat(lost).as("seed %d, pulses whose reply was damaged", seed).isPositive();
  }
}
