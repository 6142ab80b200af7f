package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.Certificate;
import dev.fluxbar.algorithm.Inference;
import dev.fluxbar.algorithm.InferenceOutcome;
import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.files.MatrixFiles;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.signal.Volts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Evaluates inputs with block signals and certifies that no memductance moved. */
public final class Infer implements Operation {

  private final Matrix inputsVolts;
  private final Optional<Path> out;
  private final boolean lineCost;
  private final Audience audience;

  /**
   * @param inputsVolts one input a row
   * @param out a file for the outputs
   */
  public Infer(Matrix inputsVolts, Optional<Path> out, Audience audience) {
    this(inputsVolts, out, false, audience);
  }

  /**
   * @param lineCost whether to read the memductances first and to say what lines that resist cost
   */
  public Infer(Matrix inputsVolts, Optional<Path> out, boolean lineCost, Audience audience) {
    this.inputsVolts = inputsVolts;
    this.out = out;
    this.lineCost = lineCost;
    this.audience = audience;
  }

  @Override
  public void check(OpenBench open) {
    out.ifPresent(MatrixFiles::checkTarget);
    inference(open).plan(inputs());
    if (lineCost) {
      LineBill.check(open);
    }
  }

  @Override
  public OperationResult plan(OpenBench open) {
    return Dry.of(inference(open).plan(inputs()), audience);
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    Optional<LineBill> bill = Optional.empty();
    if (lineCost) {
      LineBill read = LineBill.read(open);
      if (!read.reason().isEmpty()) {
        return OperationResult.notReached(
            Map.of("bench-seconds", read.benchSeconds()), read.reason());
      }
      bill = Optional.of(read);
    }
    Inference inference = inference(open);
    Books books = new Books(open, true);
    List<InferenceOutcome> outcomes = new ArrayList<>();
    double[] benchSeconds = new double[1];
    try (ExpectedTime time =
        new ExpectedTime(audience, "infer", inference.plan(inputs()).benchSeconds())) {
      inference.run(
          inputs().iterator(),
          batch -> {
            outcomes.addAll(batch.outcomes());
            benchSeconds[0] += batch.benchSeconds();
            books.restore();
          });
    }
    List<double[]> outputs = new ArrayList<>();
    Certificate all = new Certificate(0, 0);
    for (int i = 0; i < outcomes.size(); i++) {
      InferenceOutcome outcome = outcomes.get(i);
      if (!(outcome instanceof InferenceOutcome.Inferred inferred)) {
        return OperationResult.notReached(
            Map.of("bench-seconds", benchSeconds[0]),
            "input %d: %s".formatted(i + 1, saturated(outcome)));
      }
      outputs.add(inferred.outputVolts().toArray());
      all = all.and(inferred.certificate().orElseThrow());
    }
    return told(outputs, all, benchSeconds[0], bill, books, open, folder);
  }

  static String saturated(InferenceOutcome outcome) {
    return outcome instanceof InferenceOutcome.Saturated bad ? bad.message() : "";
  }

  private OperationResult told(
      List<double[]> outputs,
      Certificate certificate,
      double benchSeconds,
      Optional<LineBill> bill,
      Books books,
      OpenBench open,
      RunFolder folder) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("outputs-volts", outputs);
    values.put("bench-seconds", benchSeconds);
    Tables.put(values, certificate);
    values.put("inputs", outputs.size());
    books.put(values, Optional.empty());
    LineDelay.of(open).ifPresent(delay -> delay.told(values, audience));
    bill.ifPresent(read -> values.put("line-cost", read.told(inputsVolts, audience)));
    for (int i = 0; i < Math.min(outputs.size(), 10); i++) {
      audience.say(
          "input %d: output %s V"
              .formatted(i + 1, Tables.vector(Arrays.stream(outputs.get(i)).boxed().toList())));
    }
    audience.say(
        "%s in %s s of bench time; %s"
            .formatted(
                Tables.count(outputs.size(), "input"),
                Tables.seconds(benchSeconds),
                Tables.certificate(certificate)));
    books.tell(audience);
    Matrix matrix = Matrix.of(outputs.toArray(double[][]::new));
    MatrixFiles.write(
        folder.path().resolve("outputs.csv"), matrix, "output volts, one input a row");
    out.ifPresent(file -> MatrixFiles.write(file, matrix, "output volts, one input a row"));
    InferPictures.draw(matrix, certificate, open, folder);
    return certificate.failed()
        ? OperationResult.notReached(
            values,
            ("certificate: largest-relative-change=%s, tolerance=%s, standard-deviation=%s; the"
                    + " inference has moved a memductance, read the cells")
                .formatted(
                    certificate.largestRelativeChange(),
                    Certificate.TOLERANCE,
                    certificate.relativeDeviation()))
        : OperationResult.done(values);
  }

  private List<Volts> inputs() {
    List<Volts> inputs = new ArrayList<>();
    for (double[] row : inputsVolts.toArrays()) {
      inputs.add(Volts.of(row));
    }
    return inputs;
  }

  private static Inference inference(OpenBench open) {
    return new Inference(
        open.bench(),
        open.device(),
        InferenceSettings.of(open.file().signal().tauSeconds())
            .withInputsAProgram(new Books(open, true).inputsInBudget()));
  }
}
