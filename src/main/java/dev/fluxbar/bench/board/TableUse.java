package dev.fluxbar.bench.board;

import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.wire.DriveTable;
import dev.fluxbar.wire.Geometry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What the drives of a program that take another table each turn would cost, loaded or streamed.
 */
final class TableUse {

  /** Up to so many bytes a program is loaded whole: one more wait for the board is not worth it. */
  private static final long LOADED_BYTES = 16 << 10;

  private record Run(Step.Drive drive, int turns) {}

  private final List<Geometry> arrays;
  private final Set<Run> runs = new HashSet<>();
  private double loadedBytes;
  private double streamedBytes;

  private TableUse(List<Geometry> arrays) {
    this.arrays = arrays;
  }

  static TableUse of(Program program, List<Geometry> arrays) {
    TableUse use = new TableUse(arrays);
    use.walk(program.steps(), 1, 1);
    return use;
  }

  /** Whether a drive takes another table each turn, so that its tables can be streamed. */
  static boolean streams(Step.Drive drive, int turns) {
    return drive.stride() != 0 && turns > 1;
  }

  private void walk(List<Step> steps, int turns, double executions) {
    for (Step step : steps) {
      if (step instanceof Step.Repeat repeat) {
        walk(repeat.body(), repeat.times(), executions * repeat.times());
      } else if (step instanceof Step.Drive drive && streams(drive, turns)) {
        double bytes = DriveTable.bytes(arrays.get(drive.array()).columns());
        streamedBytes += executions * bytes;
        loadedBytes += runs.add(new Run(drive, turns)) ? turns * bytes : 0;
      }
    }
  }

  /** Whether anything can be streamed. */
  boolean any() {
    return streamedBytes > 0;
  }

  /** Whether streaming is better: many tables, none of them used twice. */
  boolean worthStreaming() {
    return loadedBytes > LOADED_BYTES && streamedBytes <= loadedBytes;
  }
}
