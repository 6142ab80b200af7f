package dev.fluxbar.app.files;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Matrix;
import java.util.List;
import java.util.Optional;

/**
 * A network as a file holds it: one matrix a layer, first layer first, and the neuron if the file
 * names one. Whether the numbers are weights or memductances its user knows.
 *
 * @param activation the neuron, where the file names it
 * @param layers {@code [rows][columns]} each; a layer has as many columns as the layer before has
 *     rows, or half as many where two rows make a neuron
 */
public record NetworkFile(Optional<Activation> activation, List<Matrix> layers) {

  public NetworkFile {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("network: layers=0; give at least one");
    }
    for (int l = 1; l < layers.size(); l++) {
      int rows = layers.get(l - 1).rows();
      int columns = layers.get(l).columns();
      if (columns != rows && 2 * columns != rows) {
        throw new IllegalArgumentException(
            "network: layer %d has %d rows, layer %d has %d columns; these must be equal"
                .formatted(l, rows, l + 1, columns));
      }
    }
  }
}
