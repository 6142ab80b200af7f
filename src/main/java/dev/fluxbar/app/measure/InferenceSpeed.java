package dev.fluxbar.app.measure;

import dev.fluxbar.algorithm.Inference;
import dev.fluxbar.algorithm.InferenceBatch;
import dev.fluxbar.algorithm.InferenceOutcome;
import dev.fluxbar.algorithm.InferenceSettings;
import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.array.WeightPairs;
import dev.fluxbar.bench.Limits;
import dev.fluxbar.bench.board.BoardBench;
import dev.fluxbar.emulator.ArrayConverters;
import dev.fluxbar.emulator.BoardSpec;
import dev.fluxbar.emulator.BoardTruth;
import dev.fluxbar.emulator.EmulatedBoard;
import dev.fluxbar.link.host.HostLink;
import dev.fluxbar.link.host.LinkTimes;
import dev.fluxbar.link.host.NanoClock;
import dev.fluxbar.signal.Volts;
import dev.fluxbar.transport.MemoryTransport;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * How many images a second an emulated bench of the network of Heidema Section VII-B evaluates,
 * every flux integrated, with the protocol over memory between host and board.
 *
 * @param images that were counted
 * @param imagesPerSecond on the wall clock
 * @param residualFluxVoltSeconds the largest difference of a flux to what it was before all images
 */
public record InferenceSpeed(int images, double imagesPerSecond, double residualFluxVoltSeconds) {
  private static final NetworkShape SHAPE =
      NetworkShape.of(ArrayShape.pairs(10, 784), ArrayShape.pairs(10, 10));

  /** The share of pixels of MNIST that are not paper. */
  private static final double INK = 0.19;

  private static final double TAU_SECONDS = 5;
  private static final Limits LIMITS = new Limits(4, 100, 100, 100_000, Duration.ofMillis(100));

  private static final ArrayConverters CONVERTERS =
      new ArrayConverters(
          Dac.ofVolts(4.096), List.of(Adc.ofAmperes(65.536), Adc.ofAmperes(4194.304)));

  /**
   * Measures with random weights and random images; as many again warm up.
   *
   * @param images at least 1
   */
  public static InferenceSpeed measure(int images) {
    Random random = new Random(1);
    WeightPairs pairs = new WeightPairs(0.5, 3.5, WeightPairs.Mapping.CENTRED);
    Memductances siemens =
        pairs.siemens(List.of(weights(random, 10, 784, 0.5), weights(random, 10, 10, 1)));
    BoardSpec spec =
        BoardSpec.of("mnist", SHAPE, Topology.CASCADE, SwitchKind.CROSSPOINT)
            .withActivation(Activation.SCALED_SIGMOID)
            .withConverters(CONVERTERS)
            .withMemductances(siemens);
    List<Volts> shown = IntStream.range(0, images).mapToObj(i -> image(random)).toList();
    MemoryTransport.Pair line = MemoryTransport.pair("inference");
    try (EmulatedBoard board = new EmulatedBoard(spec, line.board())) {
      board.open();
      HostLink link = new HostLink(line.host(), 1, NanoClock.system(), LinkTimes.DEFAULT);
      try (BoardBench bench = BoardBench.open(link, Activation.SCALED_SIGMOID, LIMITS, 1)) {
        Inference inference = new Inference(bench, spec.curve(), InferenceSettings.of(TAU_SECONDS));
        BoardTruth before = board.truth();
        inference.run(shown.iterator(), InferenceSpeed::checked);
        long start = System.nanoTime();
        inference.run(shown.iterator(), InferenceSpeed::checked);
        double seconds = (System.nanoTime() - start) / 1e9;
        return new InferenceSpeed(
            images, images / seconds, board.truth().largestFluxDifference(before));
      }
    }
  }

  private static void checked(InferenceBatch batch) {
    for (InferenceOutcome outcome : batch.outcomes()) {
      if (outcome instanceof InferenceOutcome.Saturated saturated) {
        throw new IllegalStateException(saturated.message());
      }
    }
  }

  private static Matrix weights(Random random, int neurons, int inputs, double spread) {
    return Matrix.fill(
        neurons, inputs, (k, j) -> Math.max(-3, Math.min(3, spread * random.nextGaussian())));
  }

  private static Volts image(Random random) {
    double[] pixels = new double[SHAPE.inputs()];
    for (int j = 0; j < pixels.length; j++) {
      pixels[j] = random.nextDouble() < INK ? random.nextDouble() : 0;
    }
    return Volts.of(pixels);
  }
}
