package dev.fluxbar.app.operation;

import dev.fluxbar.app.report.HtmlReport;
import dev.fluxbar.app.report.Png;
import dev.fluxbar.app.report.Report;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The demo's report: the paper's figures and the numbers that belong to them. */
final class DemoReport {

  /** The report's file in the run folder. */
  static final String FILE = "report.html";

  private final DemoFindings findings;
  private final OpenBench open;
  private final RunFolder folder;
  private final List<Report.Figure> figures = new ArrayList<>();

  DemoReport(DemoFindings findings, OpenBench open, RunFolder folder) {
    this.findings = findings;
    this.open = open;
    this.folder = folder;
  }

  /** Writes the figures and the page into the run folder. */
  void write() {
    figures();
    Report report =
        new Report(
            "The academic example of Heidema, Section VII-A",
            summary(),
            account(),
            figures,
            tables(),
            Provenance.of(open, folder));
    folder.write(FILE, HtmlReport.render(report).getBytes(StandardCharsets.UTF_8));
  }

  private void figures() {
    findings
        .writing()
        .ifPresent(
            trace ->
                figure(
                    "figure-6-writing.png",
                    DemoFigures.writing(trace),
                    "Two memristors while the network is written (Heidema Fig. 6). A cell also moves"
                        + " while it lies on the path to a later layer."));
    double tau = open.file().signal().tauSeconds();
    for (int array = 0; array < AcademicExample.SHAPE.layers(); array++) {
      int index = array;
      findings
          .inference()
          .ifPresent(
              trace ->
                  figure(
                      "figure-%d-inference-layer-%d.png".formatted(7 + index, index + 1),
                      DemoFigures.inference(trace, index, tau),
                      "Layer %d during one inference (Heidema Fig. %d): every memductance is back at"
                              .formatted(index + 1, 7 + index)
                          + " its start at T/2, where the output is sampled, and at T."));
    }
  }

  private void figure(String name, Png image, String caption) {
    folder.write(name, image.bytes());
    figures.add(new Report.Figure(caption, image));
  }

  private List<Report.Fact> summary() {
    List<Report.Fact> facts = new ArrayList<>();
    facts.add(
        new Report.Fact(
            "largest write error",
            "%s S (allowed: %s S)"
                .formatted(
                    Tables.number(findings.maxWriteErrorSiemens(), 5),
                    AcademicExample.EPSILON_SIEMENS)));
    facts.add(new Report.Fact("pulses", "%,d".formatted(findings.outcome().report().pulses())));
    facts.add(new Report.Fact("bench time", Tables.seconds(findings.benchSeconds()) + " s"));
    facts.add(new Report.Fact("wall time", Tables.number(findings.wallSeconds(), 2) + " s"));
    facts.add(
        new Report.Fact("output for u = [-1, 1]", Tables.vector(findings.outputVolts()) + " V"));
    facts.add(
        new Report.Fact(
            "output of the written weights", Tables.vector(findings.expectedVolts()) + " V"));
    facts.add(
        new Report.Fact(
            "largest relative change of a row current",
            Tables.brief(findings.certificate().largestRelativeChange())));
    findings
        .residualFlux()
        .ifPresent(
            flux ->
                facts.add(
                    new Report.Fact(
                        "flux left over after the inference", Tables.brief(flux) + " V s")));
    return facts;
  }

  private List<String> account() {
    List<String> account = new ArrayList<>();
    account.add(
        "Both crossbars were read with block signals, written in closed loop with Algorithms 3 and"
            + " 4, read again, and evaluated at u = [-1, 1].");
    account.add(
        "The printed theoretical value of the paper, (-0.99380, 0.99373), belongs to the written"
            + " weights and not to the targets, which give (-0.99491, 0.99491).");
    if (findings.writing().isEmpty()) {
      account.add(
          "The figures of the paper show what only an emulated board in the same process can tell;"
              + " this bench is another one.");
    }
    WriteAccount.unfinished(findings.outcome()).ifPresent(account::add);
    return account;
  }

  private List<Report.Table> tables() {
    List<Report.Table> tables = new ArrayList<>();
    for (int l = 0; l < AcademicExample.SHAPE.layers(); l++) {
      tables.add(
          new Report.Table(
              "Layer %d, target".formatted(l + 1), "S", AcademicExample.TARGET.array(l)));
      tables.add(
          new Report.Table(
              "Layer %d, as read back".formatted(l + 1), "S", findings.writtenSiemens().array(l)));
    }
    return tables;
  }
}
