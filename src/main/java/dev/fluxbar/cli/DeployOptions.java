package dev.fluxbar.cli;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.app.operation.Deployment;
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
      defaultValue = "0.01",
      description = "The largest error that is left. Default: ${DEFAULT-VALUE}.")
  double epsilonSiemens = 0.01;

  /** What is asked of which bench: of the one that was named, or of an emulated one that fits. */
  record Place(BenchFile file, Optional<EmulatorFile> board, Deployment deployment) {}

  Place place(DigitNetwork network, GlobalOptions global) {
    if (global.bench != null) {
      BenchFile named = BenchFile.named(global.bench);
      return new Place(named, Optional.empty(), pairs.deployment(network, named.device()));
    }
    BenchFile usual = BenchFile.of(BenchFile.MNIST);
    Deployment deployment = pairs.deployment(network, usual.device());
    return new Place(
        usual.withActivation(deployment.neurons()),
        Optional.of(EmulatorFile.pairs(deployment.shape(), deployment.neurons())),
        deployment);
  }
}
