package dev.fluxbar.calibration;

import dev.fluxbar.memristor.FluxControlled;
import java.util.List;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * The curve of a device from the stops on its way, where what each pulse brings varies: errors of
 * flux add up from stop to stop, errors of readings do not (calibration/procedures/device.md).
 *
 * <p>Pulse j brings u_j (1 + sigma n_j) with n_j normal. Unknown are the four numbers of the curve
 * and every n_j; least are the squares of all readings in their deviations and of all n_j together,
 * so that the most likely way that the cell went is found with the curve. Sigma is that which makes
 * what was seen most likely (MacKay's rule: sum of n_j^2 over the number of them that the readings
 * do tell).
 */
final class DeviceFit {
  private static final int CURVE = 4;
  private static final int LOW = 0;
  private static final int SWING = 1;
  private static final int SCALE = 2;
  private static final int START = 3;
  private static final int MOST_EVALUATIONS = 300;
  private static final int MOST_ROUNDS = 60;
  private static final double FIRST_SIGMA = 0.03;

  /** Below it pulses are taken as exact. */
  private static final double LEAST_SIGMA = 1e-6;

  private final DeviceFamily family;
  private final double[] path;
  private final double[] pulses;
  private final double[] siemens;
  private final double[] deviations;
  private final double unitVoltSeconds;

  /**
   * @param points in the order of the way, their deviations positive
   * @param pulsesVoltSeconds what the pulse before each point but the first was to bring, of either
   *     sign
   * @param unitVoltSeconds a flux of the size of the scale
   */
  DeviceFit(
      DeviceFamily family,
      List<DevicePoint> points,
      double[] pulsesVoltSeconds,
      double unitVoltSeconds) {
    this.family = family;
    this.path = points.stream().mapToDouble(DevicePoint::fluxVoltSeconds).toArray();
    this.siemens = points.stream().mapToDouble(DevicePoint::siemens).toArray();
    this.deviations = points.stream().mapToDouble(DevicePoint::deviationSiemens).toArray();
    this.pulses = pulsesVoltSeconds.clone();
    this.unitVoltSeconds = unitVoltSeconds;
  }

  /**
   * What was found.
   *
   * @param centre in siemens, by what readings and pulses scatter
   * @param swing in siemens
   * @param scale in volt-seconds
   * @param curve with these numbers
   * @param startVoltSeconds its flux at the first stop
   * @param sigma rms of what pulses vary by, relative to their flux
   * @param innovations one a point, each in its deviation and independent of those before, were all
   *     assumptions right
   */
  record Found(
      Estimate centre,
      Estimate swing,
      Estimate scale,
      FluxControlled curve,
      double startVoltSeconds,
      double sigma,
      List<Double> innovations) {
    Found {
      innovations = List.copyOf(innovations);
    }
  }

  /**
   * @param typical where to begin: another device of the family
   * @throws MathIllegalStateException if no curve comes near
   */
  Found found(FluxControlled typical, double typicalSwing, double typicalScale) {
    double[] start = start(typical, typicalSwing, typicalScale);
    double sigma = FIRST_SIGMA;
    LeastSquaresOptimizer.Optimum optimum = optimum(start, sigma);
    for (int round = 0; round < MOST_ROUNDS && sigma > LEAST_SIGMA; round++) {
      double next = nextSigma(optimum, sigma);
      boolean same = Math.abs(next - sigma) < 1e-3 * sigma;
      double[] rescaled = optimum.getPoint().toArray();
      for (int j = CURVE; j < rescaled.length; j++) {
        rescaled[j] *= sigma / Math.max(next, LEAST_SIGMA);
      }
      sigma = Math.max(next, LEAST_SIGMA);
      optimum = optimum(rescaled, sigma);
      if (same) {
        break;
      }
    }
    return found(optimum, sigma);
  }

