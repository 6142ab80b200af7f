package dev.fluxbar.cli;

import dev.fluxbar.app.Audience;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.app.mnist.Digits;
import dev.fluxbar.app.mnist.Trainer;
import dev.fluxbar.app.mnist.TrainingSettings;
import dev.fluxbar.array.Activation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a network is trained. */
final class TrainingOptions {

  @Option(
      names = "--hidden",
      paramLabel = "N",
      split = ",",
      description = "Neurons of the hidden layers. Default: 10.")
  List<Integer> hidden = new ArrayList<>();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Times that every image is shown. Default: 12.")
  @Nullable Integer epochs;

  @Option(
      names = "--largest-weight",
      paramLabel = "W",
      description = "No weight becomes larger, of either sign. Default: 3.")
  @Nullable Double largestWeight;

  /** The settings that were asked for. */
  TrainingSettings settings(@Nullable Long seed) {
    TrainingSettings usual = TrainingSettings.USUAL;
    return new TrainingSettings(
        hidden.isEmpty() ? usual.hidden() : hidden,
        epochs == null ? usual.epochs() : epochs,
        usual.batch(),
        usual.rate(),
        largestWeight == null ? usual.largestWeight() : largestWeight,
        seed == null ? usual.seed() : seed);
  }

  /** Trains, and shows how far it is. */
  static DigitNetwork train(TrainingSettings settings, Digits digits, Audience audience) {
    Trainer trainer = new Trainer(settings, Activation.SCALED_SIGMOID);
    try (Audience.Meter meter = audience.meter("train", settings.epochs())) {
      return trainer.train(digits, epoch -> meter.at(epoch, "epoch " + epoch));
    }
  }
}
