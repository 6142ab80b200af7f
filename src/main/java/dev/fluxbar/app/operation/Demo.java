package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.Inference;
import dev.fluxbar.algorithm.InferenceOutcome;
import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.algorithm.WriteSettings;
import dev.fluxbar.algorithm.Writing;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.SignalTimes;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.bench.BenchDescription;
import dev.fluxbar.emulator.EmulatedBoard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The academic example of Heidema Section VII-A from end to end: read, write, verify, evaluate, and
 * show that evaluating moved nothing.
 */
public final class Demo implements Operation {
  private final Audience audience;

  public Demo(Audience audience) {
    this.audience = audience;
  }

  @Override
  public void check(OpenBench open) {
    checkShape(open);
    reading(open).plan(ReadSchedule.COLUMN_PARALLEL);
    writing(open).plan(AcademicExample.TARGET);
    inference(open).plan(List.of(AcademicExample.INPUT));
  }

  @Override
  public OperationResult plan(OpenBench open) {
    return Dry.of(writing(open).plan(AcademicExample.TARGET), audience);
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    long start = System.nanoTime();
    BenchDescription bench = open.bench().description();
    audience.say("The academic example of Heidema, van Waarde and Besselink, Section VII-A");
    audience.say("");
    audience.say(
        "1 Identify  %s (%s) on %s: %s, arrays %s"
            .formatted(
                bench.boardId(),
                bench.firmware(),
                open.transport(),
                bench.cascade() ? "cascade" : "independent arrays",
                bench.shape()));
    DemoFindings findings = new DemoFindings(open);
    Optional<String> no = read(open, folder, findings);
    if (no.isEmpty()) {
      write(open, folder, findings);
      no = verify(open, folder, findings);
    }
    if (no.isEmpty()) {
      no = infer(open, folder, findings);
    }
    if (no.isPresent()) {
      return OperationResult.notReached(findings.soFar(), "demo: " + no.get());
    }
    findings.wallSeconds((System.nanoTime() - start) / 1e9);
    new DemoReport(findings, open, folder).write();
    audience.say("");
    audience.say("Report: " + folder.path().resolve(DemoReport.FILE));
    return findings.result();
  }

  /** Why the demo cannot go on, if it cannot; so do the other steps. */
  private Optional<String> read(OpenBench open, RunFolder folder, DemoFindings findings) {
    ReadOutcome outcome = reading(open).run(ReadSchedule.COLUMN_PARALLEL);
    if (!(outcome instanceof ReadOutcome.ReadResult before)) {
      return Optional.of(Read.unreadable(outcome));
    }
    findings.benchSeconds(before.benchSeconds());
    folder.progress(step("read", before.benchSeconds()));
    audience.say(
        "2 Read      all %d memristors in %s s of bench time, before writing:"
            .formatted(AcademicExample.SHAPE.cells(), Tables.seconds(before.benchSeconds())));
    Tables.lines(before.memductances()).forEach(audience::say);
    return Optional.empty();
  }

  private void write(OpenBench open, RunFolder folder, DemoFindings findings) {
    Optional<Trace> trace =
        open.emulated()
            .map(board -> Trace.start(board, DemoFigures.PULSE_POINTS, DemoFigures.WRITTEN));
    WriteOutcome outcome;
    try (WriteDiary diary = new WriteDiary(folder, audience, AcademicExample.SHAPE.cells())) {
      outcome = writing(open).run(AcademicExample.TARGET, diary);
    }
    trace.ifPresent(Trace::stop);
    findings.written(outcome, trace);
    audience.say(
        "3 Write     %s, %s s of bench time, step size %s V/S (Heidema (18))"
            .formatted(
                Tables.count(outcome.report().pulses(), "pulse"),
                Tables.seconds(outcome.report().benchSeconds()),
                Tables.number(outcome.report().alpha(), 6)));
  }

