package dev.fluxbar.calibration;

import dev.fluxbar.fault.BenchFault;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * What a {@link Look} sampled, in shown amperes: as an ideal input would have it.
 *
 * @param look which
 * @param shares how its conversions were shared out
 * @param recordings one a program
 */
record Seen(Look look, Look.Shares shares, List<Recording> recordings) {

  Seen {
    recordings = List.copyOf(recordings);
  }

  /** Conversions behind each mean. */
  int conversions() {
    return shares.averages() * shares.repeats();
  }

  /** What a row showed with quiet drivers, one entry a repeat. */
  double[] quiet(int view, int row, double settleSeconds) {
    return series(view, row, 0, settleSeconds);
  }

  /** (J(T/2) - J(T)) / 2: what the drive put through a row; offsets are not in it. */
  double odd(int view, int row, double settleSeconds) {
    return (mean(view, row, Step.Block.MIDDLE, settleSeconds)
            - mean(view, row, Step.Block.atEnd(3), settleSeconds))
        / 2;
  }

  /** (J(T/2) + J(T)) / 2: what does not change its sign with the drive. */
  double even(int view, int row, double settleSeconds) {
    return (mean(view, row, Step.Block.MIDDLE, settleSeconds)
            + mean(view, row, Step.Block.atEnd(3), settleSeconds))
        / 2;
  }

  /** The standard deviation of {@link #odd} and {@link #even} by noise and rounding. */
  double deviation(Noise noise, double stepAmperes) {
    return Estimate.together(noise.ofMean(shares), noise.rounding(stepAmperes)) / Math.sqrt(2);
  }

  private double mean(int view, int row, int instant, double settleSeconds) {
    double sum = 0;
    double[] all = series(view, row, instant, settleSeconds);
    for (double one : all) {
      sum += one;
    }
    return sum / all.length;
  }

  private double[] series(int view, int row, int instant, double settleSeconds) {
    int step = Look.sampledStep(view, settleSeconds);
    List<Double> found = new ArrayList<>();
    for (Recording recording : recordings) {
      for (Sample sample : recording.samples()) {
        if (sample.place().step() == step && sample.place().instant() == instant) {
          found.add(sample.amperes(row));
        }
      }
    }
    if (found.size() != shares.repeats()) {
      throw new BenchFault(
          ("calibrate: step=%d, instant=%d, samples=%d, asked-for=%d; the bench did not return what"
                  + " the program asked for")
              .formatted(step, instant, found.size(), shares.repeats()));
    }
    return found.stream().mapToDouble(one -> one).toArray();
  }
}
