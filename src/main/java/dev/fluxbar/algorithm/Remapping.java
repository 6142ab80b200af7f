package dev.fluxbar.algorithm;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.bench.BarMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Chooses the bars of one array that carry a target so that bad cells do the least harm: a stuck
 * cell is harmless where the target is what it conducts, one that stops short where the target is
 * nearer, and any where no cell of the network lies. The harm is the sum over the bad cells of what
 * they miss their targets by ({@link Reach}). Rows are assigned with the columns fixed, then
 * columns with the rows fixed, until neither gains.
 *
 * @param map the bars
 * @param errorBeforeSiemens the harm on the bars as they were
 * @param errorAfterSiemens the harm on the bars as chosen, never larger
 */
public record Remapping(BarMap map, double errorBeforeSiemens, double errorAfterSiemens) {

  /** How often rows and columns take turns. Chosen: gains end after two or three. */
  private static final int TURNS = 16;

  /** What a move costs, of the largest target: bars without a reason to move stay. Chosen. */
  private static final double MOVE = 1e-9;

  /**
   * What bars may be used.
   *
   * @param rows physical rows, those in use among them
   * @param columns physical columns, those in use among them
   */
  public record Free(List<Integer> rows, List<Integer> columns) {
    public Free {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
    }
  }

  /**
   * @param target over the network's rows and columns
   * @param now the bars that carry it
   * @param bad what cells that cannot be written at will can be, by their physical place
   * @param free bars that may carry it
   */
  public static Remapping choose(Matrix target, BarMap now, Map<Cell, Reach> bad, Free free) {
    double before = error(target, now.rows(), now.columns(), bad);
    Search rowsFirst = new Search(target, now, bad, free).run(true);
    Search columnsFirst = new Search(target, now, bad, free).run(false);
    Search best = columnsFirst.error < rowsFirst.error ? columnsFirst : rowsFirst;
    BarMap map = new BarMap(now.physical(), best.rows, best.columns, now.logical().differential());
    return new Remapping(map, before, best.error);
  }

  /** The harm on these bars in siemens. */
  static double error(
      Matrix target, List<Integer> rows, List<Integer> columns, Map<Cell, Reach> bad) {
    double sum = 0;
    for (Map.Entry<Cell, Reach> held : bad.entrySet()) {
      int k = rows.indexOf(held.getKey().row());
      int j = columns.indexOf(held.getKey().column());
      if (k >= 0 && j >= 0) {
        sum += held.getValue().missSiemens(target.at(k, j));
      }
    }
    return sum;
  }

  /** Whether another choice changed any bar. */
  public boolean moved(BarMap from) {
    return !map.rows().equals(from.rows()) || !map.columns().equals(from.columns());
  }

  /** One descent from the bars as they are. */
  private static final class Search {
    private final Matrix target;
    private final Map<Cell, Reach> held;
    private final Free free;
    private final double moveSiemens;
    private List<Integer> rows;
    private List<Integer> columns;
    private double error;

    Search(Matrix target, BarMap now, Map<Cell, Reach> held, Free free) {
      this.target = target;
      this.held = held;
      this.free = free;
      this.rows = now.rows();
      this.columns = now.columns();
      this.error = error(target, rows, columns, held);
      double largest = 0;
      for (double[] row : target.toArrays()) {
        for (double siemens : row) {
          largest = Math.max(largest, Math.abs(siemens));
        }
      }
      this.moveSiemens = MOVE * largest;
    }

    Search run(boolean rowsFirst) {
      int idle = 0;
      for (int turn = 0; turn < TURNS && idle < 2; turn++) {
        idle = turn((turn % 2 == 0) == rowsFirst) ? 0 : idle + 1;
      }
      return this;
    }

    /** Whether assigning the rows, or the columns, gained anything. */
    private boolean turn(boolean ofRows) {
      List<Integer> bars = ofRows ? free.rows() : free.columns();
      List<Integer> now = ofRows ? rows : columns;
      double[][] costs = new double[now.size()][bars.size()];
      for (int i = 0; i < now.size(); i++) {
        for (int bar = 0; bar < bars.size(); bar++) {
          costs[i][bar] = now.get(i).equals(bars.get(bar)) ? 0 : moveSiemens;
        }
      }
      for (Map.Entry<Cell, Reach> cell : held.entrySet()) {
        int bar = bars.indexOf(ofRows ? cell.getKey().row() : cell.getKey().column());
        int across =
            ofRows ? columns.indexOf(cell.getKey().column()) : rows.indexOf(cell.getKey().row());
        for (int i = 0; bar >= 0 && across >= 0 && i < now.size(); i++) {
          double wanted = ofRows ? target.at(i, across) : target.at(across, i);
          costs[i][bar] += cell.getValue().missSiemens(wanted);
        }
      }
      List<Integer> chosen = new ArrayList<>();
      for (int bar : Assignment.cheapest(costs)) {
        chosen.add(bars.get(bar));
      }
      double found = error(target, ofRows ? chosen : rows, ofRows ? columns : chosen, held);
      // A gain that rounding could have made is none.
      if (!(found < error - moveSiemens * now.size())) {
        return false;
      }
      rows = ofRows ? chosen : rows;
      columns = ofRows ? columns : chosen;
      error = found;
      return true;
    }
  }
}
