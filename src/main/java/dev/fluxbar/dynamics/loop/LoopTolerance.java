package dev.fluxbar.dynamics.loop;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.dynamics.recurrent.Connections;
import dev.fluxbar.dynamics.recurrent.Neurons;
import dev.fluxbar.dynamics.recurrent.RecurrentNetwork;
import dev.fluxbar.memristor.FluxControlled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How far the steps of a bench's converters alone can take a network in the loop from its
 * simulation: a bound of every activation after every step. With e of an activation, f of a flux, g
 * of a weight, sigma of an output, d and q half a step of a driver and of an input,
 *
 * <pre>
 *   e_i  <- (1 - dt / R C) e_i + (dt / C) (sum_j ((|w_ij| + g_ij) (sigma_j + d) + g_ij |s_j|) + q)
 *   f_ij <- f_ij + gain dt (|s_i| sigma_j + |s_j| sigma_i + sigma_i sigma_j) + d T
 * </pre>
 *
 * for a pulse of length T. Sigma and g are those of s and W within e and f, not of their slopes, so
 * that nothing is left out. It begins with what a reading can miss of each memductance. Noise,
 * offsets, gains and lines that resist are not in it.
 */
public final class LoopTolerance {
  private final RecurrentNetwork network;
  private final Channels channels;
  private final Matrix resolutions;
  private final double stepSeconds;
  private final double gainSeconds;
  private final double pulseSeconds;

  /**
   * @param network its connections as they were read
   * @param channels of the array
   * @param resolutions of the reading in siemens, a row bar a row
   * @param stepSeconds of the loop
   * @param gainSeconds gain times step, in seconds a volt; 0: it does not learn
   * @param pulseSeconds of learning
   */
  public LoopTolerance(
      RecurrentNetwork network,
      Channels channels,
      Matrix resolutions,
      double stepSeconds,
      double gainSeconds,
      double pulseSeconds) {
    this.network = network;
    this.channels = channels;
    this.resolutions = resolutions;
    this.stepSeconds = stepSeconds;
    this.gainSeconds = gainSeconds;
    this.pulseSeconds = pulseSeconds;
  }

  /**
   * The bounds along a simulation.
   *
   * @param course activations in volts at the start and after each step
   * @return volts, in the same places
   */
  public List<double[]> along(List<double[]> course) {
    Connections connections = network.connections();
    double[] phi = connections.fluxesVoltSeconds();
    double[] f = startFluxes(phi);
    double[] e = new double[network.size()];
    List<double[]> bounds = new ArrayList<>(List.of(e.clone()));
    for (double[] x : course.subList(0, course.size() - 1)) {
      double[] s = new double[x.length];
      double[] sigma = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        s[i] = network.neurons().curve().volts(x[i]);
        sigma[i] = outputBound(x[i], e[i]);
      }
      e = activations(e, s, sigma, phi, f);
      if (gainSeconds > 0) {
        learn(s, sigma, phi, f);
      }
      bounds.add(e.clone());
    }
    return bounds;
  }

  /** What a memductance that is off by its resolution makes of a flux; beyond the device: any. */
  private double[] startFluxes(double[] phi) {
    FluxControlled device = network.connections().device();
    int n = network.size();
    double[] bounds = new double[phi.length];
    for (int cell = 0; cell < phi.length; cell++) {
      double siemens = device.memductanceSiemens(phi[cell]);
      double off = resolutions.at(cell / (n * n) * n + cell % n, cell / n % n);
      bounds[cell] =
          device.realizes(siemens - off) && device.realizes(siemens + off)
              ? Math.max(
                  device.fluxVoltSeconds(siemens + off) - phi[cell],
                  phi[cell] - device.fluxVoltSeconds(siemens - off))
              : Double.POSITIVE_INFINITY;
    }
    return bounds;
  }

  private double outputBound(double x, double e) {
    double s = network.neurons().curve().volts(x);
    return Math.max(
        network.neurons().curve().volts(x + e) - s, s - network.neurons().curve().volts(x - e));
  }

  private double[] activations(double[] e, double[] s, double[] sigma, double[] phi, double[] f) {
    Neurons neurons = network.neurons();
    Matrix weights = network.connections().weights(phi);
    double driven = channels.largestStepVolts() / 2;
    double sensed = network.connections().blocks() * inputStep(s, sigma) / 2;
    double[] next = new double[e.length];
    for (int i = 0; i < next.length; i++) {
      double amperes = sensed;
      for (int j = 0; j < next.length; j++) {
        double g = weightBound(i, j, phi, f);
        amperes += (Math.abs(weights.at(i, j)) + g) * (sigma[j] + driven) + g * Math.abs(s[j]);
      }
      next[i] =
          (1 - stepSeconds / neurons.seconds(i)) * e[i] + stepSeconds / neurons.farads(i) * amperes;
    }
    return next;
  }

  /** Of the range that an inference of such outputs takes. */
  private double inputStep(double[] s, double[] sigma) {
    double volts = Arrays.stream(s).map(Math::abs).sum() + Arrays.stream(sigma).sum();
    double amperes = network.connections().device().maxSiemens() * volts;
    return channels.ranges().get(channels.rangeFor(amperes)).stepAmperes();
  }

  private double weightBound(int to, int from, double[] phi, double[] f) {
    Connections connections = network.connections();
    double bound = 0;
    for (int block = 0; block < connections.blocks(); block++) {
      int cell = connections.cell(block, to, from);
      double siemens = connections.device().memductanceSiemens(phi[cell]);
      double up = high(phi[cell] + f[cell]) - siemens;
      bound += Math.max(up, siemens - low(phi[cell] - f[cell]));
    }
    return bound;
  }

  private double high(double flux) {
    FluxControlled device = network.connections().device();
    return flux < Double.POSITIVE_INFINITY ? device.memductanceSiemens(flux) : device.maxSiemens();
  }

  private double low(double flux) {
    FluxControlled device = network.connections().device();
    return flux > Double.NEGATIVE_INFINITY ? device.memductanceSiemens(flux) : device.minSiemens();
  }

  private void learn(double[] s, double[] sigma, double[] phi, double[] f) {
    int n = s.length;
    double rounding = channels.largestStepVolts() / 2 * pulseSeconds;
    for (int cell = 0; cell < phi.length; cell++) {
      int i = cell % n;
      int j = cell / n % n;
      phi[cell] += gainSeconds * network.connections().sign(cell) * s[i] * s[j];
      double product = Math.abs(s[i]) * sigma[j] + Math.abs(s[j]) * sigma[i] + sigma[i] * sigma[j];
      f[cell] += gainSeconds * product + rounding;
    }
  }
}
