package dev.fluxbar.cli;

import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.app.mnist.Digits;
import dev.fluxbar.app.mnist.TrainingSettings;
import dev.fluxbar.app.operation.Mnist;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "mnist",
    description =
        "Handwritten digits on memristors (Heidema Section VII-B): train a network, write it into a"
            + " bench of pairs, show it the test images. The subcommands do the parts.",
    subcommands = {MnistTrainCommand.class, MnistDeployCommand.class, MnistInferCommand.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar mnist --data mnist",
      "  fluxbar mnist --data mnist --images 500 --mapping minimal --json",
      "  fluxbar mnist train --data mnist --out weights.npz",
      "  fluxbar mnist deploy --weights weights.npz --run-dir deployed",
      "  fluxbar mnist infer --data mnist --bench deployed/bench.yaml"
    })
final class MnistCommand extends BenchCommand {

  @Mixin final DataOptions data = new DataOptions();
  @Mixin final TrainingOptions training = new TrainingOptions();
  @Mixin final DeployOptions deploy = new DeployOptions();

  @Override
  Work work(Terminal terminal) {
    Digits test = data.test();
    Digits images = data.training();
    TrainingSettings settings = training.settings(global.seed);
    terminal.say("Handwritten digits on memristors (Heidema Section VII-B)");
    long start = System.nanoTime();
    DigitNetwork network = TrainingOptions.train(settings, images, terminal);
    String trained = MnistTrainCommand.told(network, settings, images, start);
    terminal.say("Train    " + trained);
    DeployOptions.Place place = deploy.place(network, global);
    Mnist.Wanted wanted =
        new Mnist.Wanted(
            Optional.of(place.deployment()),
            Optional.of(network),
            Optional.of(test),
            Optional.ofNullable(deploy.method),
            deploy.epsilonSiemens(place.file()),
            deploy.averages,
            Optional.of("Trained: " + trained + "."));
    return on(place.file(), place.board(), new Mnist(wanted, terminal), terminal);
  }
}
