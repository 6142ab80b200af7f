package dev.fluxbar.calibration;

import dev.fluxbar.array.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which cells of an array measured what no device of the model can be, references left out. */
final class CellMap {
  private static final double MARGIN = 0.1;
  private static final double FAR = 10;

  private final Board board;
  private final double[] volts;
  private final ArrayScan.Found scan;
  private final double largestAmperes;

  /**
   * @param volts what each column's driver really gives at read volts
   * @param largestAmperes beyond which an input saturates
   */
  CellMap(Board board, double[] volts, ArrayScan.Found scan, double largestAmperes) {
    this.board = board;
    this.volts = volts.clone();
    this.scan = scan;
    this.largestAmperes = largestAmperes;
  }

  List<BadCell> bad() {
    int spared = board.settings().references() == null ? 0 : 1;
    List<BadCell> bad = new ArrayList<>();
    for (int k = 0; k < board.rows() - spared; k++) {
      for (int j = 0; j < board.columns() - spared; j++) {
        double siemens = scan.cells()[k][j] / volts[j];
        Cell cell = new Cell(board.array(), k, j);
        kind(siemens, k, j).ifPresent(kind -> bad.add(new BadCell(cell, siemens, kind)));
      }
    }
    return bad;
  }

  /** Rows whose every current is one of a device or a reference. */
  boolean[] usable() {
    boolean[] usable = new boolean[board.rows()];
    for (int k = 0; k < usable.length; k++) {
      usable[k] = Math.abs(scan.rows()[k]) < largestAmperes;
      for (int j = 0; j < board.columns(); j++) {
        double siemens = scan.cells()[k][j] / volts[j];
        usable[k] &= siemens > board.settings().minSiemens() / FAR && !saturated(k, j);
      }
    }
    return usable;
  }

  private Optional<BadCell.Kind> kind(double siemens, int k, int j) {
    double least = board.settings().minSiemens();
    double largest = board.settings().maxSiemens();
    if (saturated(k, j) || siemens > FAR * largest) {
      return Optional.of(BadCell.Kind.SHORT);
    }
    if (!(siemens >= least / FAR)) {
      return Optional.of(BadCell.Kind.OPEN);
    }
    if (siemens < (1 - MARGIN) * least) {
      return Optional.of(BadCell.Kind.LOW);
    }
    return siemens > (1 + MARGIN) * largest ? Optional.of(BadCell.Kind.HIGH) : Optional.empty();
  }

  private boolean saturated(int k, int j) {
    return !(Math.abs(scan.cells()[k][j]) < largestAmperes);
  }
}
