package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.LineCompensation;
import dev.fluxbar.algorithm.MethodChoice;
import dev.fluxbar.algorithm.ReadOutcome;
import dev.fluxbar.algorithm.ReadSchedule;
import dev.fluxbar.algorithm.ReadSettings;
import dev.fluxbar.algorithm.Reading;
import dev.fluxbar.algorithm.WriteMethod;
import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.algorithm.WriteSettings;
import dev.fluxbar.algorithm.Writing;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.BadInput;
import dev.fluxbar.app.config.SavedBench;
import dev.fluxbar.app.config.SignalTimes;
import dev.fluxbar.app.files.NetworkFile;
import dev.fluxbar.app.files.NetworkFiles;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.app.mnist.Digits;
import dev.fluxbar.app.runs.RunFolder;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.WeightPairs;
import dev.fluxbar.emulator.EmulatedBoard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network that recognizes digits, brought onto a bench of pairs and shown images (Heidema Section
 * VII-B): either of the two, or both.
 */
public final class Mnist implements Operation {

  /**
   * What to do.
   *
   * @param deployment the network to write first, if any
   * @param network what the bench is compared to; without one, what is read from the bench
   * @param digits the images to show, if any
   * @param method of the write; without one, the fastest that the bench can
   * @param epsilonSiemens largest error of a write
   * @param averages conversions a sample while writing, at least 1
   * @param training how the network was made, for the report, if it was
   */
  public record Wanted(
      Optional<Deployment> deployment,
      Optional<DigitNetwork> network,
      Optional<Digits> digits,
      Optional<WriteMethod> method,
      double epsilonSiemens,
      int averages,
      Optional<String> training) {}

  /** The network as it was written, in the run folder. */
  static final String WEIGHTS = "weights.npz";

  private final Wanted wanted;
  private final Audience audience;

  public Mnist(Wanted wanted, Audience audience) {
    this.wanted = wanted;
    this.audience = audience;
  }

  @Override
  public void check(OpenBench open) {
    wanted.deployment().ifPresent(deployment -> deployment.check(open.bench().description()));
    wanted.digits().ifPresent(digits -> checkDigits(digits, open));
    wanted.deployment().ifPresent(deployment -> writing(open).plan(deployment.target()));
    wanted.digits().ifPresent(digits -> new Recognition(open, digits).planFirst());
  }

  private static void checkDigits(Digits digits, OpenBench open) {
    var shape = open.bench().description().shape();
    if (shape.inputs() != digits.pixels() || shape.outputs() != Digits.CLASSES) {
      throw new BadInput(
          "mnist: bench=%s, images=%d x %d, digits=%d; the bench needs %d inputs and %d outputs"
              .formatted(
                  shape,
                  digits.height(),
                  digits.width(),
                  Digits.CLASSES,
                  digits.pixels(),
                  Digits.CLASSES));
    }
  }

  @Override
  public boolean seesTruth() {
    return wanted.digits().isPresent();
  }

  @Override
  public OperationResult plan(OpenBench open) {
    return wanted
        .deployment()
        .map(deployment -> Dry.of(writing(open).plan(deployment.target()), audience))
        .orElseGet(
            () -> Dry.of(new Recognition(open, wanted.digits().orElseThrow()).plan(), audience));
  }

  @Override
  public OperationResult run(OpenBench open, RunFolder folder) {
    long start = System.nanoTime();
    MnistFindings findings = new MnistFindings(wanted, open);
    Optional<String> no = Optional.empty();
    if (wanted.deployment().isPresent()) {
      no = deploy(wanted.deployment().get(), open, folder, findings);
    }
    if (no.isEmpty() && wanted.digits().isPresent()) {
      no = recognize(wanted.digits().get(), open, folder, findings);
    }
    findings.wallSeconds((System.nanoTime() - start) / 1e9);
    if (no.isPresent()) {
      return OperationResult.notReached(findings.values(), "mnist: " + no.get());
    }
    if (findings.recognition().isPresent()) {
      new MnistReport(findings, open, folder).write();
      audience.say("Report: " + folder.path().resolve(MnistReport.FILE));
    }
    return findings.result();
  }

