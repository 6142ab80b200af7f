package dev.fluxbar.memristor;

/**
 * States between 0 and 1 that move by {@code dx/dt = F(x)} with F of one sign, integrated with the
 * pair of Dormand and Prince of orders 5 and 4 (J. Comput. Appl. Math. 6, 1980). The state stops at
 * a bound.
 *
 * <p>Each step is kept when the two orders agree within {@value #TOLERANCE} of the range; the
 * result is then within 1e-11 of the range where F is smooth.
 */
final class WindowedFlow {
  private static final double TOLERANCE = 1e-13;

  /** Beyond so many steps the rest is smaller than anyone can see, or F is not what it must be. */
  private static final int MOST_STEPS = 1_000_000;

  /** F at a state between 0 and 1. */
  @FunctionalInterface
  interface Rate {
    double at(double state);
  }

  private WindowedFlow() {}

  /** The state after {@code seconds}. */
  static double after(double state, double seconds, Rate rate) {
    double x = state;
    double left = seconds;
    double step = seconds;
    double first = rate.at(x);
    for (int i = 0; i < MOST_STEPS && left > 0 && first != 0; i++) {
      double h = Math.min(step, left);
      double[] tried = step(x, h, first, rate);
      double error = Math.abs(tried[1]);
      if (error <= TOLERANCE) {
        x = bounded(tried[0]);
        left = h == left ? 0 : left - h;
        first = rate.at(x);
        if ((x == 0 && first < 0) || (x == 1 && first > 0)) {
          return x;
        }
      }
      // The fifth root, by roots that round alike everywhere, would cost more than a crude factor.
      step = error <= TOLERANCE / 64 ? 2 * h : error <= TOLERANCE ? h : h / 2;
    }
    if (left > 0 && first != 0) {
      throw new IllegalStateException(
          "device: state=%s, seconds=%s, rate=%s; its motion is too abrupt to be integrated"
              .formatted(state, seconds, first));
    }
    return x;
  }

  private static double bounded(double state) {
    return Math.max(0, Math.min(1, state));
  }

  /** The state a step on, and the difference of the two orders. */
  private static double[] step(double x, double h, double k1, Rate rate) {
    double k2 = rate.at(bounded(x + h * k1 / 5));
    double k3 = rate.at(bounded(x + h * (3 * k1 / 40 + 9 * k2 / 40)));
    double k4 = rate.at(bounded(x + h * (44 * k1 / 45 - 56 * k2 / 15 + 32 * k3 / 9)));
    double sum5 = 19372 * k1 / 6561 - 25360 * k2 / 2187 + 64448 * k3 / 6561 - 212 * k4 / 729;
    double k5 = rate.at(bounded(x + h * sum5));
    double sum6 = 9017 * k1 / 3168 - 355 * k2 / 33 + 46732 * k3 / 5247 + 49 * k4 / 176;
    double k6 = rate.at(bounded(x + h * (sum6 - 5103 * k5 / 18656)));
    double fifth =
        35 * k1 / 384 + 500 * k3 / 1113 + 125 * k4 / 192 - 2187 * k5 / 6784 + 11 * k6 / 84;
    double next = x + h * fifth;
    double k7 = rate.at(bounded(next));
    double difference =
        71 * k1 / 57600
            - 71 * k3 / 16695
            + 71 * k4 / 1920
            - 17253 * k5 / 339200
            + 22 * k6 / 525
            - k7 / 40;
    return new double[] {next, h * difference};
  }
}
