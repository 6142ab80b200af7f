package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.WriteOutcome;
import dev.fluxbar.app.config.EmulatorFile;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.app.mnist.Digits;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.emulator.Imperfections;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a run with digits finds on its way. Filled in order of its steps, then read. */
final class MnistFindings {

  /** The largest relative change of a memductance that counts as none. */
  static final double UNMOVED = 1e-6;

  /** The same on a board whose drivers are not ideal: what balancing leaves, and a little more. */
  static final double BALANCED = 2e-3;

  private final Mnist.Wanted wanted;
  private final boolean truth;
  private final double allowedChange;
  private @Nullable WriteOutcome written;
  private @Nullable DigitNetwork network;
  private @Nullable BoardTruth before;
  private @Nullable Double residualFlux;
  private @Nullable Recognition recognition;
  private int @Nullable [] computed;
  private double maxRelativeChange;
  private double wallSeconds;

  MnistFindings(Mnist.Wanted wanted, OpenBench open) {
    this.wanted = wanted;
    this.truth = open.emulated().isPresent();
    boolean ideal =
        open.emulatorFile()
            .map(EmulatorFile::imperfections)
            .filter(Imperfections.NONE::equals)
            .isPresent();
    this.allowedChange = ideal ? UNMOVED : BALANCED;
  }

  void written(WriteOutcome outcome) {
    written = outcome;
  }

  void network(DigitNetwork comparison) {
    network = comparison;
  }

  void fluxesBefore(Optional<BoardTruth> state) {
    before = state.orElse(null);
  }

  /** The largest difference of a flux to what it was before, over all cells. */
  void fluxesAfter(Optional<BoardTruth> state) {
    BoardTruth start = before;
    if (start != null && state.isPresent()) {
      residualFlux = state.get().largestFluxDifference(start);
    }
  }

  void recognized(Recognition all, Memductances start, Memductances end) {
    recognition = all;
    computed = network().decisions(all.digits());
    double largest = 0;
    for (int l = 0; l < start.arrays().size(); l++) {
      double[][] from = start.array(l).toArrays();
      double[][] to = end.array(l).toArrays();
      for (int k = 0; k < from.length; k++) {
        for (int j = 0; j < from[k].length; j++) {
          largest = Math.max(largest, Math.abs(to[k][j] - from[k][j]) / from[k][j]);
        }
      }
    }
    maxRelativeChange = largest;
  }

  void wallSeconds(double seconds) {
    wallSeconds = seconds;
  }

  Mnist.Wanted wanted() {
    return wanted;
  }

  Optional<WriteOutcome> written() {
    return Optional.ofNullable(written);
  }

  Optional<Recognition> recognition() {
    return Optional.ofNullable(recognition);
  }

  DigitNetwork network() {
    return Objects.requireNonNull(network);
  }

  /** What the network decides for each image when a computer evaluates it. */
  private int[] computed() {
    return Objects.requireNonNull(computed);
  }

  double networkAccuracy() {
    Digits digits = recognition().orElseThrow().digits();
    int right = 0;
    for (int i = 0; i < digits.count(); i++) {
      right += computed()[i] == digits.label(i) ? 1 : 0;
    }
    return right / (double) digits.count();
  }

  double benchAccuracy() {
    Recognition all = recognition().orElseThrow();
    return all.right() / (double) all.digits().count();
  }

  int identical() {
    return recognition().orElseThrow().identical(computed());
  }

  double imagesPerSecond() {
    Recognition all = recognition().orElseThrow();
    return all.digits().count() / all.wallSeconds();
  }

  /** The largest change of a memductance over all images, relative to what it was. */
  double maxRelativeChange() {
    return maxRelativeChange;
  }

  /** Only an emulated board in this process can tell. */
  Optional<Double> residualFlux() {
    return Optional.ofNullable(residualFlux);
  }

  double wallSeconds() {
    return wallSeconds;
  }

  /** What was found, for people. */
  List<String> lines() {
    Recognition all = recognition().orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Infer    %s in %s s, %s a second; %s s of bench time"
            .formatted(
                Tables.count(all.digits().count(), "image"),
                Tables.number(all.wallSeconds(), 1),
                Tables.seconds(Math.rint(imagesPerSecond())),
                Tables.seconds(all.benchSeconds())));
    lines.add(
        "Compare  bench %s %% right, network %s %% right; %,d of %,d decisions identical"
            .formatted(
                Tables.number(100 * benchAccuracy(), 2),
                Tables.number(100 * networkAccuracy(), 2),
                identical(),
                all.digits().count()));
    lines.add(
        "Unmoved  memductances %s by at most %s of their value%s"
            .formatted(
                truth ? "changed" : "read before and after differ",
                Tables.brief(maxRelativeChange),
                residualFlux()
                    .map(flux -> "; flux left " + Tables.brief(flux) + " V s")
                    .orElse("")));
    return lines;
  }

  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    recognition().ifPresent(all -> recognized(values, all));
    wanted.deployment().ifPresent(deployment -> values.put("scale", deployment.scale()));
    written()
        .ifPresent(
            outcome -> {
              values.put("write-method", outcome.report().method().toString());
              values.put("write-pulses", outcome.report().pulses());
              values.put("write-block-signals", outcome.report().blockSignals());
              values.put("write-bench-seconds", outcome.report().benchSeconds());
              values.put("max-write-error-siemens", outcome.report().largestErrorSiemens());
              values.put("epsilon-siemens", outcome.report().epsilonSiemens());
              values.put("cells-given-up", outcome.report().givenUp().size());
            });
    values.put("wall-seconds", wallSeconds);
    return values;
  }

  private void recognized(Map<String, Object> values, Recognition all) {
    values.put("network-accuracy", networkAccuracy());
    values.put("bench-accuracy", benchAccuracy());
    values.put("identical-decisions", identical());
    values.put("images", all.digits().count());
    values.put("images-per-second", imagesPerSecond());
    values.put("infer-bench-seconds", all.benchSeconds());
    values.put("max-relative-change", maxRelativeChange);
    Tables.put(values, all.certificate());
    all.books().put(values, Optional.empty());
    residualFlux().ifPresent(flux -> values.put("residual-flux-volt-seconds", flux));
    values.put("first-output-volts", Arrays.stream(all.firstOutputVolts()).boxed().toList());
    values.put("confusion", all.confusion());
  }

  OperationResult result() {
    if (truth && maxRelativeChange > allowedChange) {
      return OperationResult.notReached(
          values(),
          "mnist: max-relative-change=%s, allowed=%s; showing images has moved memductances"
              .formatted(maxRelativeChange, allowedChange));
    }
    return OperationResult.done(values());
  }
}