  /** Why it cannot go on, if it cannot; so do the other steps. */
  private Optional<String> deploy(
      Deployment deployment, OpenBench open, RunFolder folder, MnistFindings findings) {
    NetworkFiles.write(
        folder.path().resolve(WEIGHTS),
        new NetworkFile(Optional.empty(), deployment.network().layers()));
    if (deployment.scale() < 1) {
      audience.say(
          "Scale    weights and neurons by %s, so that every weight fits a pair"
              .formatted(deployment.scale()));
    }
    WriteOutcome outcome;
    try (WriteDiary diary = new WriteDiary(folder, audience, deployment.shape().cells())) {
      outcome = writing(open).run(target(deployment, open), diary);
    }
    findings.written(outcome);
    audience.say(
        "Write    %s, %s: %s in %s s of bench time; largest error %s S of %s S allowed"
            .formatted(
                Tables.count(deployment.shape().cells(), "memristor"),
                outcome.report().method(),
                Tables.count(outcome.report().pulses(), "pulse"),
                Tables.seconds(outcome.report().benchSeconds()),
                Tables.number(outcome.report().largestErrorSiemens(), 5),
                wanted.epsilonSiemens()));
    int givenUp = outcome.report().givenUp().size();
    if (givenUp > 0) {
      audience.say("         %s could not be written".formatted(Tables.count(givenUp, "cell")));
    }
    save(open, folder);
    // A few cells that cannot be written do not make a network useless: the images tell.
    return outcome instanceof WriteOutcome.Partial && wanted.digits().isPresent()
        ? Optional.empty()
        : WriteAccount.unfinished(outcome);
  }

  /** What to write: where lines are known to resist, what acts through them as the network. */
  private Memductances target(Deployment deployment, OpenBench open) {
    if (!open.linesResist()) {
      return deployment.target();
    }
    LineCompensation compensated =
        LineCompensation.of(
            open.lines(), deployment.target(), deployment.lowSiemens(), deployment.highSiemens());
    audience.say(
        "Lines    targets are up to %s off the network's, to act like it through the lines; %s at an end"
            .formatted(
                Tables.percent(compensated.largestRelativeChange()),
                Tables.count(compensated.atEnds(), "cell")));
    return compensated.siemens();
  }

  /** An emulated array lives as long as this process: what it holds is kept for the next one. */
  private void save(OpenBench open, RunFolder folder) {
    if (open.emulatorFile().isEmpty() || open.emulated().isEmpty()) {
      return;
    }
    List<Matrix> fluxes = open.trueStates();
    SavedBench.write(folder.path(), open.file(), open.emulatorFile().get(), fluxes);
    audience.say(
        "         the emulated bench as it is now: " + folder.path().resolve(SavedBench.BENCH));
  }

  private Optional<String> recognize(
      Digits digits, OpenBench open, RunFolder folder, MnistFindings findings) {
    Recognition recognition = new Recognition(open, digits);
    Optional<Memductances> before = state(open);
    if (before.isEmpty()) {
      return Optional.of("a cell could not be read before the images were shown");
    }
    findings.network(wanted.network().orElseGet(() -> onBench(before.get(), open)));
    Optional<EmulatedBoard> board = open.emulated();
    findings.fluxesBefore(board.map(EmulatedBoard::truth));
    Optional<String> no = recognition.run(audience);
    if (no.isPresent()) {
      return no;
    }
    findings.fluxesAfter(board.map(EmulatedBoard::truth));
    Optional<Memductances> after = state(open);
    if (after.isEmpty()) {
      return Optional.of("a cell could not be read after the images were shown");
    }
    findings.recognized(recognition, before.get(), after.get());
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("step", "infer");
    step.put("images", digits.count());
    step.put("bench-seconds", recognition.benchSeconds());
    folder.progress(step);
    findings.lines().forEach(audience::say);
    return Optional.empty();
  }

  /** Every memductance: of an emulated board what it truly has, else what a reading says. */
  private Optional<Memductances> state(OpenBench open) {
    if (open.emulated().isPresent()) {
      return open.trueMemductances();
    }
    SignalTimes signal = open.file().signal();
    ReadSettings settings = ReadSettings.of(signal.tauSeconds()).withReadVolts(signal.readVolts());
    Reading reading = new Reading(open.bench(), open.device(), settings);
    try (ExpectedTime time =
        new ExpectedTime(
            audience, "read", reading.plan(ReadSchedule.COLUMN_PARALLEL).benchSeconds())) {
      return reading.run(ReadSchedule.COLUMN_PARALLEL) instanceof ReadOutcome.ReadResult read
          ? Optional.of(read.memductances())
          : Optional.empty();
    }
  }

  /** The network that an array carries. */
  private static DigitNetwork onBench(Memductances siemens, OpenBench open) {
    double unit = open.file().signal().unitVolts();
    List<Matrix> weights = new ArrayList<>(WeightPairs.weights(siemens));
    weights.set(0, weights.get(0).map(weight -> unit * weight));
    return new DigitNetwork(open.bench().description().activation(), weights);
  }

  private Writing writing(OpenBench open) {
    SignalTimes signal = open.file().signal();
    return new Writing(
        open.bench(),
        open.device(),
        WriteSettings.of(signal.pulseSeconds(), wanted.epsilonSiemens())
            .withMethod(
                wanted.method().orElseGet(() -> MethodChoice.fastest(open.bench().description())))
            .withReading(signal.tauSeconds(), signal.readVolts())
            .withAverages(wanted.averages())
            .withFirstVolts(signal.firstPulseVolts()));
  }
}
