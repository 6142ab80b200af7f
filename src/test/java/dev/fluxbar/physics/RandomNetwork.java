package dev.fluxbar.physics;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.memristor.TanhMemristor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A network drawn from a seed: 1 to 4 layers, single or differential, switches open here and there.
 */
record RandomNetwork(
    long seed,
    NetworkShape shape,
    SwitchSetting switches,
    FluxControlled device,
    Activation activation,
    List<Matrix> fluxes) {

  static RandomNetwork of(long seed) {
    Random random = new Random(seed);
    int layers = 1 + random.nextInt(4);
    boolean pairs = random.nextBoolean();
    double closedShare = random.nextBoolean() ? 1 : 0.7;
    int columns = 1 + random.nextInt(5);
    List<ArrayShape> arrays = new ArrayList<>();
    List<ArraySwitches> switches = new ArrayList<>();
    List<Matrix> fluxes = new ArrayList<>();
    for (int l = 0; l < layers; l++) {
      int neurons = 1 + random.nextInt(5);
      ArrayShape array =
          pairs ? ArrayShape.pairs(neurons, columns) : ArrayShape.single(neurons, columns);
      ArraySwitches set = ArraySwitches.open(array);
      for (int i = 0; i < array.cells(); i++) {
        boolean closed = random.nextDouble() < closedShare;
        set = set.with(i / array.columns(), i % array.columns(), closed);
      }
      arrays.add(array);
      switches.add(set);
      fluxes.add(Matrix.fill(array.rows(), columns, (k, j) -> 2 * random.nextGaussian()));
      columns = neurons;
    }
    return new RandomNetwork(
        seed,
        new NetworkShape(arrays),
        new SwitchSetting(switches),
        random.nextBoolean() ? ArctanMemristor.PAPER : new TanhMemristor(2, 1.5, 1),
        random.nextBoolean() ? Activation.TANH : Activation.SCALED_SIGMOID,
        fluxes);
  }

  RandomNetwork with(Activation other) {
    return new RandomNetwork(seed, shape, switches, device, other, fluxes);
  }

  /** A cascade with its switches set. */
  Circuit cascade() {
    Circuit circuit = new IdealCircuit(shape, Topology.CASCADE, activation, device, fluxes);
    circuit.setSwitches(switches);
    return circuit;
  }

  /** Column voltages of either sign up to {@code largestVolts}, drawn from the same seed. */
  double[] drive(double largestVolts) {
    return new Random(~seed).doubles(shape.inputs(), -largestVolts, largestVolts).toArray();
  }

  static double[] times(double factor, double[] volts) {
    double[] scaled = volts.clone();
    for (int j = 0; j < scaled.length; j++) {
      scaled[j] *= factor;
    }
    return scaled;
  }

  static double largestDifference(List<Matrix> some, List<Matrix> others) {
    double largest = 0;
    for (int l = 0; l < some.size(); l++) {
      largest = Math.max(largest, some.get(l).largestDifference(others.get(l)));
    }
    return largest;
  }
}
