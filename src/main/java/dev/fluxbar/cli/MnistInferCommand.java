package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.BenchFile;
import dev.fluxbar.app.operation.Mnist;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "infer",
    description =
        "Show the test images to a bench that carries a network, and compare its decisions with"
            + " labels and network.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar mnist infer --data mnist --bench deployed/bench.yaml",
      "  fluxbar mnist infer --data mnist --bench serial:/dev/ttyACM0 --weights weights.npz"
    })
final class MnistInferCommand extends BenchCommand {

  @Mixin final DataOptions data = new DataOptions();

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = {
        "The network to compare with (.npz or .json).",
        "Default: the one that is read from the bench."
      })
  @Nullable Path weights;

  @Override
  Work work(Terminal terminal) {
    if (global.bench == null) {
      throw new BadInput(
          "mnist infer: no bench; name one that carries a network, such as the bench.yaml that"
              + " mnist deploy left, or use mnist for all parts in one");
    }
    Mnist.Wanted wanted =
        new Mnist.Wanted(
            Optional.empty(),
            Optional.ofNullable(weights).map(Weights::read),
            Optional.of(data.test()),
            Optional.empty(),
            1,
            1,
            Optional.empty());
    BenchFile file = BenchFile.named(global.bench);
    return on(file, Optional.empty(), new Mnist(wanted, terminal), terminal);
  }
}
