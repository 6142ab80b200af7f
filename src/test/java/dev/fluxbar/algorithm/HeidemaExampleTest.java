package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.signal.Volts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Heidema Section VII-A, end to end, with the figures of an independent simulation. */
final class HeidemaExampleTest {
  private static final Memductances TARGET =
      new Memductances(
          List.of(
              Matrix.of(new double[][] {{0.5, 3.5}, {2.5, 2.5}, {3.5, 0.5}}),
              Matrix.of(new double[][] {{0.5, 1.5, 3.5}, {3.5, 1, 0.5}})));

  private final PaperMemristor device = new PaperMemristor();
  private final PaperBench bench =
      PaperBench.exact(Topology.CASCADE, SwitchKind.CROSSPOINT, NetworkShape.sizes(2, 3, 2));

  private WriteOutcome write(double firstVolts) {
    WriteSettings settings =
        WriteSettings.of(1, 0.05).withAlpha(2 / (4 + Math.PI)).withFirstVolts(firstVolts);
    return new Writing(bench, device, settings).run(TARGET, WriteProgress.NONE);
  }

  @Test
  void writesTheNetworkInAsManyPulsesAsTheIndependentSimulation() {
    WriteOutcome outcome = write(0.1);

    assertThat(outcome).isInstanceOf(WriteOutcome.Converged.class);
    assertThat(outcome.report().pulses()).isEqualTo(1659);
    assertThat(outcome.report().benchSeconds()).isEqualTo(1659);
    assertThat(outcome.report().largestErrorSiemens()).isLessThanOrEqualTo(0.05);
    // Two printed decimals.
    double[][] first = {{0.55, 3.45}, {2.46, 2.46}, {3.45, 0.55}};
    double[][] second = {{0.55, 1.53, 3.45}, {3.45, 1.05, 0.55}};
    Memductances truth = bench.truth();
    assertThat(truth.array(0).largestDifference(Matrix.of(first))).isLessThan(0.006);
    assertThat(truth.array(1).largestDifference(Matrix.of(second))).isLessThan(0.006);
    Memductances measured = outcome.report().measured(bench.description().shape());
    assertThat(measured.largestDifferenceSiemens(truth)).isLessThan(1e-12);
  }

  @Test
  void reachesTheMiddleRowFromTheOtherSideAfterALargerFirstPulse() {
    WriteOutcome outcome = write(1);

    // A second program of some thirty lines, Simpson's rule along each path, gives these figures.
    assertThat(outcome.report().pulses()).isEqualTo(1567);
    assertThat(bench.truth().at(new Cell(0, 1, 0))).isCloseTo(2.543745, within(1e-6));
    assertThat(bench.truth().at(new Cell(0, 1, 1))).isCloseTo(2.548036, within(1e-6));
  }

  @Test
  void infersThePublishedOutputFromTheWrittenNetwork() {
    write(0.1);
    Memductances before = bench.truth();

    InferenceResult result =
        new Inference(bench, device, InferenceSettings.of(5)).run(List.of(Volts.of(-1, 1)));

    InferenceOutcome.Inferred inferred = (InferenceOutcome.Inferred) result.outcomes().get(0);
    assertThat(inferred.outputVolts().at(0)).isCloseTo(-0.99376, within(0.000005));
    assertThat(inferred.outputVolts().at(1)).isCloseTo(0.99375, within(0.000005));
    assertThat(inferred.benchSeconds()).isEqualTo(20);
    // One tick of 1 us at 1 V is all that the first sample is off; the integrator adds less.
    assertThat(inferred.certificate().orElseThrow().largestRelativeChange()).isLessThan(1e-5);
    assertThat(bench.truth().largestDifferenceSiemens(before)).isLessThan(1e-7);
  }
}
