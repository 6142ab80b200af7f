package dev.fluxbar.app.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final int COUNT = 100;
  private static final double[] SECONDS =
      IntStream.range(0, COUNT).mapToDouble(i -> 10 * i + 500).toArray();

  private static double[] values(double slope, double scatter, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, COUNT)
        .mapToDouble(i -> 1e7 + slope * SECONDS[i] + scatter * random.nextGaussian())
        .toArray();
  }

  @Test
  void findsALineExactly() {
    Trend trend = Trend.of(SECONDS, values(3, 0, 1));
    assertThat(trend.slopePerSecond()).isCloseTo(3, within(1e-6));
    assertThat(trend.startValue()).isCloseTo(1e7 + 1500, within(1e-3));
    assertThat(trend.growth()).isCloseTo(3 * 990, within(1e-3));
  }

  @Test
  void scatterAloneIsFlat() {
    for (long seed = 0; seed < 100; seed++) {
      // Growth of a line through noise has a standard deviation of sqrt(12 / 100) of the scatter:
      // what is asked is three of them, and a hundred draws are not beyond it but by 0.2 of one.
      assertThat(Trend.of(SECONDS, values(0, 1e5, seed)).flat()).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void aLeakBeyondTheScatterIsNotFlat() {
    for (long seed = 0; seed < 100; seed++) {
      // Grows by twice the scatter: by more than one of them but for 2.9 standard deviations.
      Trend trend = Trend.of(SECONDS, values(2.5e5 / 990, 1e5, seed));
      assertThat(trend.flat()).as("seed %d, growth %s", seed, trend.growth()).isFalse();
    }
  }

  @Test
  void refusesTwoPoints() {
    assertThatThrownBy(() -> Trend.of(new double[2], new double[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
