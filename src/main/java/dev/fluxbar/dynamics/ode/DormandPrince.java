package dev.fluxbar.dynamics.ode;

/**
 * The coefficients of the Runge-Kutta pair 5(4) of Dormand and Prince (Journal of Computational and
 * Applied Mathematics 6, 1980) with the interpolant of order 4 of Shampine (Mathematics of
 * Computation 46, 1986), whose slope meets that of the next step.
 */
public final class DormandPrince {
  public static final int STAGES = 7;

  private static final double[] INSTANT = {0, 1 / 5.0, 3 / 10.0, 4 / 5.0, 8 / 9.0, 1, 1};

  private static final double[][] STAGE = {
    {},
    {1 / 5.0},
    {3 / 40.0, 9 / 40.0},
    {44 / 45.0, -56 / 15.0, 32 / 9.0},
    {19372 / 6561.0, -25360 / 2187.0, 64448 / 6561.0, -212 / 729.0},
    {9017 / 3168.0, -355 / 33.0, 46732 / 5247.0, 49 / 176.0, -5103 / 18656.0},
    {35 / 384.0, 0, 500 / 1113.0, 125 / 192.0, -2187 / 6784.0, 11 / 84.0}
  };

  /** The solution of order 5 less that of order 4. */
  private static final double[] ERROR = {
    71 / 57600.0, 0, -71 / 16695.0, 71 / 1920.0, -17253 / 339200.0, 22 / 525.0, -1 / 40.0
  };

  /** Weights inside the step: entry p belongs to the power p + 1 of the share of the step. */
  private static final double[][] INSIDE = {
    {1, -8048581381.0 / 2820520608.0, 8663915743.0 / 2820520608.0, -12715105075.0 / 11282082432.0},
    {0, 0, 0, 0},
    {
      0,
      131558114200.0 / 32700410799.0,
      -68118460800.0 / 10900136933.0,
      87487479700.0 / 32700410799.0
    },
    {0, -1754552775.0 / 470086768.0, 14199869525.0 / 1410260304.0, -10690763975.0 / 1880347072.0},
    {
      0,
      127303824393.0 / 49829197408.0,
      -318862633887.0 / 49829197408.0,
      701980252875.0 / 199316789632.0
    },
    {0, -282668133.0 / 205662961.0, 2019193451.0 / 616988883.0, -1453857185.0 / 822651844.0},
    {0, 40617522.0 / 29380423.0, -110615467.0 / 29380423.0, 69997945.0 / 29380423.0}
  };

  private DormandPrince() {}

  /** When a stage is, as a share of the step. */
  public static double instant(int stage) {
    return INSTANT[stage];
  }

  /** The weight of an earlier stage's slope in a stage's state. */
  public static double stage(int stage, int earlier) {
    return STAGE[stage][earlier];
  }

  /** The weight of a slope in the estimated error. */
  public static double error(int stage) {
    return ERROR[stage];
  }

  /** The weight of a slope in the state at a share of the step. */
  public static double inside(int stage, double share) {
    double[] p = INSIDE[stage];
    return share * (p[0] + share * (p[1] + share * (p[2] + share * p[3])));
  }

  /** The weight of a slope in the slope at a share of the step. */
  public static double slope(int stage, double share) {
    double[] p = INSIDE[stage];
    return p[0] + share * (2 * p[1] + share * (3 * p[2] + share * 4 * p[3]));
  }
}
