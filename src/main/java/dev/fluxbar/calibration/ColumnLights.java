package dev.fluxbar.calibration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which drivers reach each column: its own, others, or none. */
final class ColumnLights {
  private final Board board;
  private final CheckSettings settings;
  private final ColumnShots columns;
  private final Shots.Shown shown;
  private final InputBend bend;

  /** For each column that other drivers reach, the number of each driver's signal alone. */
  private final Map<Integer, int[]> crossed = new LinkedHashMap<>();

  ColumnLights(
      Board board, CheckSettings settings, ColumnShots columns, Shots.Shown shown, InputBend bend) {
    this.board = board;
    this.settings = settings;
    this.columns = columns;
    this.shown = shown;
    this.bend = bend;
  }

  /** What a row shows with only one column closed and driven. */
  double amperes(int column, int row) {
    return shown.amperes(columns.alone(column, row, bend), row);
  }

  /** Whether only its own driver reaches a column. */
  boolean good(int column) {
    return lit(column) && !litByOthers(column);
  }

  private boolean lit(int column) {
    return brightest(column) > 0;
  }

  /** By how much the largest current is above what is none. */
  private double brightest(int column) {
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < board.rows(); k++) {
      most = Math.max(most, light(columns.alone(column, k, bend), k, shown));
    }
    return most;
  }

  private boolean litByOthers(int column) {
    return lit(columns.others(column), shown);
  }

  private boolean lit(int shot, Shots.Shown by) {
    for (int k = 0; k < board.rows(); k++) {
      if (light(shot, k, by) > 0) {
        return true;
      }
    }
    return false;
  }

  private double light(int shot, int row, Shots.Shown by) {
    return Math.abs(by.amperes(shot, row))
        - by.noise(shot, row)
        - settings.lightAmperes(board.readVolts());
  }

  /** Appends one signal a driver for every column that others reach. */
  void cross(Shots more) {
    for (int j = 0; j < board.columns(); j++) {
      if (litByOthers(j)) {
        int[] shots = new int[board.columns()];
        for (int i = 0; i < shots.length; i++) {
          shots[i] =
              more.add(ColumnShots.closed(board, j), ColumnShots.only(board, i), columns.finest());
        }
        crossed.put(j, shots);
      }
    }
  }

  /** What is wrong with columns; each pair once. */
  List<Finding> findings(Shots.Shown crosses) {
    List<Finding> findings = new ArrayList<>();
    Set<Set<Integer>> told = new HashSet<>();
    for (int j = 0; j < board.columns(); j++) {
      int[] shots = crossed.get(j);
      if (shots != null) {
        Set<Integer> lines = new TreeSet<>(Set.of(j));
        for (int i = 0; i < shots.length; i++) {
          if (i != j && lit(shots[i], crosses)) {
            lines.add(i);
          }
        }
        if (lines.size() > 1 && told.add(lines)) {
          findings.add(crossed(j, lines, shots, crosses));
        }
      } else if (!lit(j)) {
        findings.add(open(j));
      }
    }
    return findings;
  }

  private Finding crossed(int column, Set<Integer> lines, int[] shots, Shots.Shown crosses) {
    boolean shorted = lit(column);
    List<String> shares = new ArrayList<>();
    double others = 0;
    for (int line : lines) {
      double amperes = sum(shots[line], crosses);
      shares.add("driver %d puts %s through it".formatted(line + 1, Amount.text(amperes, "A")));
      others += line == column ? 0 : amperes;
    }
    return new Finding(
        shorted ? FindingKind.SHORTED_COLUMNS : FindingKind.SWAPPED_COLUMNS,
        board.array(),
        List.of(),
        List.copyOf(lines),
        others,
        0,
        "A",
        "with only column %d closed, %s".formatted(column + 1, String.join(", ", shares)));
  }

  private double sum(int shot, Shots.Shown by) {
    double sum = 0;
    for (int k = 0; k < board.rows(); k++) {
      sum += by.amperes(shot, k);
    }
    return sum;
  }

  private Finding open(int column) {
    double most = 0;
    for (int k = 0; k < board.rows(); k++) {
      double amperes = amperes(column, k);
      most = Math.abs(amperes) > Math.abs(most) ? amperes : most;
    }
    double least = settings.device().minSiemens() * board.readVolts();
    return new Finding(
        FindingKind.OPEN_COLUMN,
        board.array(),
        List.of(),
        List.of(column),
        most,
        least,
        "A",
        ("with only this column closed and its driver at %s, no input shows more than %s where each"
                + " cell would give %s at least, and no other driver reaches it")
            .formatted(
                Amount.text(board.readVolts(), "V"),
                Amount.text(Math.abs(most), "A"),
                Amount.text(least, "A")));
  }
}
