package dev.fluxbar.memristor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What every {@link OnePort} owes. A device's test extends this and names a device, states at which
 * it moves visibly, voltages that move it, and how long they take to.
 */
abstract class OnePortContract {
  private static final int TRIALS = 2000;

  abstract OnePort device();

  /** States that samples reach down to. */
  abstract double lowState();

  /** States that samples reach up to. */
  abstract double highState();

  /** The largest voltage of samples. */
  abstract double reachVolts();

  /** In which the largest voltage moves the state by a good part of its range. */
  abstract double reachSeconds();

  /** What {@code after} may be off by, as a share of the range. */
  double accuracy() {
    return 2e-11;
  }

  private double range() {
    return highState() - lowState();
  }

  private double state(Random random) {
    return lowState() + range() * random.nextDouble();
  }

  private double volts(Random random) {
    return reachVolts() * (2 * random.nextDouble() - 1);
  }

  @Test
  void conductsWithinItsBoundsAndNeverGivesEnergyBack() {
    assertThat(device().minSiemens()).isPositive();
    double slack = 4 * Math.ulp(device().maxSiemens());
    for (int i = 0; i <= TRIALS; i++) {
      assertThat(device().siemens(lowState() + range() * i / TRIALS))
          .isBetween(device().minSiemens() - slack, device().maxSiemens() + slack);
    }
  }

  @Test
  void staysWithinItsStateBoundsUnderAnyVoltage() {
    long seed = 41;
    Random random = new Random(seed);
    for (int i = 0; i < TRIALS / 10; i++) {
      for (double times : new double[] {1e-3, 1, 100}) {
        double after = device().after(state(random), volts(random), times * reachSeconds());
        assertThat(after)
            .as("seed %s, trial %s", seed, i)
            .isBetween(device().lowestState(), device().highestState());
      }
    }
  }

  @Test
  void movesNowhereInNoTime() {
    Random random = new Random(42);
    for (int i = 0; i < TRIALS; i++) {
      double state = state(random);
      assertThat(device().after(state, volts(random), 0)).isEqualTo(state);
    }
  }

  /** A higher voltage never moves the state less far up, or never less far down. */
  @Test
  void movesMonotonelyWithVoltage() {
    long seed = 43;
    Random random = new Random(seed);
    double direction =
        Math.signum(
            device().rate(lowState() + range() / 2, reachVolts())
                - device().rate(lowState() + range() / 2, -reachVolts()));
    assertThat(Math.abs(direction)).isEqualTo(1);
    for (int i = 0; i < TRIALS; i++) {
      double state = state(random);
      double low = volts(random);
      double high = volts(random);
      if (low > high) {
        double swap = low;
        low = high;
        high = swap;
      }
      assertThat(direction * (device().rate(state, high) - device().rate(state, low)))
          .as("seed %s, state %s, volts %s and %s", seed, state, low, high)
          .isGreaterThanOrEqualTo(-0.0);
    }
  }

  @Test
  void afterTwoPartsOfATimeIsAfterTheWhole() {
    long seed = 44;
    Random random = new Random(seed);
    for (int i = 0; i < TRIALS / 4; i++) {
      double state = state(random);
      double volts = volts(random);
      double first = random.nextDouble() * reachSeconds();
      double second = random.nextDouble() * reachSeconds();
      double whole = device().after(state, volts, first + second);
      double parts = device().after(device().after(state, volts, first), volts, second);
      assertThat(parts)
          .as("seed %s, state %s, volts %s, %s s and %s s", seed, state, volts, first, second)
          .isCloseTo(whole, within(accuracy() * range()));
    }
  }

  /** Against ten thousand steps of the classical rule of Runge and Kutta. */
  @Test
  void obeysItsStateEquation() {
    long seed = 45;
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      double state = state(random);
      double volts = volts(random);
      // So short that a bound is met seldom: the classical rule is good to its order before one.
      double seconds = random.nextDouble() * reachSeconds() / 8;
      double expected = state;
      int steps = 10_000;
      double h = seconds / steps;
      for (int n = 0; n < steps; n++) {
        double k1 = device().rate(expected, volts);
        double k2 = device().rate(bounded(expected + h * k1 / 2), volts);
        double k3 = device().rate(bounded(expected + h * k2 / 2), volts);
        double k4 = device().rate(bounded(expected + h * k3), volts);
        expected = bounded(expected + h * (k1 + 2 * k2 + 2 * k3 + k4) / 6);
      }
      // Ten thousand roundings, and at a bound one step of the rule.
      double slack = expected <= lowState() || expected >= highState() ? 2e-4 : 2e-11;
      assertThat(device().after(state, volts, seconds))
          .as("seed %s, state %s, volts %s, seconds %s", seed, state, volts, seconds)
          .isCloseTo(expected, within(slack * range()));
    }
  }

  private double bounded(double state) {
    return Math.max(device().lowestState(), Math.min(device().highestState(), state));
  }

  @Test
  void restsExactlyOrSaysThatItDoesNot() {
    Random random = new Random(46);
    boolean moved = false;
    for (int i = 0; i < TRIALS; i++) {
      double state = state(random);
      double after = device().after(state, 0, reachSeconds());
      moved |= after != state || device().rate(state, 0) != 0;
    }
    assertThat(moved).isEqualTo(!device().holds());
  }

  @Test
  void findsTheStateOfAConductance() {
    for (int i = 1; i < TRIALS; i++) {
      double siemens = device().siemens(lowState() + range() * i / TRIALS);
      assertThat(device().siemens(device().stateAt(siemens)))
          .isCloseTo(siemens, within(1e-12 * device().maxSiemens()));
    }
    double tooHigh = device().maxSiemens() * 1.001;
    for (double siemens : new double[] {tooHigh, device().minSiemens() * 0.999, Double.NaN}) {
      assertThatThrownBy(() -> device().stateAt(siemens))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("siemens=" + siemens);
    }
  }

  @Test
  void isScaledInConductanceAndInSpeed() {
    long seed = 47;
    Random random = new Random(seed);
    OnePort scaled = device().scaled(1.5, 2);
    for (int i = 0; i < 200; i++) {
      double siemens = device().siemens(state(random));
      double volts = volts(random);
      double seconds = random.nextDouble() * reachSeconds() / 4;
      double expected = device().siemens(device().after(device().stateAt(siemens), volts, seconds));
      double start = scaled.stateAt(1.5 * siemens);
      assertThat(scaled.siemens(start)).isCloseTo(1.5 * siemens, within(1e-11 * siemens));
      if (device().holds()) {
        double slower = scaled.siemens(scaled.after(start, volts, 2 * seconds));
        assertThat(slower)
            .as("seed %s, trial %s", seed, i)
            .isCloseTo(1.5 * expected, within(1e-9 * device().maxSiemens()));
      }
    }
  }
}
