package dev.fluxbar.calibration;

import dev.fluxbar.analog.References;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import java.util.ArrayList;
import java.util.List;

/** The procedures of one array whose columns have drivers, in their order. */
final class ArrayCheck {
  private final Board board;
  private final CheckSettings settings;
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> notTested = new ArrayList<>();

  /** What carries out looks and programs. */
  interface Hands {
    /** The looks, one after the other. */
    List<Seen> see(List<Look> looks);

    /** One program. */
    Recording run(Program program);
  }

  /** The signals that are driven in any case. */
  private static final class Signals {
    final List<Look> noise;
    final Shots shots;
    final RowShots rows;
    final ColumnShots columns;

    Signals(Board board) {
      noise = Floor.looks(board);
      shots = new Shots(board);
      rows = new RowShots(board, shots);
      columns = new ColumnShots(board, shots);
    }
  }

  ArrayCheck(Board board, CheckSettings settings) {
    this.board = board;
    this.settings = settings;
  }

  /** What is measured in any case; more where other drivers reach a column, and by pulses. */
  List<Look> looks() {
    Signals signals = new Signals(board);
    List<Look> looks = new ArrayList<>(signals.noise);
    looks.addAll(signals.shots.looks());
    return looks;
  }

  /** Does all of it and tells what every cell measured. */
  Matrix run(Hands hands) {
    Signals signals = new Signals(board);
    Floor floor = Floor.of(board, hands.see(signals.noise));
    Shots.Shown shown = signals.shots.shown(hands.see(signals.shots.looks()), floor);
    InputBend bend = new InputBend(board, signals.rows, shown);
    RowLights rows = new RowLights(board, settings, signals.rows, shown, bend);
    ColumnLights columns = new ColumnLights(board, settings, signals.columns, shown, bend);
    Shots crosses = new Shots(board);
    columns.cross(crosses);
    findings.addAll(columns.findings(crosses.shown(hands.see(crosses.looks()), floor)));
    findings.addAll(rows.findings());
    findings.addAll(bend.findings());
    References references = settings.references();
    ReferenceCheck reference = null;
    if (references == null) {
      notTested.add(
          "array %d: wrong-reference; the board has no reference cells"
              .formatted(board.array() + 1));
    } else {
      reference = new ReferenceCheck(board, references, rows, columns);
      findings.addAll(reference.findings());
    }
    CellCheck cells = new CellCheck(board, settings, rows, columns, reference);
    findings.addAll(cells.findings());
    if (cells.left() > 0) {
      notTested.add(
          "array %d: %d cells on lines that are wrong; mend the lines and check again"
              .formatted(board.array() + 1, cells.left()));
    }
    pulses(hands, new PulseCheck(board, settings, floor), cells, signals.columns, bend);
    return cells.siemens();
  }

  private void pulses(
      Hands hands, PulseCheck check, CellCheck cells, ColumnShots columns, InputBend bend) {
    if (!settings.pulses()) {
      notTested.add(
          "array %d: whether cells move; that needs pulses, use --pulses"
              .formatted(board.array() + 1));
      return;
    }
    int hidden = 0;
    for (Cell cell : cells.usable()) {
      int range = columns.range(columns.alone(cell.column(), cell.row(), bend));
      double siemens = cells.siemens(cell.row(), cell.column());
      PulseCheck.Pulse pulse = check.pulse(siemens);
      PulseCheck.Outcome outcome =
          check.outcome(cell, siemens, range, pulse, hands.run(check.program(cell, range, pulse)));
      if (outcome instanceof PulseCheck.Stuck stuck) {
        findings.add(stuck.finding());
      } else if (outcome instanceof PulseCheck.Hidden) {
        hidden++;
      }
    }
    if (hidden > 0) {
      notTested.add(
          "array %d: whether %d cells move; noise hides what a small pulse would do"
              .formatted(board.array() + 1, hidden));
    }
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }

  List<String> notTested() {
    return List.copyOf(notTested);
  }
}
