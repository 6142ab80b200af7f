package dev.fluxbar.app.sequence;

import dev.fluxbar.app.operation.OperationResult;
import dev.fluxbar.fault.BenchFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A diary in memory, which may let the program die at a step. */
final class RecordedSteps implements StepDiary {
  final Map<String, OperationResult> ended = new LinkedHashMap<>();
  final List<String> began = new ArrayList<>();
  private long left = Long.MAX_VALUE;

  /** Dies when {@code steps} more have ended and another begins. */
  RecordedSteps dyingAfter(long steps) {
    left = steps;
    began.clear();
    return this;
  }

  @Override
  public Optional<OperationResult> ended(String step) {
    return Optional.ofNullable(ended.get(step));
  }

  @Override
  public void began(String step, String word) {
    if (left == 0) {
      throw new BenchFault("test: step=" + step + "; the program dies here");
    }
    left--;
    began.add(step + " " + word);
  }

  @Override
  public void ended(String step, OperationResult result) {
    ended.put(step, result);
  }
}
