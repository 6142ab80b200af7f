package dev.fluxbar.calibration;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cells that read as no device can be; those of broken lines are left out. */
final class CellCheck {

  /** Beyond the bounds by more than this, no spread of devices makes it. */
  private static final double SPREAD = 0.5;

  private static final double FAR = 10;

  private final Board board;
  private final CheckSettings settings;
  private final RowLights rows;
  private final ColumnLights columns;
  private final @Nullable ReferenceCheck references;

  CellCheck(
      Board board,
      CheckSettings settings,
      RowLights rows,
      ColumnLights columns,
      @Nullable ReferenceCheck references) {
    this.board = board;
    this.settings = settings;
    this.rows = rows;
    this.columns = columns;
    this.references = references;
  }

  /** What a cell measured. */
  double siemens(int row, int column) {
    double factor = references == null ? 1 : references.factor(column);
    return columns.amperes(column, row) / board.readVolts() / factor;
  }

  /** What all measured. */
  Matrix siemens() {
    return Matrix.fill(board.rows(), board.columns(), this::siemens);
  }

  private boolean judged(int row, int column) {
    return rows.good(row)
        && columns.good(column)
        && (references == null || !references.isReference(row, column));
  }

  /** How many cells lie on lines that are wrong. */
  int left() {
    int left = 0;
    for (int k = 0; k < board.rows(); k++) {
      for (int j = 0; j < board.columns(); j++) {
        left += rows.good(k) && columns.good(j) ? 0 : 1;
      }
    }
    return left;
  }

  /** The cells that read as devices. */
  List<Cell> usable() {
    List<Cell> usable = new ArrayList<>();
    for (int k = 0; k < board.rows(); k++) {
      for (int j = 0; j < board.columns(); j++) {
        if (judged(k, j) && kind(siemens(k, j)) == null) {
          usable.add(new Cell(board.array(), k, j));
        }
      }
    }
    return usable;
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (int k = 0; k < board.rows(); k++) {
      for (int j = 0; j < board.columns(); j++) {
        FindingKind kind = judged(k, j) ? kind(siemens(k, j)) : null;
        if (kind != null) {
          findings.add(finding(kind, k, j));
        }
      }
    }
    return findings;
  }

  private @Nullable FindingKind kind(double siemens) {
    double least = settings.device().minSiemens();
    double largest = settings.device().maxSiemens();
    if (siemens > FAR * largest) {
      return FindingKind.SHORTED_CELL;
    }
    if (!(siemens >= least / FAR)) {
      return FindingKind.OPEN_CELL;
    }
    if (siemens < (1 - SPREAD) * least) {
      return FindingKind.STUCK_OFF;
    }
    return siemens > (1 + SPREAD) * largest ? FindingKind.STUCK_ON : null;
  }

  private Finding finding(FindingKind kind, int row, int column) {
    double siemens = siemens(row, column);
    double least = settings.device().minSiemens();
    double largest = settings.device().maxSiemens();
    return new Finding(
        kind,
        board.array(),
        List.of(row),
        List.of(column),
        siemens,
        siemens < least ? least : largest,
        "S",
        "it reads %s; a device of the model has %s to %s"
            .formatted(
                Amount.text(siemens, "S"), Amount.text(least, "S"), Amount.text(largest, "S")));
  }
}
