package dev.fluxbar.app.operation;

import dev.fluxbar.algorithm.Certificate;
import dev.fluxbar.algorithm.Inference;
import dev.fluxbar.algorithm.InferenceBatch;
import dev.fluxbar.algorithm.InferenceOutcome;
import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.algorithm.RunPlan;
import dev.fluxbar.app.Audience;
import dev.fluxbar.app.mnist.DigitNetwork;
import dev.fluxbar.app.mnist.Digits;
import dev.fluxbar.app.wiring.OpenBench;
import dev.fluxbar.signal.Volts;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Shows images of digits to a bench, in batches, and writes down what it says of each. */
final class Recognition {
  private final Digits digits;
  private final Inference inference;
  private final Books books;
  private final double unitVolts;
  private final int[] decisions;
  private double[] firstOutput = new double[0];
  private Certificate certificate = new Certificate(0, 0);
  private @Nullable String saturated;
  private double benchSeconds;
  private double wallSeconds;

  Recognition(OpenBench open, Digits digits) {
    this.digits = digits;
    this.decisions = new int[digits.count()];
    this.books = new Books(open, true);
    this.unitVolts = open.file().signal().unitVolts();
    this.inference =
        new Inference(
            open.bench(),
            open.device(),
            InferenceSettings.of(open.file().signal().tauSeconds())
                .withInputsAProgram(books.inputsInBudget()));
  }

  /** An image as column voltages. */
  private Volts volts(int image) {
    return Volts.of(digits.image(image)).map(pixel -> unitVolts * pixel);
  }

  /** What showing all images would drive; drives nothing. */
  RunPlan plan() {
    return plan(digits.count());
  }

  /** What showing the first image would drive: enough to know whether the bench may do it. */
  RunPlan planFirst() {
    return plan(1);
  }

  private RunPlan plan(int images) {
    return inference.plan(IntStream.range(0, images).mapToObj(i -> volts(i)).toList());
  }

  /** Why it cannot go on, if it cannot. */
  Optional<String> run(Audience audience) {
    Iterator<Volts> images = IntStream.range(0, digits.count()).mapToObj(i -> volts(i)).iterator();
    long start = System.nanoTime();
    try (Audience.Meter meter = audience.meter("infer", digits.count())) {
      inference.run(
          images,
          batch -> {
            take(batch);
            books.restore();
            meter.at(batch.done(), "%d right".formatted(right(batch.done())));
          });
    }
    wallSeconds = (System.nanoTime() - start) / 1e9;
    return Optional.ofNullable(saturated);
  }

  private void take(InferenceBatch batch) {
    for (int i = 0; i < batch.outcomes().size(); i++) {
      int image = batch.first() + i;
      if (batch.outcomes().get(i) instanceof InferenceOutcome.Inferred inferred) {
        take(image, inferred);
      } else if (saturated == null) {
        saturated = "image %d: %s".formatted(image + 1, Infer.saturated(batch.outcomes().get(i)));
      }
    }
    benchSeconds += batch.benchSeconds();
  }

  private void take(int image, InferenceOutcome.Inferred inferred) {
    double[] output = inferred.outputVolts().toArray();
    decisions[image] = DigitNetwork.decision(output);
    if (image == 0) {
      firstOutput = output;
    }
    certificate = certificate.and(inferred.certificate().orElseThrow());
  }

  Books books() {
    return books;
  }

  Digits digits() {
    return digits;
  }

  /** The digit that the bench says an image shows. */
  int decision(int image) {
    return decisions[image];
  }

  /** How many are what the labels say. */
  int right() {
    return right(decisions.length);
  }

  private int right(int first) {
    int right = 0;
    for (int i = 0; i < first; i++) {
      right += decisions[i] == digits.label(i) ? 1 : 0;
    }
    return right;
  }

  /** How many are what {@code other} decided. */
  int identical(int[] other) {
    int identical = 0;
    for (int i = 0; i < decisions.length; i++) {
      identical += decisions[i] == other[i] ? 1 : 0;
    }
    return identical;
  }

  /** How often each digit (a row) was taken for each (a column). */
  int[][] confusion() {
    int[][] counts = new int[Digits.CLASSES][Digits.CLASSES];
    for (int i = 0; i < decisions.length; i++) {
      counts[digits.label(i)][decisions[i]]++;
    }
    return counts;
  }

  double[] firstOutputVolts() {
    return firstOutput.clone();
  }

  /** The worst of all. */
  Certificate certificate() {
    return certificate;
  }

  double benchSeconds() {
    return benchSeconds;
  }

  double wallSeconds() {
    return wallSeconds;
  }
}
