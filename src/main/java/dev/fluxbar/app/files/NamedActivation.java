package dev.fluxbar.app.files;

import dev.fluxbar.array.Activation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A neuron that has a name in files and on the command line.
 *
 * @param word the name
 * @param activation the neuron
 */
public record NamedActivation(String word, Activation activation) {
  private static final List<NamedActivation> ALL =
      List.of(
          new NamedActivation("tanh", Activation.TANH),
          new NamedActivation("scaled-sigmoid", Activation.SCALED_SIGMOID));

  /** The neuron of that name. */
  public static Optional<Activation> named(String word) {
    return ALL.stream()
        .filter(named -> named.word.equals(word))
        .map(NamedActivation::activation)
        .findFirst();
  }

  /** The name of a neuron, if it has one. */
  public static Optional<String> nameOf(Activation activation) {
    return ALL.stream()
        .filter(named -> named.activation.equals(activation))
        .map(NamedActivation::word)
        .findFirst();
  }

  /** Every name, for messages. */
  public static String known() {
    return ALL.stream().map(NamedActivation::word).collect(Collectors.joining(", "));
  }
}
