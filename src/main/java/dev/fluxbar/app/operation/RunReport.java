package dev.fluxbar.app.operation;

import dev.fluxbar.app.report.HtmlReport;
import dev.fluxbar.app.report.Png;
import dev.fluxbar.app.report.Report;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The page of one run, gathered piece by piece; each picture is also a file beside it. */
final class RunReport {

  /** The page's file in the run folder. */
  static final String FILE = "report.html";

  private final String title;
  private final RunFolder folder;
  private final List<Report.Fact> facts = new ArrayList<>();
  private final List<String> account = new ArrayList<>();
  private final List<Report.Figure> figures = new ArrayList<>();

  RunReport(String title, RunFolder folder) {
    this.title = title;
    this.folder = folder;
  }

  void fact(String name, String value) {
    facts.add(new Report.Fact(name, value));
  }

  void paragraph(String text) {
    account.add(text);
  }

  /** Writes the picture and puts it on the page. */
  void figure(String file, Png image, String caption) {
    folder.write(file, image.bytes());
    figures.add(new Report.Figure(caption, image));
  }

  /** Writes the page. */
  void write(OpenBench open) {
    Report report =
        new Report(title, facts, account, figures, List.of(), Provenance.of(open, folder));
    folder.write(FILE, HtmlReport.render(report).getBytes(StandardCharsets.UTF_8));
  }
}
