package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One program of an inference: block signals into one driven array, sampled at the last array that
 * the signal reaches and, when certified, at all of them.
 */
final class LayerPass {
  private static final int FIRST = Step.Block.atStart(0);
  private static final int LAST = Step.Block.atEnd(3);

  private final BenchDescription bench;
  private final InferenceSettings settings;
  private final int driven;
  private final int sampled;
  private final List<Volts> inputs;
  private final double[] largestAmperes;

  /**
   * @param driven the array whose columns are driven
   * @param sampled the last array that the signal reaches
   * @param inputs one a turn
   */
  LayerPass(
      BenchDescription bench,
      InferenceSettings settings,
      double maxSiemens,
      int driven,
      int sampled,
      List<Volts> inputs) {
    this.bench = bench;
    this.settings = settings;
    this.driven = driven;
    this.sampled = sampled;
    this.inputs = inputs;
    Shot worst = new Shot(setting(), Map.of(driven, largest(inputs, maxSiemens)), List.of());
    this.largestAmperes = new RowBounds(bench, maxSiemens).largestAmperes(worst);
  }

  /**
   * The input with the largest bound. With every switch closed the bound of each row is Wmax times
   * the sum of all |P|, and what follows from it grows with it: the others need not be worked out.
   */
  private static Volts largest(List<Volts> inputs, double maxSiemens) {
    Volts largest = inputs.get(0);
    double largestSum = -1;
    for (Volts input : inputs) {
      double sum = 0;
      for (int j = 0; j < input.columns(); j++) {
        sum += maxSiemens * Math.abs(input.at(j));
      }
      if (sum > largestSum) {
        largestSum = sum;
        largest = input;
      }
    }
    return largest;
  }

  /** The proven bound on the row currents of the last array reached, in amperes. */
  double largestAmperes() {
    return largestAmperes[sampled];
  }

  private SwitchSetting setting() {
    SwitchSetting setting = SwitchSetting.open(bench.shape());
    for (int l = driven; l <= sampled; l++) {
      setting = setting.with(l, ArraySwitches.closed(bench.shape().array(l)));
    }
    return setting;
  }

  Program program() {
    Program.Builder program = Program.builder().then(new Step.Switches(setting()));
    if (settings.settleSeconds() > 0) {
      program.then(new Step.Settle(settings.settleSeconds()));
    }
    for (int l = firstSampled(); l <= sampled; l++) {
      int range = bench.channels().get(l).rangeFor(largestAmperes[l]);
      int rows = bench.shape().array(l).rows();
      program.then(new Step.Sense(l, 0, rows, range, settings.averages()));
    }
    inputs.forEach(program::table);
    return program
        .then(new Step.Repeat(inputs.size(), List.of(new Step.Drive(driven, 0, 1), block())))
        .build();
  }

  private int firstSampled() {
    return settings.certified() ? driven : sampled;
  }

  private Step.Block block() {
    int instants = Step.Block.MIDDLE | (settings.certified() ? FIRST | LAST : 0);
    double guard = settings.certified() ? bench.tickSeconds() : 0;
    return new Step.Block(settings.tauSeconds(), false, instants, guard);
  }

  /** Decodes the turns of a recording of {@link #program}. */
  Turns turns(Program program, Samples samples) {
    for (int step = 0; step < program.steps().size(); step++) {
      if (program.steps().get(step) instanceof Step.Repeat) {
        // The repeat counts one, its drive is the step after it and its block the next.
        return new Turns(samples, step + 2);
      }
    }
    throw new BenchFault("inference: program=%s; it has no repeat".formatted(program));
  }

  /** The samples of each turn. */
  final class Turns {
    private final Samples samples;
    private final int block;

    private Turns(Samples samples, int block) {
      this.samples = samples;
      this.block = block;
    }

    /** The first array whose inputs saturated in a turn, or null. */
    InferenceOutcome.@Nullable Saturated saturated(int turn) {
      for (int l = firstSampled(); l <= sampled; l++) {
        boolean saturated = samples.at(block, turn, Step.Block.MIDDLE, l).saturated();
        if (settings.certified()) {
          saturated |= samples.at(block, turn, FIRST, l).saturated();
          saturated |= samples.at(block, turn, LAST, l).saturated();
        }
        if (saturated) {
          return new InferenceOutcome.Saturated(l, range(l).largestAmperes());
        }
      }
      return null;
    }

    /** The last array reached. */
    int array() {
      return sampled;
    }

    /**
     * The row currents of the last array reached: those at T/2, or where only drivers are before it
     * half their difference to those at the end, so that offsets cancel.
     */
    double[] amperes(int turn) {
      double[] middle = samples.at(block, turn, Step.Block.MIDDLE, sampled).amperes();
      if (settings.certified() && driven == sampled && !bench.cascade()) {
        double[] last = samples.at(block, turn, LAST, sampled).amperes();
        for (int k = 0; k < middle.length; k++) {
          middle[k] = (middle[k] - last[k]) / 2;
        }
      }
      return middle;
    }

    /** What the arrays of this pass say together, or null when not certified. */
    @Nullable Certificate certificate(int turn) {
      Certificate all = null;
      for (int l = driven; settings.certified() && l <= sampled; l++) {
        Certificate one =
            Certificate.of(
                samples.at(block, turn, FIRST, l).amperes(),
                samples.at(block, turn, Step.Block.MIDDLE, l).amperes(),
                samples.at(block, turn, LAST, l).amperes(),
                range(l).stepAmperes());
        if (bench.channels().get(l).drivers().isEmpty()) {
          one = one.withoutChance();
        }
        all = all == null ? one : all.and(one);
      }
      return all;
    }

    private Channels.Range range(int array) {
      Channels channels = bench.channels().get(array);
      return channels.ranges().get(channels.rangeFor(largestAmperes[array]));
    }
  }
}
