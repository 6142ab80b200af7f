package dev.fluxbar.app.operation;

import dev.fluxbar.analog.References;
import dev.fluxbar.app.report.HeatMap;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.calibration.CheckResult;
import dev.fluxbar.calibration.Finding;

/** The page of a check: findings with their evidence, and what every cell measured. */
final class CheckReport {
  private final CheckResult result;
  private final OpenBench open;
  private final RunFolder folder;

  CheckReport(CheckResult result, OpenBench open, RunFolder folder) {
    this.result = result;
    this.open = open;
    this.folder = folder;
  }

  void write() {
    RunReport page = new RunReport("Check of " + open.board().description().boardId(), folder);
    page.fact(
        "findings",
        result.findings().isEmpty() ? "none" : String.valueOf(result.findings().size()));
    page.fact("bench time", Tables.seconds(result.benchSeconds()) + " s");
    for (Finding finding : result.findings()) {
      page.fact(
          "%s (%s): %s"
              .formatted(finding.kind().word(), finding.kind().severity(), finding.place()),
          finding.evidence() + "; " + finding.kind().advice());
    }
    result.notTested().forEach(what -> page.paragraph("Not tested: " + what + "."));
    double reference = open.file().references().map(References::siemens).orElse(0.0);
    double largest = 1.1 * Math.max(open.device().maxSiemens(), reference);
    for (int l = 0; l < result.siemens().size(); l++) {
      int array = l;
      result
          .siemens()
          .get(l)
          .ifPresent(
              siemens ->
                  page.figure(
                      "measured-array-%d.png".formatted(array + 1),
                      HeatMap.memductance(
                          "Array %d, as measured".formatted(array + 1), siemens, largest),
                      "What every cell of array %d measured at read volts, uncalibrated; cells of"
                              .formatted(array + 1)
                          + " broken lines show the line."));
    }
    page.write(open);
  }
}
