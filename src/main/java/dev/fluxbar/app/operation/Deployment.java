package dev.fluxbar.app.operation;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.files.NetworkFile;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.WeightPairs;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.memristor.FluxControlled;
import java.util.List;

/**
 * A network of signed weights as memductances of pairs and the neurons that belong to them.
 *
 * @param network as it was trained
 * @param scale the factor between its weights and those of the pairs, at most 1
 * @param target over physical rows
 * @param neurons of the bench: those of the network, their scale shrunk with the weights
 * @param lowSiemens the smallest memductance that is asked for
 * @param highSiemens the largest
 */
public record Deployment(
    DigitNetwork network,
    double scale,
    Memductances target,
    Activation neurons,
    double lowSiemens,
    double highSiemens) {

  /**
   * How far targets stay away from either end of what a device can have, as a share of its range.
   * Flux to an end is without bound; with the paper's memristor this one is 16 V s.
   */
  private static final double END_SHARE = 0.02;

  /** What to do with weights that are larger than a pair can carry. */
  public enum Scale {
    /** They are refused. */
    NONE,
    /** All weights shrink by one factor, and so does the current scale of the neurons. */
    FIT
  }

  /**
   * Lays a network on pairs of a device.
   *
   * @param unitVolts what 1 of the network's input is on a column
   * @throws IllegalArgumentException if a weight does not fit and may not be scaled
   */
  public static Deployment of(
      DigitNetwork network,
      FluxControlled device,
      double unitVolts,
      WeightPairs.Mapping mapping,
      Scale scale) {
    double end = END_SHARE * (device.maxSiemens() - device.minSiemens());
    WeightPairs pairs =
        new WeightPairs(device.minSiemens() + end, device.maxSiemens() - end, mapping);
    double factor = scale == Scale.FIT ? pairs.fittingScale(network.layers()) : 1;
    List<Matrix> scaled =
        network.layers().stream().map(layer -> layer.map(weight -> factor * weight)).toList();
    return new Deployment(
        network,
        factor,
        pairs.siemens(scaled),
        neurons(network.activation(), factor, unitVolts),
        device.minSiemens() + end,
        device.maxSiemens() - end);
  }

  /**
   * Lays a network from a file on the pairs of a bench; where it names no neuron, it is the bench's
   * own.
   *
   * @param name of the file, for messages
   * @throws BadInput if weights must shrink and the file does not say of which neurons it is
   * @throws IllegalArgumentException if a weight does not fit and may not be scaled
   */
  public static Deployment of(
      String name, NetworkFile file, BenchFile bench, WeightPairs.Mapping mapping, Scale scale) {
    double unit = bench.signal().unitVolts();
    Activation own =
        new Activation(
            bench.activation().amplitudeVolts() / unit, bench.activation().scaleAmperes() / unit);
    DigitNetwork network = new DigitNetwork(file.activation().orElse(own), file.layers());
    Deployment deployment = of(network, bench.device().curve(), unit, mapping, scale);
    if (deployment.scale() < 1 && file.activation().isEmpty()) {
      throw new BadInput(
          ("%s: the weights must shrink by %s and the neurons with them, but the file does not say"
                  + " of which neurons it is; store it as .json with its activation")
              .formatted(name, deployment.scale()));
    }
    return deployment;
  }

  /** The neurons of a network whose weights shrink by a factor and whose 1 is {@code unitVolts}. */
  private static Activation neurons(Activation trained, double factor, double unitVolts) {
    return new Activation(
        trained.amplitudeVolts() * unitVolts, trained.scaleAmperes() * factor * unitVolts);
  }

  /** The arrays that carry it. */
  public NetworkShape shape() {
    return shape(network.layers());
  }

  /** The arrays of pairs for signed weights, {@code [neurons][inputs]} each. */
  static NetworkShape shape(List<Matrix> layers) {
    return new NetworkShape(
            layers.stream().map(layer -> ArrayShape.pairs(layer.rows(), layer.columns())).toList())
        .chained();
  }

  /** Refuses a bench whose arrays or neurons are not these. */
  void check(BenchDescription bench) {
    if (!bench.shape().equals(shape())) {
      throw new BadInput(
          "network: bench=%s, arrays=%s; use a bench of these arrays"
              .formatted(bench.shape(), shape()));
    }
    if (!bench.activation().equals(neurons)) {
      throw new BadInput(
          ("network: bench neurons={amplitude-volts: %s, scale-amperes: %s}, neurons=%s V and %s A;"
                  + " give the bench these neurons, or train the network for its own")
              .formatted(
                  bench.activation().amplitudeVolts(),
                  bench.activation().scaleAmperes(),
                  neurons.amplitudeVolts(),
                  neurons.scaleAmperes()));
    }
  }
}
