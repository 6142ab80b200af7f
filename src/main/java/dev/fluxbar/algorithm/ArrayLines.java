package dev.fluxbar.algorithm;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.bench.BarMap;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.physics.lines.LineResistances;
import java.util.List;

/**
 * The lines of one array, and which of its bars carry the network: segments are counted where cells
 * really are. Spare bars are open and carry nothing.
 *
 * @param lines of every bar of the array
 * @param map the network's rows and columns on its bars
 */
public record ArrayLines(LineResistances lines, BarMap map) {

  /** The same lines on every array of a bench, each bar where the network has it. */
  static List<ArrayLines> everywhere(BenchDescription bench, LineResistances lines) {
    return bench.shape().arrays().stream()
        .map(array -> new ArrayLines(lines, BarMap.whole(array)))
        .toList();
  }

  /** What a reading in {@code schedule} shows of the network, row-major over its cells. */
  LineReading reading(ReadSchedule schedule) {
    ArrayShape physical = map.physical();
    LineReading whole = LineReading.of(schedule, lines, physical.rows(), physical.columns());
    return new LineReading.OnBars(whole, map);
  }
}
