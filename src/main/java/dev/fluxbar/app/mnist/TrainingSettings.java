package dev.fluxbar.app.mnist;

import java.util.List;

/**
 * How a network is trained.
 *
 * @param hidden neurons of each hidden layer, in order
 * @param epochs times that every image is shown, at least 1
 * @param batch images whose gradients are added up for one step, at least 1
 * @param rate the first step's size of Adam, positive; it falls to 0 along a half cosine
 * @param largestWeight no weight may become larger, of either sign, so that pairs of memristors can
 *     carry it; positive
 * @param seed of first weights and order of images
 */
public record TrainingSettings(
    List<Integer> hidden, int epochs, int batch, double rate, double largestWeight, long seed) {

  /**
   * Ten hidden neurons (Heidema Section VII-B). Epochs, batch and rate were found by trial on the
   * first 10,000 training images; weights of 3 fit into pairs of the paper's memristor with room.
   */
  public static final TrainingSettings USUAL =
      new TrainingSettings(List.of(10), 12, 100, 0.03, 3, 1);

  public TrainingSettings {
    hidden = List.copyOf(hidden);
    if (hidden.stream().anyMatch(neurons -> neurons < 1)) {
      throw new IllegalArgumentException(
          "training: hidden=%s; every layer needs at least one neuron".formatted(hidden));
    }
    if (epochs < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "training: epochs=%d, batch=%d; both must be at least 1".formatted(epochs, batch));
    }
    if (!(rate > 0 && rate < Double.POSITIVE_INFINITY) || !(largestWeight > 0)) {
      throw new IllegalArgumentException(
          "training: rate=%s, largest-weight=%s; both must be positive"
              .formatted(rate, largestWeight));
    }
  }

  public TrainingSettings withSeed(long other) {
    return new TrainingSettings(hidden, epochs, batch, rate, largestWeight, other);
  }

  public TrainingSettings withEpochs(int other) {
    return new TrainingSettings(hidden, other, batch, rate, largestWeight, seed);
  }

  public TrainingSettings withHidden(List<Integer> other) {
    return new TrainingSettings(other, epochs, batch, rate, largestWeight, seed);
  }
}
