package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.GivenUp;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.algorithm.WriteReport;
import dev.fluxbar.algorithm.WrittenCell;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The page of a write: what every cell measured last, and which were not written. */
final class WritePictures {
  private final WriteReport report;
  private final Memductances target;
  private final OpenBench open;
  private final Map<Cell, Double> lastSiemens = new HashMap<>();
  private final Set<Cell> missing = new HashSet<>();

  WritePictures(WriteOutcome outcome, Memductances target, OpenBench open) {
    this.report = outcome.report();
    this.target = target;
    this.open = open;
    for (GivenUp gone : report.givenUp()) {
      gone.lastMeasured().ifPresent(last -> lastSiemens.put(gone.cell(), last.siemens()));
    }
    for (WrittenCell written : report.cells()) {
      lastSiemens.put(written.cell(), written.measuredSiemens());
    }
    Set<Cell> written = new HashSet<>();
    report.cells().forEach(cell -> written.add(cell.cell()));
    for (int l = 0; l < target.arrays().size(); l++) {
      for (int k = 0; k < target.array(l).rows(); k++) {
        for (int j = 0; j < target.array(l).columns(); j++) {
          Cell cell = new Cell(l, k, j);
          if (!written.contains(cell)) {
            missing.add(cell);
          }
        }
      }
    }
  }

  /** Draws and writes the page; where nothing was written there is nothing to see. */
  void draw(RunFolder folder) {
    if (report.cells().isEmpty()) {
      return;
    }
    boolean whole = missing.isEmpty();
    RunReport page =
        new RunReport(whole ? "Memductances as written" : "A network written in part", folder);
    page.fact("method", report.method().toString());
    page.fact("epsilon", report.epsilonSiemens() + " S");
    page.fact("pulses", String.valueOf(report.pulses()));
    if (!whole) {
      page.fact(
          "cells written",
          report.cells().size() + " of " + (report.cells().size() + missing.size()));
      page.paragraph(
          "Crossed cells were not written: why, each with what was seen, is in result.json.");
      GivenUpCells.counts(report.givenUp())
          .forEach((reason, count) -> page.fact(reason + " cells", String.valueOf(count)));
    }
    Pictures.memductances(page, measured(), missing);
    Pictures.errors(page, measured(), target, missing);
    Pictures.ledger(page, open);
    page.write(open);
  }

  /** As last measured; 0 where nothing was. */
  private Memductances measured() {
    List<Matrix> arrays = new ArrayList<>();
    for (int l = 0; l < target.arrays().size(); l++) {
      int array = l;
      Matrix wanted = target.array(l);
      arrays.add(
          Matrix.fill(
              wanted.rows(),
              wanted.columns(),
              (k, j) -> Math.max(0, lastSiemens.getOrDefault(new Cell(array, k, j), 0.0))));
    }
    return new Memductances(arrays);
  }
}
