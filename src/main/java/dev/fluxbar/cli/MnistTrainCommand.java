package dev.fluxbar.cli;

import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.files.NetworkFile;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.app.mnist.Digits;
import dev.fluxbar.app.mnist.TrainingSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "train",
    description =
        "Train a network without biases, sigma(x) = 3 sigmoid(x) - 1.5, and store its weights. The"
            + " same seed gives the same weights, bit for bit.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  fluxbar mnist train --data mnist --out weights.npz",
      "  fluxbar mnist train --data mnist --out wide.npz --hidden 32 --seed 7"
    })
final class MnistTrainCommand implements Callable<Integer> {

  @Mixin final DataOptions data = new DataOptions();
  @Mixin final TrainingOptions training = new TrainingOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "The weights: .npz with M1, M2, ..., or .json, which also names the neuron.")
  Path out = Path.of("weights.npz");

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of first weights and order of images. Default: 1.")
  @Nullable Long seed;

  @Mixin final OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    Terminal terminal = output.terminal();
    NetworkFiles.checkTarget(out);
    Digits test = data.test();
    Digits images = data.training();
    if (test.pixels() != images.pixels()) {
      throw new BadInput(
          "mnist: training images of %d pixels, test images of %d; they must be equal"
              .formatted(images.pixels(), test.pixels()));
    }
    TrainingSettings settings = training.settings(seed);
    long start = System.nanoTime();
    DigitNetwork network = TrainingOptions.train(settings, images, terminal);
    double seconds = (System.nanoTime() - start) / 1e9;
    terminal.say("Train    " + told(network, settings, images, start));
    NetworkFiles.write(out, new NetworkFile(Optional.of(network.activation()), network.layers()));
    double accuracy = network.accuracy(test);
    terminal.say(
        String.format(
            Locale.ROOT, "Test     %.2f %% of %,d images right", 100 * accuracy, test.count()));
    terminal.say("Weights: " + out);
    if (output.json) {
      Map<String, Object> values = new LinkedHashMap<>();
      values.put("network-accuracy", accuracy);
      values.put("training-accuracy", network.accuracy(images));
      values.put("layers", sizes(network));
      values.put("epochs", settings.epochs());
      values.put("seed", settings.seed());
      values.put("training-images", images.count());
      values.put("images", test.count());
      values.put("weights", out.toString());
      values.put("wall-seconds", seconds);
      output.print(values);
    }
    return ExitCode.DONE;
  }

  private static List<Integer> sizes(DigitNetwork network) {
    return Stream.concat(
            Stream.of(network.layers().get(0).columns()),
            network.layers().stream().map(layer -> layer.rows()))
        .toList();
  }

  /** One line on what was trained. */
  static String told(
      DigitNetwork network, TrainingSettings settings, Digits images, long startNanos) {
    return String.format(
        Locale.ROOT,
        "%s on %,d images, %d epochs, seed %d, in %.1f s",
        sizes(network).stream().map(String::valueOf).collect(Collectors.joining("-")),
        images.count(),
        settings.epochs(),
        settings.seed(),
        (System.nanoTime() - startNanos) / 1e9);
  }
}
