package dev.fluxbar.bench.openmena;

import dev.fluxbar.analog.ColumnDrivers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what no single reply could be trusted with: every block signal twice, in two commands
 * that must agree, again and again until they do.
 */
final class MenaMeter {
  private static final Logger log = LoggerFactory.getLogger(MenaMeter.class);

  /** So often a measurement is tried. Chosen. */
  private static final int ATTEMPTS = 12;

  /** The median of |x| of a Gaussian of deviation 1, and of a difference of two of them. */
  private static final double MEDIAN_OF_DIFFERENCE = 0.6745 * Math.sqrt(2);

  /** Below, the noise of the board is not known: means are twentieths. */
  private static final double LEAST_NOISE = 0.05;

  /** Quiet vectors that tell the noise. */
  private static final int LISTENED = 16;

  /** Of these in one command: a short reply is seldom damaged. */
  private static final int TOGETHER = 4;

  private final MenaDialogue dialogue;
  private final Centres centres;
  private Agreement agreement = new Agreement(1);
  private long vectors;
  private boolean doubtful;

  MenaMeter(MenaDialogue dialogue, ColumnDrivers drivers) {
    this.dialogue = dialogue;
    this.centres = new Centres(drivers);
  }

  /** Two block signals that agree; both have passed, the one after the other. */
  record Pair(BlockShown first, BlockShown second) {}

  /** How many vectors have stood on the array since the last call. */
  long vectorsSince() {
    long all = vectors;
    vectors = 0;
    return all;
  }

  /**
   * Whether a command may have reached the board altered since the last call: then flux may have
   * been left on any cell.
   */
  boolean doubtfulSince() {
    boolean was = doubtful;
    doubtful = false;
    return was;
  }

  /** What drivers have left on every cell of their columns since the last call, in volt-seconds. */
  double[] leftVoltSecondsSince() {
    return centres.since();
  }

  /** How far apart two measurements may be. */
  Agreement agreement() {
    return agreement;
  }

  /** Learns the noise of the inputs with all columns at virtual ground. */
  void listen() {
    List<List<Integer>> means = new ArrayList<>();
    double standing = TOGETHER / 2 * Sketch.PLATEAU_SECONDS;
    while (means.size() < LISTENED) {
      means.addAll(
          again(
              () -> infer(alternating(TOGETHER, centres.next(standing), centres.next(standing)))));
    }
    double[] differences = new double[LISTENED * Sketch.LINES];
    for (int i = 0; i < differences.length; i++) {
      int vector = i / Sketch.LINES;
      int row = i % Sketch.LINES;
      // Every second one is of the other code: compare with the next but one of its command.
      int other = vector % TOGETHER < 2 ? vector + 2 : vector - 2;
      differences[i] =
          Math.abs(means.get(vector).get(row) - means.get(other).get(row))
              / (double) Sketch.CONVERSIONS;
    }
    Arrays.sort(differences);
    // A median: an altered number, however wrong, changes little of it.
    double noise = differences[differences.length / 2] / MEDIAN_OF_DIFFERENCE;
    agreement = new Agreement(Math.max(LEAST_NOISE, noise));
    log.info(
        "openmena: noise-counts={}, of a mean of {}", agreement.noiseCounts(), Sketch.CONVERSIONS);
  }

  /**
   * A block signal, twice.
   *
   * @param codes of each column, signed; 0 where it is not driven
   * @param plateau vectors a plateau
   * @param inverted whether it begins with its positive part
   */
  Pair pair(int[] codes, int plateau, boolean inverted) {
    return again(
        () -> {
          BlockShown first = block(codes, plateau, inverted);
          BlockShown second = block(codes, plateau, inverted);
          for (int k = 0; k < Sketch.LINES; k++) {
            double apart = Math.abs(first.odd(k) - second.odd(k));
            check("blocks", k, apart, agreement.counts(first.odd(k)));
          }
          return new Pair(first, second);
        });
  }

