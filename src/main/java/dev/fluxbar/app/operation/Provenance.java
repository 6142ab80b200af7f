package dev.fluxbar.app.operation;

import dev.fluxbar.app.report.Report;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.runs.RunRecord;
import dev.fluxbar.app.wiring.OpenBench;
import java.util.ArrayList;
import java.util.List;

/** Where the numbers of a report come from. */
final class Provenance {

  private Provenance() {}

  static List<Report.Fact> of(OpenBench open, RunFolder folder) {
    RunRecord record = folder.record();
    List<Report.Fact> facts = new ArrayList<>();
    facts.add(new Report.Fact("Fluxbar", record.version()));
    String command = record.command().replace("mnist-", "mnist ");
    facts.add(
        new Report.Fact(
            "command",
            "fluxbar %s %s".formatted(command, String.join(" ", record.arguments())).strip()));
    facts.add(new Report.Fact("bench", record.bench() + " on " + open.transport()));
    facts.add(
        new Report.Fact(
            "board",
            open.bench().description().boardId() + ", " + open.bench().description().firmware()));
    facts.add(
        new Report.Fact(
            "seed", record.seed().isPresent() ? "" + record.seed().getAsLong() : "none"));
    facts.add(new Report.Fact("started", record.started().toString()));
    return facts;
  }
}
