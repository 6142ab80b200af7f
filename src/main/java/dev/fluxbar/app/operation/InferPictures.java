package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.Certificate;
import dev.fluxbar.app.report.HeatMap;
import dev.fluxbar.app.report.Histogram;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Matrix;
import java.util.Arrays;

/** The page of an inference: what came out, its certificate, and what was left on the cells. */
final class InferPictures {

  /** More inputs than this are pixels and no picture. */
  private static final int MOST_INPUTS = 256;

  /** Fewer outputs are read faster in the heat map. */
  private static final int FEWEST = 20;

  private InferPictures() {}

  /**
   * @param outputs volts, one input a row
   */
  static void draw(Matrix outputs, Certificate certificate, OpenBench open, RunFolder folder) {
    RunReport page = new RunReport("Inference", folder);
    page.fact("inputs", String.valueOf(outputs.rows()));
    page.fact("certificate", certificate.failed() ? "failed" : "passed");
    page.paragraph("Certificate: " + Tables.certificate(certificate) + ".");
    int shown = Math.min(outputs.rows(), MOST_INPUTS);
    page.figure(
        "outputs.png",
        HeatMap.outputs(
            "Outputs", Matrix.fill(shown, outputs.columns(), (i, k) -> outputs.at(i, k))),
        shown < outputs.rows()
            ? "Output volts of the first %d of %d inputs.".formatted(shown, outputs.rows())
            : "Output volts of every input.");
    if (outputs.rows() * outputs.columns() >= FEWEST) {
      double[] volts = Arrays.stream(outputs.toArrays()).flatMapToDouble(Arrays::stream).toArray();
      page.figure(
          "outputs-histogram.png",
          Histogram.draw("Outputs", "output", "V", volts),
          "How many outputs of all inputs have which voltage.");
    }
    Pictures.ledger(page, open);
    page.write(open);
  }
}
