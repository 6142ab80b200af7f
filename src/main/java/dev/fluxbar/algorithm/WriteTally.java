package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a write has done so far. Not for use by several threads. */
final class WriteTally {
  private final WriteSettings settings;
  private final WritePlan plan;
  private final Map<Cell, WrittenCell> done = new LinkedHashMap<>();
  private final List<GivenUp> givenUp = new ArrayList<>();
  private @Nullable Long predicted;
  private long pulses;
  private long blockSignals;
  private double benchSeconds;

  WriteTally(WriteSettings settings, WritePlan plan) {
    this.settings = settings;
    this.plan = plan;
    this.predicted = plan.predictedPulses();
  }

  /** A better prediction, made before the first pulse. */
  void predicted(long pulsesOfAll) {
    predicted = pulsesOfAll;
  }

  void pulse(double seconds) {
    pulses++;
    benchSeconds += seconds;
  }

  void blockSignals(int count, double seconds) {
    blockSignals += count;
    benchSeconds += seconds;
  }

  /** Whether the budget of the whole write allows no further pulse. */
  boolean spent() {
    Long inAll = settings.pulsesInAll();
    return inAll != null && pulses >= inAll;
  }

  void done(WrittenCell cell) {
    done.put(cell.cell(), cell);
  }

  void notDone(Cell cell) {
    done.remove(cell);
  }

  void givenUp(GivenUp cell) {
    done.remove(cell.cell());
    givenUp.add(cell);
  }

  int cellsDone() {
    return done.size();
  }

  int cells() {
    return plan.cells();
  }

  long pulses() {
    return pulses;
  }

  long blockSignals() {
    return blockSignals;
  }

  WriteReport report() {
    return new WriteReport(
        new ArrayList<>(done.values()),
        plan.alpha(),
        settings.epsilonSiemens(),
        pulses,
        benchSeconds,
        settings.method(),
        predicted,
        plan.guaranteedPulses(),
        blockSignals,
        givenUp);
  }
}
