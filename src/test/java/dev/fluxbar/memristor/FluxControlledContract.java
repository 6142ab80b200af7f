package dev.fluxbar.memristor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FluxControlled} device owes (Heidema Assumptions 2 and 3). A device's test
 * extends this and names a device and a flux at which W still moves visibly.
 */
abstract class FluxControlledContract {
  private static final int SAMPLES = 20_001;

  abstract FluxControlled device();

  /** Samples reach from minus this to plus this. */
  abstract double reachVoltSeconds();

  private double flux(int i) {
    return reachVoltSeconds() * (2.0 * i / (SAMPLES - 1) - 1);
  }

  private double siemens(int i) {
    return device().memductanceSiemens(flux(i));
  }

  @Test
  void increasesStrictly() {
    for (int i = 1; i < SAMPLES; i++) {
      assertThat(siemens(i)).as("flux %s", flux(i)).isGreaterThan(siemens(i - 1));
    }
  }

  @Test
  void staysStrictlyWithinPositiveBounds() {
    assertThat(device().minSiemens()).isPositive();
    for (int i = 0; i < SAMPLES; i++) {
      assertThat(siemens(i))
          .isGreaterThan(device().minSiemens())
          .isLessThan(device().maxSiemens())
          .matches(device()::realizes);
    }
  }

  @Test
  void staysFiniteAndWithinBoundsAtAnyFlux() {
    // Far out W may round onto a bound, or, as a sum, one last place beyond.
    double slack = Math.ulp(device().maxSiemens());
    for (double flux : new double[] {-1e300, -1e160, -1e9, 1e9, 1e160, 1e300}) {
      assertThat(device().memductanceSiemens(flux))
          .isBetween(device().minSiemens() - slack, device().maxSiemens() + slack);
    }
  }

  @Test
  void neverClimbsFasterThanItsLipschitzConstant() {
    double beta = device().lipschitzSiemensPerVoltSecond();
    for (int i = 1; i < SAMPLES; i++) {
      double rise = siemens(i) - siemens(i - 1);
      // Both W carry a few roundings of their own.
      double slack = 4 * Math.ulp(device().maxSiemens());
      assertThat(rise).isLessThanOrEqualTo(beta * (flux(i) - flux(i - 1)) + slack);
    }
  }

  @Test
  void findsTheFluxOfAMemductance() {
    for (int i = 0; i < SAMPLES; i++) {
      double siemens = siemens(i);
      double found = device().fluxVoltSeconds(siemens);
      // W carries a few roundings; the inverse turns them into flux by the inverse of the slope.
      double step = reachVoltSeconds() * 1e-6;
      double slope = (device().memductanceSiemens(flux(i) + step) - siemens) / step;
      double slack = 8 * Math.ulp(device().maxSiemens()) / slope + 8 * Math.ulp(flux(i));
      assertThat(Math.abs(found - flux(i))).as("flux %s", flux(i)).isLessThanOrEqualTo(slack);
      assertThat(Math.abs(device().memductanceSiemens(found) - siemens))
          .isLessThanOrEqualTo(8 * Math.ulp(device().maxSiemens()));
    }
  }

  @Test
  void accumulatesChargeAsTheIntegralOfMemductance() {
    assertThat(device().chargeCoulombs(0)).isZero();
    for (int i = 1; i < SAMPLES; i++) {
      // W increases, so the charge between two fluxes lies between the two rectangles.
      double charge = device().chargeCoulombs(flux(i)) - device().chargeCoulombs(flux(i - 1));
      double width = flux(i) - flux(i - 1);
      double slack = 8 * Math.ulp(device().maxSiemens() * reachVoltSeconds());
      assertThat(charge)
          .as("flux %s", flux(i))
          .isBetween(siemens(i - 1) * width - slack, siemens(i) * width + slack);
    }
  }

  @Test
  void evaluatesManyFluxesToTheSameBitsAsOne() {
    long seed = 20260101;
    Random random = new Random(seed);
    double[] fluxes = random.doubles(1000, -reachVoltSeconds(), reachVoltSeconds()).toArray();
    double[] siemens = new double[1001];
    siemens[1000] = -1;
    device().memductancesSiemens(fluxes, siemens, 1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(siemens[i]).as("seed %s", seed).isEqualTo(device().memductanceSiemens(fluxes[i]));
    }
    assertThat(siemens[1000]).isEqualTo(-1);
  }

