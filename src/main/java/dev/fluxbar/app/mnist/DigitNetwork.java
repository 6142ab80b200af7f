package dev.fluxbar.app.mnist;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Matrix;
import java.util.List;

/**
 * A network without biases as a computer evaluates it: {@code sigma(M_L ... sigma(M_1 u))} (Heidema
 * (1)). The truth to which a bench is compared.
 *
 * @param activation sigma, the same for every layer
 * @param layers signed weights, {@code [neurons][inputs]} each
 */
public record DigitNetwork(Activation activation, List<Matrix> layers) {

  public DigitNetwork {
    layers = List.copyOf(layers);
  }

  /** The output for an input of as many entries as the first layer has columns; a new array. */
  public double[] output(double[] input) {
    double[] signal = input;
    for (Matrix layer : layers) {
      signal = activation.volts(layer.times(signal));
    }
    return signal;
  }

  /** The digit that an output says: the place of its largest entry, the first of equals. */
  public static int decision(double[] output) {
    int largest = 0;
    for (int k = 1; k < output.length; k++) {
      if (output[k] > output[largest]) {
        largest = k;
      }
    }
    return largest;
  }

  /** The decisions for all images; a new array. */
  public int[] decisions(Digits digits) {
    int[] decisions = new int[digits.count()];
    for (int i = 0; i < decisions.length; i++) {
      decisions[i] = decision(output(digits.image(i)));
    }
    return decisions;
  }

  /** The share of images whose digit is told, 0 to 1. */
  public double accuracy(Digits digits) {
    int[] decisions = decisions(digits);
    int right = 0;
    for (int i = 0; i < decisions.length; i++) {
      right += decisions[i] == digits.label(i) ? 1 : 0;
    }
    return right / (double) decisions.length;
  }
}
