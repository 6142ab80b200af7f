package dev.fluxbar.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ArctangentTest {
  private static final double[] SPECIAL = {
    0,
    Double.MIN_VALUE,
    Double.MIN_NORMAL,
    1e-300,
    1e-17,
    1,
    Math.nextDown(1.0),
    Math.nextUp(1.0),
    0x1p53,
    1e17,
    1e154,
    1e155,
    1e300,
    Double.MAX_VALUE / 2,
    Double.MAX_VALUE
  };

  private static double[] samples(long seed) {
    Random random = new Random(seed);
    double[] x = new double[200_000];
    for (int i = 0; i < x.length; i++) {
      double wide = random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300));
      x[i] = i % 2 == 0 ? 3 * random.nextGaussian() : wide;
    }
    for (int i = 0; i < SPECIAL.length; i++) {
      x[2 * i] = SPECIAL[i];
      x[2 * i + 1] = -SPECIAL[i];
    }
    return x;
  }

  @Test
  void isWithinItsErrorOverTheWholeRange() {
    for (double x : samples(1)) {
      // StrictMath's own error is below one unit in the last place of at most pi/2.
      double bound = Arctangent.ERROR + Math.ulp(1.0);
      assertThat(Arctangent.affine(x, 1, 0, 1))
          .as("x %s", x)
          .isCloseTo(StrictMath.atan(x), within(bound));
    }
  }

  @Test
  void scalesItsArgumentAndItsValue() {
    for (double x : new double[] {-5, -0.25, 0, 0.25, 5}) {
      assertThat(Arctangent.affine(x, 0.5, 3, 2))
          .isCloseTo(3 + 2 * StrictMath.atan(2 * x), within(4 * Math.ulp(6.0)));
    }
  }

  @Test
  void isOddToTheLastBit() {
    for (double x : samples(2)) {
      // Below, half of x may round to no number that has a sign.
      if (Math.abs(x) > 1e-300) {
        assertThat(Arctangent.affine(-x, 1, 0, 1)).isEqualTo(-Arctangent.affine(x, 1, 0, 1));
      }
    }
  }

  @Test
  void ofManyIsOfEachToTheLastBit() {
    double[] x = samples(3);
    double[] y = new double[x.length + 1];
    // More than once: compiled loops take over while it runs.
    for (int run = 0; run < 20; run++) {
      Arctangent.affine(x, 0.7, 2, 1.5, y, x.length);
    }
    for (int i = 0; i < x.length; i++) {
      assertThat(Double.doubleToRawLongBits(y[i]))
          .as("x %s", x[i])
          .isEqualTo(Double.doubleToRawLongBits(Arctangent.affine(x[i], 0.7, 2, 1.5)));
    }
    assertThat(y[x.length]).isZero();
  }

  @Test
  void ofWhatIsNoNumberIsNone() {
    assertThat(Arctangent.affine(Double.NaN, 1, 0, 1)).isNaN();
    assertThat(Arctangent.affine(Double.POSITIVE_INFINITY, 1, 0, 1)).isNaN();
    assertThat(Arctangent.affine(Double.NEGATIVE_INFINITY, 1, 0, 1)).isNaN();
  }

  @Test
  void hasTheBitsThatItHasEverywhere() {
    // Recorded once; only operations with prescribed bits are used, so no machine may differ.
    double sum = 0;
    for (int i = -1000; i <= 1000; i++) {
      sum = 31 * sum / 32 + Arctangent.affine(i / 64.0, 1, 2, 1);
    }
    assertThat(sum).isEqualTo(ARCTAN_SUM);
  }

  private static final double ARCTAN_SUM = 112.15264708176852;
}
