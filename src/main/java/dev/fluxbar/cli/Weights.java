package dev.fluxbar.cli;

import dev.fluxbar.app.files.NetworkFile;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.array.Activation;
import java.nio.file.Path;

/** Reads the networks of signed weights that options name. */
final class Weights {

  private Weights() {}

  /** The network in a file, with the neuron of Heidema Section VII-B if it names none. */
  static DigitNetwork read(Path file) {
    NetworkFile network = NetworkFiles.read(file);
    return new DigitNetwork(
        network.activation().orElse(Activation.SCALED_SIGMOID), network.layers());
  }
}