  private Optional<String> verify(OpenBench open, RunFolder folder, DemoFindings findings) {
    ReadOutcome outcome = reading(open).run(ReadSchedule.COLUMN_PARALLEL);
    if (!(outcome instanceof ReadOutcome.ReadResult after)) {
      return Optional.of(Read.unreadable(outcome));
    }
    findings.verified(after);
    folder.progress(step("verify", after.benchSeconds()));
    audience.say(
        "4 Verify    largest error %s S of %s S allowed:"
            .formatted(
                Tables.number(findings.maxWriteErrorSiemens(), 4),
                AcademicExample.EPSILON_SIEMENS));
    Tables.lines(after.memductances()).forEach(audience::say);
    return Optional.empty();
  }

  private Optional<String> infer(OpenBench open, RunFolder folder, DemoFindings findings) {
    Optional<Trace> trace =
        open.emulated()
            .map(board -> Trace.start(board, DemoFigures.PLATEAU_POINTS, DemoFigures.allCells()));
    Optional<EmulatedBoard> board = open.emulated();
    findings.fluxesBefore(board.map(EmulatedBoard::truth));
    InferenceOutcome outcome =
        inference(open).run(List.of(AcademicExample.INPUT)).outcomes().get(0);
    trace.ifPresent(Trace::stop);
    findings.fluxesAfter(board.map(EmulatedBoard::truth));
    if (!(outcome instanceof InferenceOutcome.Inferred inferred)) {
      return Optional.of(Infer.saturated(outcome));
    }
    findings.inferred(inferred, expected(findings.writtenSiemens(), open), trace);
    folder.progress(step("infer", inferred.benchSeconds()));
    audience.say(
        "5 Infer     u = [-1, 1] with block signals: output %s V"
            .formatted(Tables.vector(findings.outputVolts())));
    audience.say(
        "            the written weights give           %s V"
            .formatted(Tables.vector(findings.expectedVolts())));
    audience.say(
        "6 Unmoved   %s".formatted(Tables.certificate(inferred.certificate().orElseThrow())));
    findings
        .residualFlux()
        .ifPresent(
            flux ->
                audience.say(
                    "            flux left over in the board: %s V s"
                        .formatted(Tables.brief(flux))));
    return Optional.empty();
  }

  /** tanh(M2 tanh(M1 u)) of the weights as they were read back, in volts. */
  private static double[] expected(Memductances written, OpenBench open) {
    Activation activation = open.bench().description().activation();
    double[] signal = AcademicExample.INPUT.toArray();
    for (int l = 0; l < written.arrays().size(); l++) {
      signal = activation.volts(written.array(l).times(signal));
    }
    return signal;
  }

  private static Map<String, Object> step(String name, double benchSeconds) {
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("step", name);
    step.put("bench-seconds", benchSeconds);
    return step;
  }

  private static Reading reading(OpenBench open) {
    SignalTimes signal = open.file().signal();
    ReadSettings settings = ReadSettings.of(signal.tauSeconds()).withReadVolts(signal.readVolts());
    return new Reading(open.bench(), open.device(), settings);
  }

  private static Inference inference(OpenBench open) {
    return new Inference(
        open.bench(), open.device(), InferenceSettings.of(open.file().signal().tauSeconds()));
  }

  private static Writing writing(OpenBench open) {
    SignalTimes signal = open.file().signal();
    return new Writing(
        open.bench(),
        open.device(),
        WriteSettings.of(signal.pulseSeconds(), AcademicExample.EPSILON_SIEMENS)
            .withFirstVolts(signal.firstPulseVolts()));
  }

  private static void checkShape(OpenBench open) {
    BenchDescription bench = open.bench().description();
    if (!bench.shape().equals(AcademicExample.SHAPE)) {
      throw new BadInput(
          "demo: bench=%s, the example=%s; use a bench of these arrays, or read, write and infer"
              .formatted(bench.shape(), AcademicExample.SHAPE));
    }
  }
}
