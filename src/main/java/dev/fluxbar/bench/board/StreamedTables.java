package dev.fluxbar.bench.board;

import dev.fluxbar.analog.ColumnDrivers;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.wire.DriveTable;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The streamed tables of a program in the order in which its AWAITs take them. One use each. */
final class StreamedTables {
  private final List<Volts> tables;
  private final List<ColumnDrivers> drivers;
  private final Deque<Level> levels = new ArrayDeque<>();

  /** A run through a body of steps, at some step of some turn. */
  private static final class Level {
    final List<Step> body;
    final int turns;
    int turn;
    int next;

    Level(List<Step> body, int turns) {
      this.body = body;
      this.turns = turns;
    }
  }

  StreamedTables(Program program, List<ColumnDrivers> drivers) {
    this.tables = program.tables();
    this.drivers = drivers;
    levels.push(new Level(program.steps(), 1));
  }

  /**
   * The next table.
   *
   * @throws IllegalStateException after the last one
   */
  DriveTable next() {
    for (Level level = levels.peek(); level != null; level = levels.peek()) {
      if (level.next == level.body.size()) {
        level.next = 0;
        level.turn++;
        if (level.turn == level.turns) {
          levels.pop();
        }
        continue;
      }
      Step step = level.body.get(level.next++);
      if (step instanceof Step.Drive drive && TableUse.streams(drive, level.turns)) {
        return table(drivers.get(drive.array()), drive, level.turn);
      } else if (step instanceof Step.Repeat repeat && hasAny(repeat)) {
        levels.push(new Level(repeat.body(), repeat.times()));
      }
    }
    throw new IllegalStateException("stream: tables=0; the program takes no more of them");
  }

  /** Long waits of many turns without a table are not walked through. */
  private static boolean hasAny(Step.Repeat repeat) {
    for (Step step : repeat.body()) {
      if (step instanceof Step.Drive drive
          ? TableUse.streams(drive, repeat.times())
          : step instanceof Step.Repeat inner && hasAny(inner)) {
        return true;
      }
    }
    return false;
  }

  private DriveTable table(ColumnDrivers columns, Step.Drive drive, int turn) {
    return table(columns, drive.array(), tables.get(drive.first() + turn * drive.stride()));
  }

  /** The codes of some voltages. */
  static DriveTable table(ColumnDrivers columns, int array, Volts volts) {
    short[] codes = new short[volts.columns()];
    for (int j = 0; j < codes.length; j++) {
      codes[j] = (short) columns.code(j, volts.at(j));
    }
    return new DriveTable(array, codes);
  }
}
