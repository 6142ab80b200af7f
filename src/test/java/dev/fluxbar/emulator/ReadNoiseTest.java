package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.wire.Operation;
import dev.fluxbar.wire.ResultRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Noise of the row inputs, seen in what a board samples of open switches. */
final class ReadNoiseTest {
  private static final Adc ADC = Adc.ofAmperes(1);
  private static final double RMS = 100 * ADC.stepAmperes();

  private static BoardSpec board(double rmsAmperes, long seed) {
    ArrayConverters converters =
        new ArrayConverters(Dac.ofVolts(4), List.of(ADC)).with(new ReadNoise(rmsAmperes));
    return BoardSpec.of("noisy", NetworkShape.sizes(1, 4), Topology.CASCADE, SwitchKind.LINE)
        .withConverters(converters)
        .withSeed(seed);
  }

  private static List<ResultRecord> samples(BoardSpec spec, int averages, int instants) {
    Crossbars crossbars = new Crossbars(spec);
    crossbars.sense(new Operation.Sense(0, 0, 0, 4, averages));
    List<ResultRecord> records = new ArrayList<>();
    for (int i = 0; i < instants; i++) {
      crossbars.sample(new Crossbars.Instant(0, 0, 0, 0), records::add);
    }
    return records;
  }

  private static double[] counts(BoardSpec spec, int averages, int instants) {
    return samples(spec, averages, instants).stream()
        .flatMapToDouble(record -> Arrays.stream(record.sums()).asDoubleStream())
        .map(sum -> sum / averages)
        .toArray();
  }

  /**
   * 8000 means of m conversions: the sum of squares over s^2/m is chi-square with 8000 degrees of
   * freedom, so the variance is found to within sqrt(2/8000) = 1.6 %; the bound is five times that.
   * Rounding adds a variance of 1/12 of a step, 1e-5 of that of the noise.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 16})
  void hasTheStatedVarianceAndEachConversionItsOwn(int averages) {
    double[] counts = counts(board(RMS, 5), averages, 2000);

    double variance = Arrays.stream(counts).map(c -> c * c).average().orElseThrow();
    double mean = Arrays.stream(counts).average().orElseThrow();
    assertThat(counts).hasSize(8000);
    assertThat(variance * averages / (100 * 100)).isBetween(0.92, 1.08);
    assertThat(Math.abs(mean)).isLessThan(5 * 100 / Math.sqrt(averages * 8000.0));
  }

  @Test
  void isTheSameBitsForTheSameSeedAndOthersForAnother() {
    assertThat(counts(board(RMS, 5), 3, 50)).isEqualTo(counts(board(RMS, 5), 3, 50));
    assertThat(counts(board(RMS, 5), 3, 50)).isNotEqualTo(counts(board(RMS, 6), 3, 50));
  }

  @Test
  void isSilentUnlessAskedFor() {
    assertThat(counts(board(0, 5), 3, 50)).containsOnly(0);
  }

  /** Four times the full scale: two conversions in three stand at a rail, and are known to. */
  @Test
  void saturatesConversionsOneByOne() {
    List<ResultRecord> one = samples(board(4, 5), 1, 200);
    assertThat(one).anyMatch(record -> record.saturated());
    assertThat(Arrays.stream(counts(board(4, 5), 1, 200)).boxed())
        .allMatch(count -> count >= ADC.smallestCounts() && count <= ADC.largestCounts());
  }

  @Test
  void refusesAnRmsThatIsNoNumber() {
    assertThatThrownBy(() -> new ReadNoise(Double.NaN)).hasMessageContaining("rms-amperes=NaN");
    assertThatThrownBy(() -> new ReadNoise(-1)).hasMessageContaining("rms-amperes=-1.0");
  }
}
