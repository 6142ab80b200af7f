package dev.fluxbar.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Which inputs show each row's current: its own, another's, several, or none. */
final class RowLights {

  /** What a shared current shows at least at an input, as a share of the largest. */
  private static final double CROSSTALK = 0.02;

  private final Board board;
  private final CheckSettings settings;
  private final RowShots rows;
  private final Shots.Shown shown;
  private final InputBend bend;
  private final List<List<Integer>> lit = new ArrayList<>();

  RowLights(Board board, CheckSettings settings, RowShots rows, Shots.Shown shown, InputBend bend) {
    this.board = board;
    this.settings = settings;
    this.rows = rows;
    this.shown = shown;
    this.bend = bend;
    for (int k = 0; k < board.rows(); k++) {
      lit.add(lit(k));
    }
  }

  /** Whether a row's current comes out at its own input, and only there. */
  boolean good(int row) {
    return lit.get(row).equals(List.of(row))
        && IntStream.range(0, board.rows()).noneMatch(k -> k != row && lit.get(k).contains(row));
  }

  private List<Integer> lit(int row) {
    double largest = 0;
    for (int input = 0; input < board.rows(); input++) {
      largest = Math.max(largest, Math.abs(amperes(row, input)));
    }
    double least = Math.max(settings.lightAmperes(board.readVolts()), CROSSTALK * largest);
    List<Integer> inputs = new ArrayList<>();
    for (int input = 0; input < board.rows(); input++) {
      int shot = shot(row, input);
      if (Math.abs(shown.amperes(shot, input)) > least + shown.noise(shot, input)) {
        inputs.add(input);
      }
    }
    return inputs;
  }

  /** What an input shows with only one row closed. */
  double amperes(int row, int input) {
    return shown.amperes(shot(row, input), input);
  }

  /** In the finest range that holds it. */
  private int shot(int row, int input) {
    for (int r = 0; r < board.ranges(); r++) {
      if (bend.holds(rows.shot(row, r, 0), input)) {
        return rows.shot(row, r, 0);
      }
    }
    return rows.shot(row, board.ranges() - 1, 0);
  }

  /** What is wrong with rows; each pair once. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    Set<Set<Integer>> told = new java.util.HashSet<>();
    for (int k = 0; k < board.rows(); k++) {
      List<Integer> inputs = lit.get(k);
      if (inputs.isEmpty()) {
        findings.add(open(k));
      } else if (!inputs.equals(List.of(k))) {
        Set<Integer> lines = new TreeSet<>(inputs);
        lines.add(k);
        if (told.add(lines)) {
          findings.add(inputs.size() > 1 ? shorted(k, lines) : swapped(k, lines));
        }
      }
    }
    return findings;
  }

  private Finding open(int row) {
    double volts = board.readVolts();
    double least = board.columns() * settings.device().minSiemens() * volts;
    return new Finding(
        FindingKind.OPEN_ROW,
        board.array(),
        List.of(row),
        List.of(),
        amperes(row, row),
        least,
        "A",
        ("with only this row closed and every column at %s, its input shows %s and no other shows"
                + " more; its cells would give %s at least")
            .formatted(
                Amount.text(volts, "V"),
                Amount.text(amperes(row, row), "A"),
                Amount.text(least, "A")));
  }

  private Finding shorted(int row, Set<Integer> lines) {
    List<String> shares = new ArrayList<>();
    double sum = 0;
    for (int line : lines) {
      shares.add("input %d shows %s".formatted(line + 1, Amount.text(amperes(row, line), "A")));
      sum += amperes(row, line);
    }
    return new Finding(
        FindingKind.SHORTED_ROWS,
        board.array(),
        List.copyOf(lines),
        List.of(),
        amperes(row, row),
        sum,
        "A",
        "with only row %d closed, %s".formatted(row + 1, String.join(", ", shares)));
  }

  private Finding swapped(int row, Set<Integer> lines) {
    int input = lit.get(row).get(0);
    return new Finding(
        FindingKind.SWAPPED_ROWS,
        board.array(),
        List.copyOf(lines),
        List.of(),
        amperes(row, row),
        amperes(row, input),
        "A",
        "with only row %d closed, input %d shows %s and its own shows %s"
            .formatted(
                row + 1,
                input + 1,
                Amount.text(amperes(row, input), "A"),
                Amount.text(amperes(row, row), "A")));
  }
}