  private double[] start(FluxControlled typical, double typicalSwing, double typicalScale) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (double one : siemens) {
      low = Math.min(low, one);
      high = Math.max(high, one);
    }
    double factor = (low + high) / (typical.minSiemens() + typical.maxSiemens());
    double span = typical.maxSiemens() - typical.minSiemens();
    double first = siemens[0] / factor;
    double held =
        Math.max(
            typical.minSiemens() + 0.1 * span, Math.min(typical.maxSiemens() - 0.1 * span, first));
    double[] start = new double[CURVE + pulses.length];
    start[LOW] = Math.log(factor * typical.minSiemens());
    start[SWING] = Math.log(factor * typicalSwing);
    start[SCALE] = Math.log(typicalScale);
    start[START] = typical.fluxVoltSeconds(held) / unitVoltSeconds;
    return start;
  }

  private double nextSigma(LeastSquaresOptimizer.Optimum optimum, double sigma) {
    RealMatrix covariances = covariances(optimum);
    double squares = 0;
    double told = 0;
    for (int j = CURVE; j < CURVE + pulses.length; j++) {
      squares += Math.pow(optimum.getPoint().getEntry(j), 2);
      told += 1 - covariances.getEntry(j, j);
    }
    return told > 1e-3 ? sigma * Math.sqrt(squares / told) : LEAST_SIGMA;
  }

  private static RealMatrix covariances(LeastSquaresOptimizer.Optimum optimum) {
    return optimum.getCovariances(1e-15);
  }

  private LeastSquaresOptimizer.Optimum optimum(double[] start, double sigma) {
    double[] target = new double[siemens.length + pulses.length];
    for (int i = 0; i < siemens.length; i++) {
      target[i] = siemens[i] / deviations[i];
    }
    return new LevenbergMarquardtOptimizer()
        .optimize(
            new LeastSquaresBuilder()
                .start(start)
                .model(at -> linearised(at.toArray(), sigma))
                .target(target)
                .maxEvaluations(MOST_EVALUATIONS)
                .maxIterations(MOST_EVALUATIONS)
                .build());
  }

  private FluxControlled curve(double[] at) {
    double swing = Math.exp(at[SWING]);
    double low = Math.exp(at[LOW]);
    return family.of(low + family.bound() * swing, swing, Math.exp(at[SCALE]));
  }

  /** The flux at each point, by its place on the way and what the pulses varied by. */
  private double[] fluxes(double[] at, double sigma) {
    double[] fluxes = new double[path.length];
    double more = at[START] * unitVoltSeconds;
    for (int i = 0; i < path.length; i++) {
      more += i == 0 ? 0 : sigma * pulses[i - 1] * at[CURVE + i - 1];
      fluxes[i] = path[i] + more;
    }
    return fluxes;
  }

  private Pair<RealVector, RealMatrix> linearised(double[] at, double sigma) {
    FluxControlled curve = curve(at);
    double low = Math.exp(at[LOW]);
    double[] fluxes = fluxes(at, sigma);
    double[] values = new double[siemens.length + pulses.length];
    double[][] slopes = new double[values.length][at.length];
    for (int i = 0; i < siemens.length; i++) {
      double value = curve.memductanceSiemens(fluxes[i]);
      double slope = curve.slopeSiemensPerVoltSecond(fluxes[i]);
      values[i] = value / deviations[i];
      slopes[i][LOW] = low / deviations[i];
      slopes[i][SWING] = (value - low) / deviations[i];
      slopes[i][SCALE] = -slope * fluxes[i] / deviations[i];
      slopes[i][START] = slope * unitVoltSeconds / deviations[i];
      for (int j = 0; j < i; j++) {
        slopes[i][CURVE + j] = slope * sigma * pulses[j] / deviations[i];
      }
    }
    for (int j = 0; j < pulses.length; j++) {
      values[siemens.length + j] = at[CURVE + j];
      slopes[siemens.length + j][CURVE + j] = 1;
    }
    return new Pair<>(new ArrayRealVector(values, false), new Array2DRowRealMatrix(slopes, false));
  }

  private Found found(LeastSquaresOptimizer.Optimum optimum, double sigma) {
    RealMatrix covariances = covariances(optimum);
    double[] at = optimum.getPoint().toArray();
    double low = Math.exp(at[LOW]);
    double swing = Math.exp(at[SWING]);
    double span = family.bound() * swing;
    double centreVariance =
        low * low * covariances.getEntry(LOW, LOW)
            + span * span * covariances.getEntry(SWING, SWING)
            + 2 * low * span * covariances.getEntry(LOW, SWING);
    double scale = Math.exp(at[SCALE]);
    return new Found(
        new Estimate(low + span, Math.sqrt(Math.max(0, centreVariance))),
        new Estimate(swing, swing * Math.sqrt(covariances.getEntry(SWING, SWING))),
        new Estimate(scale, scale * Math.sqrt(covariances.getEntry(SCALE, SCALE))),
        curve(at),
        at[START] * unitVoltSeconds,
        sigma,
        innovations(at, sigma));
  }

  /**
   * What the readings add to those before them: residuals along the planned way over the Cholesky
   * factor of their covariance, with the slopes of the way that was found.
   */
  private List<Double> innovations(double[] at, double sigma) {
    FluxControlled curve = curve(at);
    double[] fluxes = fluxes(at, sigma);
    int n = siemens.length;
    double[] residual = new double[n];
    double[] slope = new double[n];
    double[] walked = new double[n];
    for (int i = 0; i < n; i++) {
      slope[i] = curve.slopeSiemensPerVoltSecond(fluxes[i]);
      double strayed = fluxes[i] - path[i] - at[START] * unitVoltSeconds;
      residual[i] = siemens[i] - curve.memductanceSiemens(fluxes[i]) + slope[i] * strayed;
      walked[i] = i == 0 ? 0 : walked[i - 1] + Math.pow(sigma * pulses[i - 1], 2);
    }
    double[][] factor = new double[n][n];
    Double[] innovations = new Double[n];
    for (int i = 0; i < n; i++) {
      double own = residual[i];
      for (int j = 0; j <= i; j++) {
        double sum = slope[i] * slope[j] * walked[j] + (i == j ? Math.pow(deviations[i], 2) : 0);
        for (int k = 0; k < j; k++) {
          sum -= factor[i][k] * factor[j][k];
        }
        factor[i][j] = i == j ? Math.sqrt(sum) : sum / factor[j][j];
        own -= i == j ? 0 : factor[i][j] * innovations[j];
      }
      innovations[i] = own / factor[i][i];
    }
    return List.of(innovations);
  }
}
