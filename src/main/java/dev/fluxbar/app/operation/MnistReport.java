package dev.fluxbar.app.operation;

import dev.fluxbar.app.mnist.Digits;
import dev.fluxbar.app.report.ConfusionFigure;
import dev.fluxbar.app.report.HtmlReport;
import dev.fluxbar.app.report.ImageGrid;
import dev.fluxbar.app.report.Png;
import dev.fluxbar.app.report.Report;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Matrix;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The page of a run with digits: how well the bench did, and where it did not. */
final class MnistReport {

  /** The report's file in the run folder. */
  static final String FILE = "report.html";

  private static final int MOST_ERRORS = 60;
  private static final int ERRORS_A_ROW = 12;
  private static final int NEURONS_A_ROW = 5;

  private final MnistFindings findings;
  private final Recognition recognition;
  private final OpenBench open;
  private final RunFolder folder;
  private final List<Report.Figure> figures = new ArrayList<>();

  MnistReport(MnistFindings findings, OpenBench open, RunFolder folder) {
    this.findings = findings;
    this.recognition = findings.recognition().orElseThrow();
    this.open = open;
    this.folder = folder;
  }

  /** Writes the figures and the page into the run folder. */
  void write() {
    confusion();
    errors();
    weights();
    Report report =
        new Report(
            "Handwritten digits on memristors (Heidema Section VII-B)",
            summary(),
            account(),
            figures,
            List.of(),
            Provenance.of(open, folder));
    folder.write(FILE, HtmlReport.render(report).getBytes(StandardCharsets.UTF_8));
  }

  private void confusion() {
    figure(
        "confusion.png",
        ConfusionFigure.draw("Decisions of the bench", recognition.confusion()),
        "How often each digit was taken for each. The diagonal holds the right decisions; beside the"
            + " rows, the share of each digit that was told.");
  }

  private void errors() {
    Digits digits = recognition.digits();
    List<ImageGrid.Tile> wrong = new ArrayList<>();
    int count = 0;
    for (int i = 0; i < digits.count(); i++) {
      if (recognition.decision(i) != digits.label(i)) {
        count++;
        if (wrong.size() < MOST_ERRORS) {
          String caption = "%d, not %d".formatted(digits.label(i), recognition.decision(i));
          wrong.add(new ImageGrid.Tile(image(digits, i), caption));
        }
      }
    }
    if (!wrong.isEmpty()) {
      figure(
          "errors.png",
          ImageGrid.ink("Digits that the bench got wrong", wrong, ERRORS_A_ROW),
          "%s of %,d that the bench got wrong: what the image shows, and what it was taken for."
              .formatted(
                  wrong.size() == count ? "All" : "The first %d".formatted(wrong.size()), count));
    }
  }

  private void weights() {
    Digits digits = recognition.digits();
    Matrix first = findings.network().layers().get(0);
    List<ImageGrid.Tile> neurons = new ArrayList<>();
    for (int k = 0; k < first.rows(); k++) {
      int neuron = k;
      neurons.add(
          new ImageGrid.Tile(
              Matrix.fill(
                  digits.height(),
                  digits.width(),
                  (y, x) -> first.at(neuron, y * digits.width() + x)),
              "neuron %d".formatted(k + 1)));
    }
    figure(
        "weights.png",
        ImageGrid.signed("Weights from the pixels to each hidden neuron", neurons, NEURONS_A_ROW),
        "The first layer as images: orange pixels drive the neuron up, purple ones down.");
  }

  private static Matrix image(Digits digits, int index) {
    return Matrix.fill(
        digits.height(), digits.width(), (y, x) -> digits.at(index, y * digits.width() + x));
  }

  private void figure(String name, Png image, String caption) {
    folder.write(name, image.bytes());
    figures.add(new Report.Figure(caption, image));
  }

  private List<Report.Fact> summary() {
    List<Report.Fact> facts = new ArrayList<>();
    facts.add(fact("accuracy of the network", percent(findings.networkAccuracy())));
    facts.add(fact("accuracy of the bench", percent(findings.benchAccuracy())));
    facts.add(
        fact(
            "identical decisions",
            "%,d of %,d".formatted(findings.identical(), recognition.digits().count())));
    findings
        .written()
        .ifPresent(
            outcome -> {
              facts.add(
                  fact(
                      "pulses",
                      "%,d, method %s"
                          .formatted(outcome.report().pulses(), outcome.report().method())));
              facts.add(
                  fact(
                      "largest write error",
                      "%s S (allowed: %s S)"
                          .formatted(
                              Tables.number(outcome.report().largestErrorSiemens(), 5),
                              outcome.report().epsilonSiemens())));
              facts.add(
                  fact(
                      "bench time of the write",
                      Tables.seconds(outcome.report().benchSeconds()) + " s"));
            });
    facts.add(fact("bench time of the images", Tables.seconds(recognition.benchSeconds()) + " s"));
    facts.add(
        fact(
            "wall time",
            "%s s, %s images a second"
                .formatted(
                    Tables.number(findings.wallSeconds(), 1),
                    Tables.seconds(Math.rint(findings.imagesPerSecond())))));
    facts.add(
        fact(
            "largest relative change of a memductance",
            Tables.brief(findings.maxRelativeChange())));
    findings
        .residualFlux()
        .ifPresent(flux -> facts.add(fact("residual flux", Tables.brief(flux) + " V s")));
    return facts;
  }

  private static Report.Fact fact(String name, String value) {
    return new Report.Fact(name, value);
  }

  private static String percent(double share) {
    return Tables.number(100 * share, 2) + " %";
  }

  private List<String> account() {
    List<String> account = new ArrayList<>();
    findings.wanted().training().ifPresent(account::add);
    findings
        .wanted()
        .deployment()
        .ifPresent(
            deployment ->
                account.add(
                    "%,d weights lie on %,d memristors, two for each: weight = W+ - W-%s."
                        .formatted(
                            deployment.shape().cells() / 2,
                            deployment.shape().cells(),
                            deployment.scale() < 1
                                ? ", scaled by %s, as are the neurons"
                                    .formatted(Tables.number(deployment.scale(), 4))
                                : "")));
    account.add(
        "Every image was applied as a block signal whose amplitudes are its pixels, and the outputs"
            + " were sampled at T/2. The first image gives %s V."
                .formatted(
                    Tables.vector(Arrays.stream(recognition.firstOutputVolts()).boxed().toList())));
    return account;
  }
}
