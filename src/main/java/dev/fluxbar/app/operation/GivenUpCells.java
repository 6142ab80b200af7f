package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.GivenUp;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.app.Audience;
import dev.fluxbar.array.Cell;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells of cells that a write gave up: to people, and as values of a result. */
final class GivenUpCells {

  /** More than these are for the result file. Chosen. */
  private static final int LINES = 20;

  private GivenUpCells() {}

  /** One entry a cell, in the order in which they were given up. */
  static List<Map<String, Object>> values(List<GivenUp> cells) {
    List<Map<String, Object>> all = new ArrayList<>();
    for (GivenUp gone : cells) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("cell", index(gone.cell()));
      one.put("reason", gone.reason().toString());
      one.put("target-siemens", gone.targetSiemens());
      gone.lastMeasured().ifPresent(last -> one.put("measured-siemens", last.siemens()));
      one.put("pulses", gone.pulses());
      one.put("message", gone.evidence());
      all.add(one);
    }
    return all;
  }

  static List<Integer> index(Cell cell) {
    return List.of(cell.array() + 1, cell.row() + 1, cell.column() + 1);
  }

  /** A table, a cell a line. */
  static void tell(List<GivenUp> cells, Audience audience) {
    if (cells.isEmpty()) {
      return;
    }
    audience.say("Given up:");
    for (GivenUp gone : cells.subList(0, Math.min(LINES, cells.size()))) {
      audience.say(
          "  %-12s layer %d, row %d, column %d: %s S of %s S after %s"
              .formatted(
                  gone.reason(),
                  gone.cell().array() + 1,
                  gone.cell().row() + 1,
                  gone.cell().column() + 1,
                  gone.lastMeasured().map(last -> number(last.siemens())).orElse("?"),
                  number(gone.targetSiemens()),
                  Tables.count(gone.pulses(), "pulse")));
    }
    if (cells.size() > LINES) {
      audience.say("  and %d more".formatted(cells.size() - LINES));
    }
  }

  private static String number(double siemens) {
    return String.format(Locale.ROOT, "%.3g", siemens);
  }

  /** How many cells for which reasons. */
  static Map<GivenUp.Reason, Integer> counts(List<GivenUp> cells) {
    Map<GivenUp.Reason, Integer> counts = new EnumMap<>(GivenUp.Reason.class);
    cells.forEach(gone -> counts.merge(gone.reason(), 1, Integer::sum));
    return counts;
  }

  /** What is missing, in one line. */
  static String message(WriteOutcome.Partial partial) {
    List<String> words = new ArrayList<>();
    counts(partial.givenUp()).forEach((reason, count) -> words.add(reason + "=" + count));
    return "write: written=%d, given-up=%d, %s; first %s"
        .formatted(
            partial.report().cells().size(),
            partial.givenUp().size(),
            String.join(", ", words),
            partial.givenUp().get(0).evidence());
  }
}