  @Test
  void hasTheSlopeOfItsMemductance() {
    double beta = device().lipschitzSiemensPerVoltSecond();
    // The scale on which W bends; a third derivative is at most 2 beta / width^2 for both devices.
    double width = (device().maxSiemens() - device().minSiemens()) / beta / Math.PI;
    double step = 1e-4 * width;
    for (int i = 0; i < SAMPLES; i += 10) {
      double above = device().memductanceSiemens(flux(i) + step);
      double below = device().memductanceSiemens(flux(i) - step);
      // Of a symmetric difference: step^2 / 6 of the third derivative, and roundings of W, and of
      // the step where the flux is large.
      double slack =
          1e-8 * beta
              + 4 * Math.ulp(device().maxSiemens()) / step
              + beta * Math.ulp(flux(i)) / step;
      assertThat(device().slopeSiemensPerVoltSecond(flux(i)))
          .as("flux %s", flux(i))
          .isCloseTo((above - below) / (2 * step), within(slack))
          .isPositive()
          .isLessThanOrEqualTo(beta * (1 + 1e-15));
    }
  }

  @Test
  void hasASlopeOfNoSizeAtAnyFarFlux() {
    double beta = device().lipschitzSiemensPerVoltSecond();
    for (double flux : new double[] {-1e300, -1e160, -1e9, 1e9, 1e160, 1e300}) {
      assertThat(device().slopeSiemensPerVoltSecond(flux)).isBetween(0.0, 1e-12 * beta);
    }
  }

  /** Seven lines, so that four at once and the rest both occur; one goes far out. */
  @Test
  void sumsSlopesAlongLinesAsItGivesThemOneByOne() {
    for (double far : new double[] {1, 1e20, 1e60, 1e200}) {
      long seed = 20260102;
      Random random = new Random(seed);
      double reach = reachVoltSeconds();
      double[] fluxes = random.doubles(9, -reach / 10, reach / 10).toArray();
      double[] volts = random.doubles(9, -1, 1).toArray();
      double[] weights = random.doubles(9, -1, 1).toArray();
      fluxes[3] *= far;
      double[] seconds = random.doubles(41, -reach / 10, reach / 10).sorted().toArray();
      double[] sums = random.doubles(42).toArray();
      double[] expected = sums.clone();
      for (int q = 0; q < 41; q++) {
        for (int i = 1; i < 8; i++) {
          double flux = fluxes[i] + volts[i] * seconds[q];
          expected[q] += weights[i] * device().slopeSiemensPerVoltSecond(flux);
        }
      }
      device().addSlopes(fluxes, volts, weights, 1, 8, seconds, sums, 41);
      // Seven terms of at most beta with a dozen roundings each, and the sum's own.
      double slack = 1e-14 * (1 + device().lipschitzSiemensPerVoltSecond());
      for (int q = 0; q < 42; q++) {
        assertThat(sums[q])
            .as("seed %s, far %s, instant %s", seed, far, q)
            .isCloseTo(expected[q], within(slack));
      }
      assertThat(sums[41]).isEqualTo(expected[41]);
    }
  }

  @Test
  void refusesMemductancesItCannotHave() {
    double[] outside = {
      device().minSiemens(), device().maxSiemens(), 0, -1, device().maxSiemens() * 2, Double.NaN
    };
    for (double siemens : outside) {
      assertThat(device().realizes(siemens)).isFalse();
      assertThatThrownBy(() -> device().fluxVoltSeconds(siemens))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("siemens=" + siemens);
    }
  }

  @Test
  void inversesNextToItsBoundsAreFarOutOnTheRightSide() {
    double low = Math.nextUp(device().minSiemens());
    double high = Math.nextDown(device().maxSiemens());
    assertThat(device().fluxVoltSeconds(low)).isFinite().isLessThan(-reachVoltSeconds());
    assertThat(device().fluxVoltSeconds(high)).isFinite().isGreaterThan(reachVoltSeconds());
  }
}