  /**
   * Vectors with all columns at virtual ground, one above and one below in turn; each is measured
   * twice.
   *
   * @return {@code [row]}, the mean of all in counts
   */
  double[] quiet(int count) {
    int pairs = (count + 1) / 2;
    return again(
        () -> {
          int[] one = centres.next(2 * pairs * Sketch.PLATEAU_SECONDS);
          int[] other = centres.next(2 * pairs * Sketch.PLATEAU_SECONDS);
          double[] first = quietMeans(pairs, one, other);
          double[] second = quietMeans(pairs, one, other);
          double[] mean = new double[Sketch.LINES];
          for (int k = 0; k < mean.length; k++) {
            check("vectors", k, Math.abs(first[k] - second[k]), agreement.counts(0));
            mean[k] = (first[k] + second[k]) / 2;
          }
          return mean;
        });
  }

  private double[] quietMeans(int pairs, int[] one, int[] other) {
    double[] mean = new double[Sketch.LINES];
    List<List<Integer>> means = infer(alternating(2 * pairs, one, other));
    for (int k = 0; k < mean.length; k++) {
      double least = Double.POSITIVE_INFINITY;
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < 2 * pairs; i += 2) {
        double both = (means.get(i).get(k) + means.get(i + 1).get(k)) / (2.0 * Sketch.CONVERSIONS);
        least = Math.min(least, both);
        most = Math.max(most, both);
        mean[k] += both / pairs;
      }
      check("vectors", k, most - least, agreement.counts(0));
    }
    return mean;
  }

  private static List<List<Integer>> alternating(int count, int[] one, int[] other) {
    List<List<Integer>> quiet = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      quiet.add(vector(new int[Sketch.LINES], 0, i % 2 == 0 ? one : other));
    }
    return quiet;
  }

  private BlockShown block(int[] codes, int plateau, boolean inverted) {
    int[] centre = centres.next(4 * plateau * Sketch.PLATEAU_SECONDS);
    List<List<Integer>> signal = new ArrayList<>();
    for (int p = 0; p < 4; p++) {
      int sign = dev.fluxbar.signal.BlockSignal.sign(p) * (inverted ? -1 : 1);
      for (int i = 0; i < plateau; i++) {
        signal.add(vector(codes, sign, centre));
      }
    }
    BlockShown shown = new BlockShown(infer(signal), inverted);
    for (int k = 0; k < Sketch.LINES; k++) {
      check("mirrored vectors", k, shown.disagreement(k), agreement.counts(shown.odd(k)));
    }
    return shown;
  }

  private static List<Integer> vector(int[] codes, int sign, int[] centre) {
    return IntStream.range(0, codes.length).mapToObj(j -> centre[j] + sign * codes[j]).toList();
  }

  private List<List<Integer>> infer(List<List<Integer>> signal) {
    vectors += signal.size();
    return dialogue.infer(new MenaCommand.Infer(signal));
  }

  private static void check(String what, int row, double apart, double allowed) {
    if (!(apart <= allowed)) {
      throw new MenaFault(
          MenaFault.Kind.DISAGREES,
          "openmena: row=%d, %s differ by counts=%s, allowed=%s; the line alters numbers, or cells move for good in a reading"
              .formatted(row + 1, what, apart, allowed));
    }
  }

  /** One way to measure something. */
  private interface Measurement<T> {
    T take();
  }

  private <T> T again(Measurement<T> measurement) {
    for (int attempt = 1; ; attempt++) {
      long resets = dialogue.resets();
      try {
        return measurement.take();
      } catch (MenaFault e) {
        // A reply that is damaged in its form was damaged on its way back; what is well formed and
        // wrong may be true of a command that came altered.
        doubtful |= e.kind() == MenaFault.Kind.DISAGREES || e.kind() == MenaFault.Kind.RESET;
        if (!e.passing() || attempt == ATTEMPTS) {
          throw e;
        }
        log.warn("{}; attempt={} of {}, measured again", e.getMessage(), attempt, ATTEMPTS);
      } finally {
        doubtful |= dialogue.resets() != resets;
      }
    }
  }
}
