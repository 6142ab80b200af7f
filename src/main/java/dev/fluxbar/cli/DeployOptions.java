package dev.fluxbar.cli;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.BenchUri;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.app.operation.Deployment;
import dev.fluxbar.array.Topology;
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

  /** With the paper's devices. */
  private static final double USUAL_SIEMENS = 0.01;

  /** The largest error that is left on a bench. */
  double epsilonSiemens(BenchFile file) {
    return epsilonSiemens != null ? epsilonSiemens : file.shareOfRangeSiemens(USUAL_SIEMENS);
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
