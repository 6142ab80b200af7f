package dev.fluxbar.cli;

import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.app.operation.Deployment;
import dev.fluxbar.array.WeightPairs;
import picocli.CommandLine.Option;

/** How signed weights are laid on pairs of memristors. */
final class PairOptions {

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

  Deployment deployment(DigitNetwork network, BenchFile bench) {
    return Deployment.of(
        network, bench.device().curve(), bench.signal().unitVolts(), mapping, scale);
  }
}
