package dev.fluxbar.physics;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.signal.BlockSignal;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One whole block signal through a cascade, with the output currents sampled at T/2: the work of
 * one inference (Heidema Theorem 1). The drive changes its pattern of silent columns each time, as
 * images do.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class BlockSignalBenchmark {
  private static final int INPUTS = 16;

  private static final NetworkShape ACADEMIC = NetworkShape.sizes(2, 3, 2);
  private static final NetworkShape MNIST =
      NetworkShape.of(ArrayShape.pairs(10, 784), ArrayShape.pairs(10, 10));

  /** The networks of Heidema Section VII-A and Section VII-B. */
  @Param({"academic", "mnist"})
  String network = "academic";

  /** Share of columns that are driven; about a fifth of the pixels of an MNIST image are not 0. */
  @Param({"1", "0.2"})
  double drivenShare = 1;

  /** 5 is the paper's plateau; a short one moves fluxes little. */
  @Param({"5", "0.001"})
  double tauSeconds = 5;

  private final double[][] drives = new double[INPUTS][];
  private Circuit circuit = circuit();
  private int next;

  private Circuit circuit() {
    Random random = new Random(1);
    NetworkShape shape = shape();
    List<Matrix> fluxes =
        shape.arrays().stream()
            .map(a -> Matrix.fill(a.rows(), a.columns(), (k, j) -> random.nextGaussian()))
            .toList();
    Activation neuron = shape.equals(MNIST) ? Activation.SCALED_SIGMOID : Activation.TANH;
    Circuit made = new IdealCircuit(shape, Topology.CASCADE, neuron, ArctanMemristor.PAPER, fluxes);
    made.setSwitches(SwitchSetting.closed(shape));
    return made;
  }

  private NetworkShape shape() {
    return network.equals("mnist") ? MNIST : ACADEMIC;
  }

  @Setup
  public void draw() {
    Random random = new Random(2);
    for (int i = 0; i < INPUTS; i++) {
      drives[i] = new double[shape().inputs()];
      for (int j = 0; j < drives[i].length; j++) {
        drives[i][j] = random.nextDouble() < drivenShare ? random.nextDouble() : 0;
      }
    }
    circuit = circuit();
  }

  @Benchmark
  public double[] blockSignal() {
    double[] drive = drives[next++ % INPUTS];
    double[] output = {};
    double[] volts = new double[drive.length];
    for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
      for (int j = 0; j < volts.length; j++) {
        volts[j] = BlockSignal.sign(p) * drive[j];
      }
      circuit.setColumnVolts(0, volts);
      circuit.advance(tauSeconds);
      if (p == BlockSignal.SAMPLED_PLATEAU) {
        output = circuit.rowAmperes(1);
      }
    }
    return output;
  }
}
