package dev.fluxbar.cli;

import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.app.operation.Deployment;
import dev.fluxbar.app.wiring.Devices;
import dev.fluxbar.array.WeightPairs;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a network of signed weights is laid on pairs of memristors and written. */
final class DeployOptions {

  @Option(
      names = "--mapping",
      paramLabel = "centred|minimal",
      defaultValue = "centred",
      description = {
        "centred: both memristors of a weight around the middle of their range;",
        "minimal: one of the two at its lower end, least current. Default: ${DEFAULT-VALUE}."
      })
  WeightPairs.Mapping mapping = WeightPairs.Mapping.CENTRED;

  @Option(
      names = "--scale",
      paramLabel = "none|fit",
      defaultValue = "none",
      description = {
        "fit: shrink all weights, and the neurons with them, until they fit a pair;",
        "none: refuse weights that do not fit. Default: ${DEFAULT-VALUE}."
      })
  Deployment.Scale scale = Deployment.Scale.NONE;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = {
        "How to write: proportional, model, row or gated. Default: gated with",
        "crosspoint switches, else row on independent arrays, else model."
      })
  @Nullable WriteMethod method;

  @Option(
      names = "--epsilon-siemens",
      paramLabel = "S",
      defaultValue = "0.01",
      description = "The largest error that is left. Default: ${DEFAULT-VALUE}.")
  double epsilonSiemens = 0.01;

  Deployment deployment(DigitNetwork network, BenchFile bench) {
    return Deployment.of(network, Devices.of(bench.device()), mapping, scale);
  }

  /** What is asked of which bench: of the one that was named, or of an emulated one that fits. */
  record Place(BenchFile file, Optional<EmulatorFile> board, Deployment deployment) {}

  Place place(DigitNetwork network, GlobalOptions global) {
    if (global.bench != null) {
      BenchFile named = BenchFile.named(global.bench);
      return new Place(named, Optional.empty(), deployment(network, named));
    }
    BenchFile usual = BenchFile.of(BenchFile.MNIST);
    Deployment deployment = deployment(network, usual);
    return new Place(
        usual.withActivation(deployment.neurons()),
        Optional.of(EmulatorFile.pairs(deployment.shape(), deployment.neurons())),
        deployment);
  }
}
