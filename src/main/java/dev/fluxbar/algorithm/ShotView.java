package dev.fluxbar.algorithm;

import dev.fluxbar.bench.Channels;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was sampled of one shot.
 *
 * @param samples of the whole program
 * @param step index of the shot's signal
 * @param signal a block signal or a pulse
 * @param shot as it was driven
 * @param ranges one an array
 */
record ShotView(Samples samples, int step, Step signal, Shot shot, List<Channels.Range> ranges) {
  private static final int START = Step.Block.atStart(0);
  private static final int END = Step.Block.atEnd(3);

  Channels.Range range(int array) {
    return ranges.get(array);
  }

  /** Whether an input of an array saturated at any instant. */
  boolean saturated(int array) {
    return decisive(array).saturated()
        || (certified() && (at(START, array).saturated() || at(END, array).saturated()));
  }

  /** The row current at T/2, or at the end of a pulse. */
  double amperes(int array, int row) {
    return decisive(array).amperes(row);
  }

  /** The row current at start, middle and end; null where not all of them were sampled. */
  CellMeasurement.@Nullable Instants instants(int array, int row) {
    return signal instanceof Step.Block block && certified()
        ? new CellMeasurement.Instants(
            at(START, array).amperes(row),
            amperes(array, row),
            at(END, array).amperes(row),
            block.guardSeconds(),
            1)
        : null;
  }

  private boolean certified() {
    return signal instanceof Step.Block block
        && (block.instants() & Step.Block.CERTIFIED) == Step.Block.CERTIFIED;
  }

  private Sample decisive(int array) {
    return at(signal instanceof Step.Block ? Step.Block.MIDDLE : 0, array);
  }

  private Sample at(int instant, int array) {
    return samples.at(step, 0, instant, array);
  }
}
