package dev.fluxbar.cli;

import dev.fluxbar.app.operation.Mnist;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "deploy",
    description =
        "Write a network of signed weights into a bench of pairs. An emulated bench is kept in the"
            + " run folder as bench.yaml, for later commands.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar mnist deploy --weights weights.npz",
      "  fluxbar mnist deploy --weights weights.npz --mapping minimal --run-dir deployed",
      "  fluxbar mnist deploy --weights weights.npz --bench bench.yaml --dry-run"
    })
final class MnistDeployCommand extends BenchCommand {

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      required = true,
      description = {
        "Signed weights: .npz with M1, M2, ..., or .json; a neuron a row.",
        "The neuron is sigma(x) = 3 sigmoid(x) - 1.5 unless a .json names another."
      })
  Path weights = Path.of("weights.npz");

  @Mixin final DeployOptions deploy = new DeployOptions();

  @Override
  Work work(Terminal terminal) {
    DeployOptions.Place place = deploy.place(Weights.read(weights), global);
    Mnist.Wanted wanted =
        new Mnist.Wanted(
            Optional.of(place.deployment()),
            Optional.of(place.deployment().network()),
            Optional.empty(),
            Optional.ofNullable(deploy.method),
            deploy.epsilonSiemens(place.file()),
            deploy.averages,
            Optional.empty());
    return on(place.file(), place.board(), new Mnist(wanted, terminal), terminal);
  }
}
