package dev.fluxbar.cli;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.app.operation.Deployment;
import dev.fluxbar.array.Topology;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a network of signed weights is laid on pairs of memristors and written. */
final class DeployOptions {

  @Mixin final PairOptions pairs = new PairOptions();

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = {
        "How to write: proportional, model, row or gated. Default: gated with",
        "crosspoint switches, else row on independent arrays, else model."
      })
  @Nullable WriteMethod method;

  @Option(
      names = "--averages",
      paramLabel = "N",
      defaultValue = "1",
      description = "Conversions a sample while writing, against noise. Default: ${DEFAULT-VALUE}.")
  int averages = 1;

  @Option(
      names = "--epsilon-siemens",
      paramLabel = "S",
      description = {
        "The largest error that is left. Default: 0.0032 of what the device can have,",
        "0.01 with the paper's."
      })
  @Nullable Double epsilonSiemens;

  /** Of the range of a device: what the paper's 0.01 S is of pi S. */
  private static final double USUAL_SHARE = 0.01 / Math.PI;

  /** The largest error that is left on a bench of such devices; three digits. */
  double epsilonSiemens(BenchFile file) {
    double range = file.device().maxSiemens() - file.device().minSiemens();
    return epsilonSiemens != null
        ? epsilonSiemens
        : new BigDecimal(range * USUAL_SHARE).round(new MathContext(3)).doubleValue();
  }

  /** What is asked of which bench: of the one that was named, or of an emulated one that fits. */
  record Place(BenchFile file, Optional<EmulatorFile> board, Deployment deployment) {}

  Place place(DigitNetwork network, GlobalOptions global) {
    if (global.bench != null) {
      BenchFile named = BenchFile.named(global.bench);
      Deployment deployment = pairs.deployment(network, named);
      // Where the host computes the neurons, they are those of the network.
      return named.bench() instanceof BenchUri.Emulator uri
              && EmulatorFile.of(uri).topology() == Topology.INDEPENDENT
          ? new Place(named.withActivation(deployment.neurons()), Optional.empty(), deployment)
          : new Place(named, Optional.empty(), deployment);
    }
    BenchFile usual = BenchFile.of(BenchFile.MNIST);
    Deployment deployment = pairs.deployment(network, usual);
    return new Place(
        usual.withActivation(deployment.neurons()),
        Optional.of(EmulatorFile.pairs(deployment.shape(), deployment.neurons())),
        deployment);
  }
}
