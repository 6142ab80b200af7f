package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.Certificate;
import dev.fluxbar.algorithm.InferenceOutcome;
import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.emulator.BoardTruth;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the demo finds on its way. Filled in order of its steps, then read. */
final class DemoFindings {
  private final String transport;
  private @Nullable WriteOutcome outcome;
  private @Nullable Memductances written;
  private @Nullable BoardTruth before;
  private @Nullable Double residualFlux;
  private @Nullable Certificate certificate;
  private List<Double> outputVolts = List.of();
  private List<Double> expectedVolts = List.of();
  private Optional<Trace> writing = Optional.empty();
  private Optional<Trace> inference = Optional.empty();
  private double benchSeconds;
  private double wallSeconds;

  DemoFindings(OpenBench open) {
    this.transport = open.transport();
  }

  void benchSeconds(double more) {
    benchSeconds += more;
  }

  void written(WriteOutcome found, Optional<Trace> trace) {
    outcome = found;
    writing = trace;
    benchSeconds(found.report().benchSeconds());
  }

  void verified(ReadOutcome.ReadResult read) {
    written = read.memductances();
    benchSeconds(read.benchSeconds());
  }

  void fluxesBefore(Optional<BoardTruth> truth) {
    before = truth.orElse(null);
  }

  /** The largest difference of a flux to what it was before, over all cells. */
  void fluxesAfter(Optional<BoardTruth> truth) {
    BoardTruth start = before;
    if (start != null && truth.isPresent()) {
      residualFlux = truth.get().largestFluxDifference(start);
    }
  }

  void inferred(InferenceOutcome.Inferred found, double[] expected, Optional<Trace> trace) {
    outputVolts = Arrays.stream(found.outputVolts().toArray()).boxed().toList();
    expectedVolts = Arrays.stream(expected).boxed().toList();
    certificate = found.certificate().orElseThrow();
    inference = trace;
    benchSeconds(found.benchSeconds());
  }

  void wallSeconds(double seconds) {
    wallSeconds = seconds;
  }

  double benchSeconds() {
    return benchSeconds;
  }

  double wallSeconds() {
    return wallSeconds;
  }

  WriteOutcome outcome() {
    return Objects.requireNonNull(outcome);
  }

  Memductances writtenSiemens() {
    return Objects.requireNonNull(written);
  }

  double maxWriteErrorSiemens() {
    return writtenSiemens().largestDifferenceSiemens(AcademicExample.TARGET);
  }

  List<Double> outputVolts() {
    return outputVolts;
  }

  List<Double> expectedVolts() {
    return expectedVolts;
  }

  Certificate certificate() {
    return Objects.requireNonNull(certificate);
  }

  /** Only an emulated board in this process can tell. */
  Optional<Double> residualFlux() {
    return Optional.ofNullable(residualFlux);
  }

  Optional<Trace> writing() {
    return writing;
  }

  Optional<Trace> inference() {
    return inference;
  }

  /** What can be said when the physics ended the demo on its way. */
  Map<String, Object> soFar() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("transport", transport);
    values.put("target-siemens", AcademicExample.TARGET.arrays());
    values.put("bench-seconds", benchSeconds);
    return values;
  }

  OperationResult result() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("transport", transport);
    values.put("written-siemens", writtenSiemens().arrays());
    values.put("target-siemens", AcademicExample.TARGET.arrays());
    values.put("max-write-error-siemens", maxWriteErrorSiemens());
    values.put("pulses", outcome().report().pulses());
    values.put("bench-seconds", benchSeconds);
    values.put("output-volts", outputVolts);
    values.put("expected-output-volts", expectedVolts);
    Tables.put(values, certificate());
    residualFlux().ifPresent(flux -> values.put("residual-flux-volt-seconds", flux));
    values.put("wall-seconds", wallSeconds);
    Optional<String> unfinished = WriteAccount.unfinished(outcome());
    if (unfinished.isPresent()) {
      return OperationResult.notReached(values, unfinished.get());
    }
    return certificate().failed()
        ? OperationResult.notReached(values, "certificate: the inference has moved a memductance")
        : OperationResult.done(values);
  }
}
