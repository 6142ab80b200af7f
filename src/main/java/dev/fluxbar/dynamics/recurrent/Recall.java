package dev.fluxbar.dynamics.recurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** How well a network finds back its patterns from noisy ones, its weights fixed. */
public final class Recall {

  /**
   * One try.
   *
   * @param pattern which of the patterns was spoiled
   * @param flipped neurons whose sign was turned
   * @param recalled whether every neuron came back to its sign
   */
  public record Try(int pattern, int flipped, State start, State end, boolean recalled) {}

  private final RecurrentNetwork network;
  private final List<Pattern> patterns;
  private final long seed;
  private final Basins.Wanted wanted;

  /**
   * @param wanted its starts are tries a pattern
   */
  public Recall(RecurrentNetwork network, List<Pattern> patterns, long seed, Basins.Wanted wanted) {
    this.network = network;
    this.patterns = List.copyOf(patterns);
    this.seed = seed;
    this.wanted = wanted;
  }

  /**
   * Starts from every pattern as often as is wanted, each time with other neurons turned.
   *
   * @param flipped how many neurons are turned
   * @return tries of the first pattern first
   */
  public List<Try> from(int flipped) {
    int each = wanted.starts();
    int all = patterns.size() * each;
    Try[] tries = new Try[all];
    IntStream.range(0, patterns.size())
        .parallel()
        .forEach(pattern -> follow(pattern, flipped, tries));
    return List.of(tries);
  }

  private void follow(int pattern, int flipped, Try[] tries) {
    double[] fluxes = network.connections().fluxesVoltSeconds();
    Motion motion =
        new Motion(
            Rates.of(network, Mode.ACTIVATION, new State(fluxes, new double[network.size()])),
            wanted.tolerance());
    for (int k = 0; k < wanted.starts(); k++) {
      int index = pattern * wanted.starts() + k;
      State start = new State(fluxes, spoiled(pattern, flipped, index));
      motion.begin(start);
      motion.runToRest(wanted.endSeconds());
      State end = motion.state(start);
      boolean recalled = motion.resting() && patterns.get(pattern).isIn(end.activations());
      tries[index] = new Try(pattern, flipped, start, end, recalled);
    }
  }

  /** A pattern at a neuron's scale, some of its signs turned. */
  private double[] spoiled(int pattern, int flipped, int index) {
    SplittableRandom random =
        new SplittableRandom(
            new SplittableRandom(seed + 0x9E3779B97F4A7C15L * (1_000_003L * flipped + index))
                .nextLong());
    int[] signs = patterns.get(pattern).signs();
    List<Integer> neurons = new ArrayList<>(IntStream.range(0, signs.length).boxed().toList());
    for (int k = 0; k < flipped; k++) {
      int neuron = neurons.remove(random.nextInt(neurons.size()));
      signs[neuron] = -signs[neuron];
    }
    double scale = network.neurons().curve().scaleVolts();
    return IntStream.of(signs).mapToDouble(sign -> scale * sign).toArray();
  }
}
