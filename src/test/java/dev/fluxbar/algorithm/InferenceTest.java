package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.signal.Volts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class InferenceTest {
  private static final double TAU = 0.5;

  private final PaperMemristor device = new PaperMemristor();

  private static List<Volts> inputs(int count, int columns, long seed) {
    Random random = new Random(seed);
    List<Volts> inputs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      inputs.add(Volts.of(random.doubles(columns, -1, 1).toArray()));
    }
    return inputs;
  }

  /** y = sigma(M_L sigma(... M_1 u)), Heidema (1). */
  private static double[] network(NetworkShape shape, Memductances weights, Volts input) {
    double[] volts = input.toArray();
    for (int l = 0; l < shape.layers(); l++) {
      volts = Activation.TANH.volts(shape.array(l), weights.array(l).times(volts));
    }
    return volts;
  }

  @ParameterizedTest
  @MethodSource("dev.fluxbar.algorithm.Networks#kinds")
  void evaluatesTheStoredNetworkAndLeavesItAsItWas(
      Topology topology, SwitchKind switches, NetworkShape shape) {
    Memductances start = Networks.random(shape, 7);
    PaperBench bench = PaperBench.exact(topology, switches, shape).at(start);
    List<Volts> inputs = inputs(5, 4, 8);

    InferenceResult result = new Inference(bench, device, InferenceSettings.of(TAU)).run(inputs);

    assertThat(bench.programs()).hasSize(topology == Topology.CASCADE ? 1 : 3);
    for (int i = 0; i < inputs.size(); i++) {
      InferenceOutcome.Inferred inferred = (InferenceOutcome.Inferred) result.outcomes().get(i);
      double[] expected = network(shape, start, inputs.get(i));
      for (int k = 0; k < expected.length; k++) {
        // Runge-Kutta's error, where a differential network passes zero steeply.
        assertThat(inferred.outputVolts().at(k)).isCloseTo(expected[k], within(1e-5));
        assertThat(Math.tanh(inferred.outputAmperes().get(k)))
            .isCloseTo(inferred.outputVolts().at(k), within(1e-12));
      }
      assertThat(inferred.benchSeconds())
          .isEqualTo(4 * TAU * bench.programs().size(), within(1e-12));
      assertThat(inferred.certificate().orElseThrow().failed()).isFalse();
    }
    assertThat(bench.truth().largestDifferenceSiemens(start)).isLessThan(1e-5);
  }

  @ParameterizedTest
  @EnumSource(Topology.class)
  void splitsInputsIntoPrograms(Topology topology) {
    InferenceSettings settings = new InferenceSettings(TAU, 0.25, 1, false, 4);
    PaperBench bench = PaperBench.exact(topology, SwitchKind.LINE, Networks.SINGLE);
    List<Volts> inputs = inputs(10, 4, 9);
    int passes = topology == Topology.CASCADE ? 1 : 3;

    Inference inference = new Inference(bench, device, settings);
    RunPlan plan = inference.plan(inputs);
    assertThat(bench.programs()).isEmpty();
    InferenceResult result = inference.run(inputs);

    assertThat(plan.programs()).hasSize(3 * passes);
    assertThat(plan.exact()).isEqualTo(topology == Topology.CASCADE);
    assertThat(result.recordings()).hasSize(3 * passes);
    assertThat(result.benchSeconds()).isEqualTo(passes * (10 * 4 * TAU + 3 * 0.25));
    assertThat(plan.benchSeconds()).isEqualTo(result.benchSeconds());
    assertThat(result.outcomes()).hasSize(10);
    for (int i = 0; i < inputs.size(); i++) {
      InferenceOutcome.Inferred inferred = (InferenceOutcome.Inferred) result.outcomes().get(i);
      double[] expected = network(Networks.SINGLE, bench.truth(), inputs.get(i));
      assertThat(inferred.outputVolts().at(0)).isCloseTo(expected[0], within(1e-5));
      assertThat(inferred.certificate()).isEmpty();
    }
  }

  @Test
  void tellsOfEachBatchAndHoldsNoMoreThanOne() {
    InferenceSettings settings = new InferenceSettings(TAU, 0, 1, false, 4);
    PaperBench bench = PaperBench.exact(Topology.INDEPENDENT, SwitchKind.LINE, Networks.SINGLE);
    List<Volts> inputs = inputs(10, 4, 9);
    Inference inference = new Inference(bench, device, settings);
    InferenceResult expected = inference.run(inputs);

    List<InferenceOutcome> outcomes = new ArrayList<>();
    List<Integer> asked = new ArrayList<>();
    List<Integer> done = new ArrayList<>();
    Iterator<Volts> counted =
        new Iterator<>() {
          private int next;

          @Override
          public boolean hasNext() {
            return next < inputs.size();
          }

          @Override
          public Volts next() {
            return inputs.get(next++);
          }
        };
    inference.run(
        counted,
        batch -> {
          assertThat(batch.first()).isEqualTo(outcomes.size());
          assertThat(batch.recordings()).hasSize(3);
          outcomes.addAll(batch.outcomes());
          done.add(batch.done());
        });

    assertThat(done).containsExactly(4, 8, 10);
    assertThat(outcomes).isEqualTo(expected.outcomes());
    inference.run(Collections.emptyIterator(), batch -> asked.add(batch.first()));
    assertThat(asked).isEmpty();
  }

  @Test
  void namesTheInputThatDoesNotFitAmongAll() {
    PaperBench bench = PaperBench.exact(Topology.CASCADE, SwitchKind.LINE, Networks.SINGLE);
    InferenceSettings settings = new InferenceSettings(TAU, 0, 1, false, 2);
    List<Volts> inputs = List.of(Volts.all(4, 1), Volts.all(4, 1), Volts.all(3, 1));
    Inference inference = new Inference(bench, device, settings);
    assertThatThrownBy(() -> inference.run(inputs.iterator(), batch -> {}))
        .hasMessageContaining("input=3");
    assertThat(bench.programs()).hasSize(1);
  }

  @Test
  void keepsToTheLongestProgram() {
    Limits limits = new Limits(10, 10, 10, 3 * 4 * TAU, Duration.ofMillis(100));
    PaperBench bench =
        PaperBench.with(
            Topology.CASCADE, SwitchKind.LINE, Networks.SINGLE, 0, limits, PaperBench.EXACT);

    new Inference(bench, device, InferenceSettings.of(TAU)).run(inputs(7, 4, 10));

    assertThat(bench.programs()).hasSize(3);
  }

  @Test
  void endsOnlyTheInputThatSaturates() {
    PaperBench bench =
        PaperBench.with(
            Topology.INDEPENDENT,
            SwitchKind.LINE,
            Networks.SINGLE,
            0,
            PaperBench.WIDE,
            new Channels.Range(6, 1e-3));

    InferenceResult result =
        new Inference(bench, device, InferenceSettings.of(TAU))
            .run(List.of(Volts.all(4, 1), Volts.of(0.1, -0.1, 0.1, -0.2)));

    assertThat(result.outcomes().get(0)).isEqualTo(new InferenceOutcome.Saturated(0, 6));
    assertThat(result.outcomes().get(1)).isInstanceOf(InferenceOutcome.Inferred.class);
  }

  @Test
  void certifiesNothingWhenThereIsNothingToSee() {
    PaperBench bench = PaperBench.exact(Topology.CASCADE, SwitchKind.LINE, Networks.SINGLE);

    InferenceResult result =
        new Inference(bench, device, InferenceSettings.of(TAU)).run(List.of(Volts.all(4, 0)));

    InferenceOutcome.Inferred inferred = (InferenceOutcome.Inferred) result.outcomes().get(0);
    assertThat(inferred.outputVolts()).isEqualTo(Volts.of(0, 0));
    assertThat(inferred.certificate()).contains(new Certificate(0, 1));
  }

  private static Certificate certificate(
      double[] last, double stepAmperes, double earlyAmperes, double noiseAmperes) {
    double[] first = new double[last.length];
    double[] middle = new double[last.length];
    Arrays.fill(first, 1);
    Arrays.fill(middle, -1);
    RestNoise.Noise[] noise = new RestNoise.Noise[last.length];
    Arrays.fill(noise, new RestNoise.Noise(noiseAmperes, noiseAmperes > 0 ? 15 : 0));
    return Certificate.of(first, middle, last, stepAmperes, earlyAmperes, noise);
  }

  /** Allowed are 1e-4 of the largest, one step, and what moves before the first sample. */
  @Test
  void failsACertificateByWhatItsResolutionCannotExplain() {
    double[] changed = {1, 1.1};
    assertThat(certificate(changed, 0.01, 0, 0).largestRelativeChange())
        .isCloseTo(0.1 / 1.1, within(1e-12));
    assertThat(certificate(changed, 0.0997, 0, 0).failed()).isTrue();
    assertThat(certificate(changed, 0.09995, 0, 0).failed()).isFalse();
    assertThat(certificate(changed, 0.0997, 0.001, 0).failed()).isFalse();
    assertThat(certificate(new double[] {1, Double.NaN}, 1, 0, 0).failed()).isTrue();
  }

  /**
   * Five rows, noise known by 15 differences: 1e-4 of either tail of Student's distribution is
   * beyond 4.9 standard deviations, and a change has the square root of two of the noise.
   */
  @Test
  void putsDownToChanceWhatTheNoiseOfTheRowsExplainsAndNoMore() {
    double[] noisy = {1.001, 0.999, 1.001, 0.999, 1.006};
    assertThat(certificate(noisy, 0, 0, 0.001).failed()).isFalse();
    assertThat(certificate(noisy, 0, 0, 0.0008).failed()).isTrue();
    assertThat(certificate(noisy, 0, 0, 0).failed()).isTrue();
  }

  /** What no scatter among the rows would ever show: all of them moved by the same half percent. */
  @Test
  void seesWhatAllRowsShare() {
    double[] alike = {1.005, 1.005, 1.005, 1.005, 1.005};
    assertThat(certificate(alike, 0, 0, 0.0005).failed()).isTrue();
    assertThat(certificate(alike, 0, 0, 0.001).failed()).isFalse();
    Certificate two = certificate(alike, 0, 0, 0.0005).and(certificate(alike, 0, 0, 0.001));
    assertThat(two.failed()).isTrue();
    assertThat(two.excess().changes()).isEqualTo(10);
  }

  @Test
  void refusesAnInputOfTheWrongSizeNamingBoth() {
    PaperBench bench = PaperBench.exact(Topology.CASCADE, SwitchKind.LINE, Networks.SINGLE);
    Inference inference = new Inference(bench, device, InferenceSettings.of(TAU));

    assertThatThrownBy(() -> inference.run(List.of(Volts.all(4, 1), Volts.all(3, 1))))
        .hasMessage("inference: input=2, its-size=3, columns=4; they must be equal");
    assertThatThrownBy(() -> inference.run(List.of())).hasMessageContaining("inputs=0");
  }

  @Test
  void refusesNeuronsThatMayExceedTheDriversBeforeDriving() {
    Limits limits = new Limits(0.5, 1e6, 1e6, 1e6, Duration.ofMillis(100));
    PaperBench bench =
        PaperBench.with(
            Topology.INDEPENDENT, SwitchKind.LINE, Networks.SINGLE, 0, limits, PaperBench.EXACT);
    Inference inference = new Inference(bench, device, InferenceSettings.of(TAU));

    assertThatThrownBy(() -> inference.run(List.of(Volts.all(4, 0.5))))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageContaining("limit-drive-volts=0.5");
    assertThat(bench.programs()).isEmpty();
  }
}
