package dev.fluxbar.bench.openmena;

import dev.fluxbar.array.ArraySwitches;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows in which a setting closes the same columns. The board closes all switches to read: what a
 * program wants open stays without current because its column is held at virtual ground, and rows
 * that want other columns are measured in a signal of their own.
 *
 * @param rows not empty
 * @param columns that are closed in them; none: the rows are dark
 */
record RowGroup(BitSet rows, BitSet columns) {

  /** The groups of the rows that are sampled, or of all rows with a closed switch if none is. */
  static List<RowGroup> of(ProgramWalk.State state) {
    Map<BitSet, BitSet> byColumns = new LinkedHashMap<>();
    boolean any = state.sense().rowCount() > 0;
    for (int k = 0; k < Sketch.LINES; k++) {
      BitSet columns = closed(state.switches(), k);
      if (any ? state.senses(k) : !columns.isEmpty()) {
        byColumns.computeIfAbsent(columns, of -> new BitSet()).set(k);
      }
    }
    List<RowGroup> groups = new ArrayList<>();
    byColumns.forEach((columns, rows) -> groups.add(new RowGroup(rows, columns)));
    return groups;
  }

  private static BitSet closed(ArraySwitches switches, int row) {
    BitSet columns = new BitSet();
    for (int j = 0; j < Sketch.LINES; j++) {
      columns.set(j, switches.isClosed(row, j));
    }
    return columns;
  }
}
