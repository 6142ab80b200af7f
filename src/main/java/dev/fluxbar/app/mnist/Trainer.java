package dev.fluxbar.app.mnist;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * Trains a network without biases to answer an image of digit k with 1 at place k and 0 elsewhere
 * (Heidema Section VII-B), by least squares and Adam (Kingma and Ba, 2015).
 *
 * <p>One thread, a seeded order and {@link StrictMath}: the same settings and images give the same
 * weights, bit for bit, on every machine. Weights are held within {@link
 * TrainingSettings#largestWeight} at every step.
 */
public final class Trainer {
  private final TrainingSettings settings;
  private final Activation activation;

  public Trainer(TrainingSettings settings, Activation activation) {
    this.settings = settings;
    this.activation = activation;
  }

  /**
   * Trains on {@code digits}.
   *
   * @param progress is told the number of epochs that are over, after each
   */
  public DigitNetwork train(Digits digits, IntConsumer progress) {
    Random random = new Random(settings.seed());
    List<TrainedLayer> layers = layers(digits.pixels(), random);
    int[] order = new int[digits.count()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    int steps = settings.epochs() * ((order.length + settings.batch() - 1) / settings.batch());
    int step = 0;
    for (int epoch = 0; epoch < settings.epochs(); epoch++) {
      shuffle(order, random);
      for (int from = 0; from < order.length; from += settings.batch()) {
        int to = Math.min(order.length, from + settings.batch());
        for (int i = from; i < to; i++) {
          learn(layers, digits, order[i]);
        }
        step++;
        double rate =
            settings.rate() * (1 + StrictMath.cos(StrictMath.PI * (step - 1) / steps)) / 2;
        for (TrainedLayer layer : layers) {
          layer.step(rate, step, to - from, settings.largestWeight());
        }
      }
      progress.accept(epoch + 1);
    }
    List<Matrix> weights = new ArrayList<>();
    layers.forEach(layer -> weights.add(layer.weights()));
    return new DigitNetwork(activation, weights);
  }

  private List<TrainedLayer> layers(int pixels, Random random) {
    List<TrainedLayer> layers = new ArrayList<>();
    int inputs = pixels;
    for (int neurons : settings.hidden()) {
      layers.add(new TrainedLayer(inputs, neurons, random));
      inputs = neurons;
    }
    layers.add(new TrainedLayer(inputs, Digits.CLASSES, random));
    return layers;
  }

  /** Adds the gradient of one image to what its batch has gathered. */
  private void learn(List<TrainedLayer> layers, Digits digits, int image) {
    double[] signal = digits.image(image);
    for (TrainedLayer layer : layers) {
      signal = layer.forward(signal, activation);
    }
    double[] error = signal.clone();
    error[digits.label(image)] -= 1;
    for (int l = layers.size() - 1; l >= 0; l--) {
      error = layers.get(l).backward(error, activation, l > 0);
    }
  }

  private static void shuffle(int[] order, Random random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
