package dev.fluxbar.physics;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A cascade of differential pairs with many columns in its first array, all switches closed, with
 * weights {@code W+ = 2 + m/2, W- = 2 - m/2}, and the neurons of Heidema Section VII-B.
 *
 * @param fluxes one matrix an array
 */
record WideCascade(NetworkShape shape, List<Matrix> fluxes) {
  static final Activation NEURON = Activation.SCALED_SIGMOID;

  /** Normal weights of a given spread, cut at 3 as the device demands. */
  static WideCascade of(Random random, double spread, int... sizes) {
    List<ArrayShape> arrays = new ArrayList<>();
    List<Matrix> fluxes = new ArrayList<>();
    for (int l = 0; l + 1 < sizes.length; l++) {
      int neurons = sizes[l + 1];
      double[][] weights = new double[neurons][sizes[l]];
      for (double[] row : weights) {
        for (int j = 0; j < row.length; j++) {
          row[j] = Math.max(-3, Math.min(3, spread * random.nextGaussian()));
        }
      }
      arrays.add(ArrayShape.pairs(neurons, sizes[l]));
      fluxes.add(
          Matrix.fill(
              2 * neurons,
              sizes[l],
              (k, j) -> Math.tan((k < neurons ? 1 : -1) * weights[k % neurons][j] / 2)));
    }
    return new WideCascade(new NetworkShape(arrays), fluxes);
  }

  Circuit circuit() {
    return circuit(ArctanMemristor.PAPER);
  }

  Circuit circuit(FluxControlled device) {
    Circuit circuit = new IdealCircuit(shape, Topology.CASCADE, NEURON, device, fluxes);
    circuit.setSwitches(SwitchSetting.closed(shape));
    return circuit;
  }

  /** Voltages of 0 to 1 V on a share of the columns. */
  double[] image(Random random, double drivenShare) {
    double[] volts = new double[shape.inputs()];
    for (int j = 0; j < volts.length; j++) {
      volts[j] = random.nextDouble() < drivenShare ? Math.min(1, 1.6 * random.nextDouble()) : 0;
    }
    return volts;
  }

  /** The differences of the last rows' currents that the starting memductances give. */
  double[] outputs(double[] volts) {
    double[] signal = volts;
    for (int l = 0; l < shape.layers(); l++) {
      double[] difference = new double[shape.array(l).neurons()];
      for (int k = 0; k < difference.length; k++) {
        for (int j = 0; j < signal.length; j++) {
          double plus = Math.atan(fluxes.get(l).at(k, j));
          double minus = Math.atan(fluxes.get(l).at(k + difference.length, j));
          difference[k] += (plus - minus) * signal[j];
        }
      }
      if (l + 1 < shape.layers()) {
        for (int k = 0; k < difference.length; k++) {
          difference[k] = 1.5 * Math.tanh(difference[k] / 2);
        }
      }
      signal = difference;
    }
    return signal;
  }
}
