package dev.fluxbar.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The slopes of the arctangent and of the hyperbolic tangent. */
class SlopeTest {

  @Test
  void ofTheArctangentIsWithinAFewUnits() {
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      double x = random.nextGaussian() * Math.pow(10, random.nextInt(-20, 20));
      double exact = 1 / (1 + x * x);
      assertThat(ArctangentSlope.of(x, 1))
          .as("x %s", x)
          .isCloseTo(exact, within(4 * Math.ulp(exact)));
      assertThat(ArctangentSlope.of(x * 0.5, 0.5)).isEqualTo(2 * ArctangentSlope.of(x, 1));
    }
  }

  @Test
  void ofTheHyperbolicTangentIsWithinAFewUnitsOfOne() {
    Random random = new Random(2);
    for (int i = 0; i < 100_000; i++) {
      double x = 12 * random.nextGaussian();
      double cosh = StrictMath.cosh(x);
      // Each doubling of h rounds twice and doubles what came before at most; 1 / cosh^2 damps it.
      assertThat(HyperbolicTangentSlope.of(x, 1))
          .as("x %s", x)
          .isCloseTo(1 / (cosh * cosh), within(1e-15));
      assertThat(HyperbolicTangentSlope.of(x * 0.5, 0.5))
          .isEqualTo(2 * HyperbolicTangentSlope.of(x, 1));
    }
  }

  @Test
  void areEvenAndAtTheirLargestInTheMiddle() {
    assertThat(ArctangentSlope.of(0, 4)).isEqualTo(0.25);
    assertThat(HyperbolicTangentSlope.of(0, 4)).isEqualTo(0.25);
    for (double x : new double[] {1e-9, 0.3, 5, 700, 1e155, 1e300}) {
      assertThat(ArctangentSlope.of(-x, 3)).isEqualTo(ArctangentSlope.of(x, 3)).isLessThan(0.34);
      assertThat(HyperbolicTangentSlope.of(-x, 3))
          .isEqualTo(HyperbolicTangentSlope.of(x, 3))
          .isLessThan(0.34);
    }
    assertThat(ArctangentSlope.of(Double.NaN, 1)).isNaN();
    assertThat(HyperbolicTangentSlope.of(Double.NaN, 1)).isNaN();
  }

  @Test
  void haveTheBitsThatTheyHaveEverywhereHoweverOftenTheyRan() {
    double[] start = new double[19];
    double[] rate = new double[19];
    double[] weight = new double[19];
    for (int i = 0; i < start.length; i++) {
      start[i] = i * 0.375 - 3;
      rate[i] = 1 - i * 0.0625;
      weight[i] = i % 2 == 0 ? 1.5 : -0.75;
    }
    double[] at = new double[61];
    for (int q = 0; q < at.length; q++) {
      at[q] = q / 16.0;
    }
    // More than once: compiled loops take over while it runs.
    for (int run = 0; run < 3000; run++) {
      double[] arctangent = new double[61];
      double[] hyperbolic = new double[61];
      ArctangentSlope.addAlong(start, rate, weight, 0, 19, 0.75, 2, at, arctangent, 61);
      HyperbolicTangentSlope.addAlong(start, rate, weight, 0, 19, 0.75, 2, at, hyperbolic, 61);
      assertThat(sum(arctangent)).isEqualTo(ARCTANGENT_SUM);
      assertThat(sum(hyperbolic)).isEqualTo(HYPERBOLIC_SUM);
    }
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum = 31 * sum / 32 + value;
    }
    return sum;
  }

  // Recorded once; only operations with prescribed bits are used, so no machine may differ.
  private static final double ARCTANGENT_SUM = 182.2748112627301;
  private static final double HYPERBOLIC_SUM = 137.8005674883476;
}
