package dev.fluxbar.dynamics.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.bench.Channels;
import dev.fluxbar.dynamics.recurrent.Connections;
import dev.fluxbar.dynamics.recurrent.HostLoop;
import dev.fluxbar.dynamics.recurrent.Learning;
import dev.fluxbar.dynamics.recurrent.Neuron;
import dev.fluxbar.dynamics.recurrent.Neurons;
import dev.fluxbar.dynamics.recurrent.RecurrentNetwork;
import dev.fluxbar.dynamics.recurrent.SimulatedArray;
import dev.fluxbar.dynamics.recurrent.WeightArray;
import dev.fluxbar.memristor.ArctanMemristor;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bound, against arrays that round as badly as converters may. */
class LoopToleranceTest {
  private static final double STEP_SECONDS = 0.05;
  private static final double PULSE_SECONDS = 0.5;

  /** What is off: half a step of drivers, of inputs, and of what was read. */
  private record Errors(double volts, double amperes, double siemens) {

    Channels channels() {
      return new Channels(true, 2 * volts, 10, List.of(new Channels.Range(1000, 2 * amperes)));
    }
  }

  /** Memristors behind converters that miss, each time by as much as {@code share} says. */
  private static final class Rounding implements WeightArray {
    private final Connections connections;
    private final Errors errors;
    private final DoubleSupplier share;
    private final double[] fluxes;

    Rounding(Connections connections, Errors errors, DoubleSupplier share) {
      this.connections = connections;
      this.errors = errors;
      this.share = share;
      this.fluxes = connections.fluxesVoltSeconds();
      for (int cell = 0; cell < fluxes.length; cell++) {
        double read = connections.device().memductanceSiemens(fluxes[cell]);
        double off = connections.sign(cell) * share.getAsDouble() * errors.siemens();
        fluxes[cell] = connections.device().fluxVoltSeconds(read + off);
      }
    }

    @Override
    public void currents(double[] outputVolts, double[] amperes) {
      double[] volts = outputVolts.clone();
      for (int j = 0; j < volts.length; j++) {
        volts[j] += share.getAsDouble() * errors.volts();
      }
      double[] exact = connections.weights(fluxes).times(volts);
      for (int i = 0; i < exact.length; i++) {
        amperes[i] = exact[i];
        for (int block = 0; block < connections.blocks(); block++) {
          amperes[i] += share.getAsDouble() * errors.amperes();
        }
      }
    }

    @Override
    public void learn(double[] outputVolts, double gainSeconds) {
      int n = outputVolts.length;
      for (int cell = 0; cell < fluxes.length; cell++) {
        double product = outputVolts[cell % n] * outputVolts[cell / n % n];
        double missed = share.getAsDouble() * errors.volts() * PULSE_SECONDS;
        fluxes[cell] += connections.sign(cell) * (gainSeconds * product + missed);
      }
    }
  }

  private static List<double[]> course(WeightArray array, int n, double gain, double[] start) {
    Neurons neurons = Neurons.alike(Neuron.TANH, n, 1, 1);
    return new HostLoop(neurons, array, STEP_SECONDS, gain).run(start, 60);
  }

  private static List<double[]> bounds(
      Connections connections, Errors errors, double gain, List<double[]> simulated) {
    int n = connections.neurons();
    RecurrentNetwork network =
        new RecurrentNetwork(Neurons.alike(Neuron.TANH, n, 1, 1), connections, new Learning(1, 0));
    Matrix resolutions = Matrix.fill(connections.blocks() * n, n, (i, j) -> errors.siemens());
    return new LoopTolerance(
            network,
            errors.channels(),
            resolutions,
            STEP_SECONDS,
            gain * STEP_SECONDS,
            PULSE_SECONDS)
        .along(simulated);
  }

  @ParameterizedTest
  @CsvSource({
    // Each error alone, and in which mode it counts.
    "1e-5, 0, 0, 0",
    "0, 1e-5, 0, 0",
    "0, 0, 1e-5, 0",
    "1e-5, 0, 0, 1",
    "0, 1e-5, 0, 1",
    "0, 0, 1e-5, 1",
    "1e-5, 1e-5, 1e-5, 1"
  })
  void isReachedWhereEveryErrorPointsTheSameWay(
      double volts, double amperes, double siemens, double gain) {
    Connections connections =
        Connections.measured(ArctanMemristor.PAPER, Matrix.of(new double[] {2.1}));
    Errors errors = new Errors(volts, amperes, siemens);
    double[] start = {0.01};
    List<double[]> simulated = course(new SimulatedArray(connections), 1, gain, start);
    List<double[]> missed = course(new Rounding(connections, errors, () -> 1), 1, gain, start);

    double bound = bounds(connections, errors, gain, simulated).get(60)[0];

    // One neuron that excites itself: nothing cancels. What is left are second orders of errors of
    // 1e-5 that grow a hundredfold, and slopes that are taken on the worse side.
    assertThat((missed.get(60)[0] - simulated.get(60)[0]) / bound).isBetween(0.97, 1.0);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2", "1, 3", "1, 4"})
  void isNeverPassed(double gain, long seed) {
    Random random = new Random(seed);
    Matrix siemens = Matrix.fill(6, 3, (i, j) -> 1 + 2 * random.nextDouble());
    Connections connections = Connections.measured(ArctanMemristor.PAPER, siemens);
    Errors errors = new Errors(1e-3, 2e-3, 1e-3);
    double[] start = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
    List<double[]> simulated = course(new SimulatedArray(connections), 3, gain, start);
    List<double[]> bounds = bounds(connections, errors, gain, simulated);

    for (int tries = 0; tries < 20; tries++) {
      Rounding array = new Rounding(connections, errors, () -> random.nextBoolean() ? 1 : -1);
      List<double[]> missed = course(array, 3, gain, start);
      for (int step = 0; step <= 60; step++) {
        for (int i = 0; i < 3; i++) {
          assertThat(Math.abs(missed.get(step)[i] - simulated.get(step)[i]))
              .as("seed %d, step %d, neuron %d", seed, step, i + 1)
              .isLessThanOrEqualTo(bounds.get(step)[i]);
        }
      }
    }
  }

  @Test
  void knowsNothingOfAWeightThatMayBeAtTheEndOfItsDevice() {
    ArctanMemristor device = ArctanMemristor.PAPER;
    Connections connections =
        Connections.measured(device, Matrix.of(new double[] {device.maxSiemens() - 1e-3}));
    Errors errors = new Errors(0, 0, 2e-3);
    List<double[]> simulated = List.of(new double[] {1}, new double[] {1});

    double bound = bounds(connections, errors, 0, simulated).get(1)[0];

    // The weight may be anything: off by the whole range of the device, driven by tanh(1).
    double range = device.maxSiemens() - 1e-3 - device.minSiemens();
    assertThat(bound).isCloseTo(STEP_SECONDS * range * Math.tanh(1), within(1e-9));
  }
}
