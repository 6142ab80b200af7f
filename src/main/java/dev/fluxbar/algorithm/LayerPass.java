package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final Rest rest;

  /** By how much a row current of the driven array changes a second, at most, of each input. */
  private final double[] amperesPerSecond;

  /**
   * @param device gives Wmax, and how fast a memductance can move
   * @param driven the array whose columns are driven
   * @param sampled the last array that the signal reaches
   * @param inputs one a turn
   */
  LayerPass(
      BenchDescription bench,
      InferenceSettings settings,
      FluxControlled device,
      int driven,
      int sampled,
      List<Volts> inputs) {
    this.bench = bench;
    this.settings = settings;
    this.driven = driven;
    this.sampled = sampled;
    this.inputs = inputs;
    double maxSiemens = device.maxSiemens();
    Shot worst = new Shot(setting(), Map.of(driven, largest(inputs, maxSiemens)), List.of());
    this.largestAmperes = new RowBounds(bench, maxSiemens).largestAmperes(worst);
    this.rest = settings.certified() ? Rest.of(bench, senses(), settings.tauSeconds()) : Rest.NONE;
    double fastest = device.lipschitzSiemensPerVoltSecond();
    this.amperesPerSecond = inputs.stream().mapToDouble(in -> fastest * squares(in)).toArray();
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

  private static double squares(Volts input) {
    double squares = 0;
    for (int j = 0; j < input.columns(); j++) {
      squares += input.at(j) * input.at(j);
    }
    return squares;
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
    senses().forEach(program::then);
    inputs.forEach(program::table);
    rest.steps().forEach(program::then);
    program.then(new Step.Repeat(inputs.size(), List.of(new Step.Drive(driven, 0, 1), block())));
    rest.steps().forEach(program::then);
    return program.build();
  }

  private List<Step.Sense> senses() {
    List<Step.Sense> senses = new ArrayList<>();
    for (int l = firstSampled(); l <= sampled; l++) {
      int range = bench.channels().get(l).rangeFor(largestAmperes[l]);
      int rows = bench.shape().array(l).rows();
      senses.add(new Step.Sense(l, 0, rows, range, settings.averages()));
    }
    return senses;
  }

  private int firstSampled() {
    return settings.certified() ? driven : sampled;
  }

  private Step.Block block() {
    int instants = Step.Block.MIDDLE | (settings.certified() ? FIRST | LAST : 0);
    double guard = settings.certified() ? guardSeconds() : 0;
    return new Step.Block(settings.tauSeconds(), false, instants, guard);
  }

  /** The first sample is taken as soon as all conversions fit behind the edge. */
  private double guardSeconds() {
    return Math.max(bench.tickSeconds(), Rest.waitSeconds(bench, senses()));
  }

  /** Decodes the turns of a recording of {@link #program}. */
  Turns turns(Program program, Recording recording) {
    RestNoise noise = new RestNoise();
    noise.add(program, recording);
    int index = 0;
    for (Step step : program.steps()) {
      List<Step> body = step instanceof Step.Repeat repeat ? repeat.body() : List.of();
      if (body.contains(block())) {
        // The repeat counts one, its drive is the step after it and its block the next.
        return new Turns(new Samples(recording), noise, index + 2);
      }
      index += 1 + body.size();
    }
    throw new BenchFault("inference: program=%s; it has no repeat".formatted(program));
  }

  /** The samples of each turn. */
  final class Turns {
    private final Samples samples;
    private final RestNoise.Noise[][] noise;
    private final int block;

    private Turns(Samples samples, RestNoise atRest, int block) {
      this.samples = samples;
      this.noise = new RestNoise.Noise[sampled - driven + 1][];
      for (int i = 0; i < noise.length; i++) {
        int l = driven + i;
        noise[i] = new RestNoise.Noise[bench.shape().array(l).rows()];
        Arrays.setAll(noise[i], k -> atRest.of(l, k, range(l).stepAmperes()));
      }
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
        double early = l == driven ? guardSeconds() * amperesPerSecond[turn] : 0;
        Certificate one =
            Certificate.of(
                samples.at(block, turn, FIRST, l).amperes(),
                samples.at(block, turn, Step.Block.MIDDLE, l).amperes(),
                samples.at(block, turn, LAST, l).amperes(),
                range(l).stepAmperes(),
                early,
                noise[l - driven]);
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
