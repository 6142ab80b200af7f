package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.signal.BlockSignal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Networks with wide first arrays: interpolated currents, and plateaus that take back others. */
class CurveTest {
  private static final double TAU_SECONDS = 5;

  private static void plateau(Circuit circuit, int index, double[] volts) {
    circuit.setColumnVolts(0, RandomNetwork.times(BlockSignal.sign(index), volts));
    circuit.advance(TAU_SECONDS);
  }

  private static double[] outputs(Circuit circuit) {
    double[] rows = circuit.rowAmperes(circuit.shape().layers() - 1);
    double[] difference = new double[rows.length / 2];
    for (int k = 0; k < difference.length; k++) {
      difference[k] = rows[k] - rows[k + difference.length];
    }
    return difference;
  }

  private static void assertOutputsAndResidue(WideCascade network, Random random, int images) {
    Circuit circuit = network.circuit();
    for (int i = 0; i < images; i++) {
      double[] image = network.image(random, 0.2);
      for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
        plateau(circuit, p, image);
        if (p == BlockSignal.SAMPLED_PLATEAU) {
          double[] expected = network.outputs(image);
          double[] found = outputs(circuit);
          for (int k = 0; k < found.length; k++) {
            assertThat(Math.abs(found[k] - expected[k]))
                .as("image %s, row %s", i, k)
                .isLessThan(1e-9);
          }
        }
      }
      if (i == 0 || i == images - 1) {
        assertThat(RandomNetwork.largestDifference(circuit.fluxesVoltSeconds(), network.fluxes()))
            .as("residual flux after %s block signals", i + 1)
            .isLessThan(1e-9);
      }
    }
  }

  @Test
  void aNetworkForDigitsGivesItsClosedFormInTheMiddleAndLeavesNoFlux() {
    Random random = new Random(11);
    assertOutputsAndResidue(WideCascade.of(random, 0.3, 784, 10, 10), random, 100);
    assertOutputsAndResidue(WideCascade.of(random, 1, 784, 10, 10), random, 3);
  }

  @Test
  void deepCascadesGiveTheirClosedFormInTheMiddleAndLeaveNoFlux() {
    for (long seed = 0; seed < 10; seed++) {
      Random random = new Random(seed);
      assertOutputsAndResidue(WideCascade.of(random, 0.8, 60, 6, 5, 4), random, 3);
    }
  }

  /**
   * Fluxes at a fifth, two fifths and so on of every plateau against a Runge-Kutta integration of
   * every cell. Its steps are halved: the difference divided by 15 is its error, held below a tenth
   * of the promise.
   */
  @Test
  void fluxesAlongTheWayAreThoseOfAConvergedIntegration() {
    for (long seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      WideCascade network = WideCascade.of(random, 0.5, 40, 5, 4, 3);
      double[] image = network.image(random, 0.7);
      List<List<Matrix>> seen = new ArrayList<>();
      Circuit circuit = network.circuit();
      circuit.observe(5, (seconds, at) -> seen.add(at.fluxesVoltSeconds()));
      for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
        plateau(circuit, p, image);
      }
      List<List<Matrix>> coarse = CellByCell.blockSignal(network, image, TAU_SECONDS, 5, 200);
      List<List<Matrix>> fine = CellByCell.blockSignal(network, image, TAU_SECONDS, 5, 400);
      for (int i = 0; i < seen.size(); i++) {
        double error = RandomNetwork.largestDifference(coarse.get(i), fine.get(i)) / 15;
        assertThat(error).as("reference, seed %s, point %s", seed, i).isLessThan(1e-10);
        assertThat(RandomNetwork.largestDifference(seen.get(i), fine.get(i)))
            .as("seed %s, point %s", seed, i)
            .isLessThan(1e-9);
      }
    }
  }

  /**
   * A circuit through random drives, gates, switches and parts of plateaus, against circuits made
   * afresh before every step: they have nothing to reuse.
   */
  @Test
  void whatWasIntegratedIsReusedOnlyWhereItHolds() {
    for (long seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      WideCascade network =
          seed % 2 == 0
              ? WideCascade.of(random, 0.7, 40, 4, 3, 2)
              : WideCascade.of(random, 0.7, 5, 4, 3, 2);
      SwitchSetting switches = SwitchSetting.closed(network.shape());
      double[] image = network.image(random, 0.8);
      double[] drive = image;
      Circuit circuit = network.circuit();
      for (int step = 0; step < 40; step++) {
        int kind = random.nextInt(9);
        if (kind == 0) {
          image = network.image(random, 0.8);
          drive = image;
        } else if (kind == 1) {
          drive = RandomNetwork.times(random.nextBoolean() ? 0.5 : -2, image);
        } else if (kind == 2) {
          drive = drive.clone();
          drive[random.nextInt(drive.length)] *= -1;
        } else if (kind == 3) {
          drive = new double[image.length];
        } else {
          drive = RandomNetwork.times(random.nextBoolean() ? 1 : -1, image);
        }
        if (random.nextInt(5) == 0) {
          int array = random.nextInt(network.shape().layers());
          int row = random.nextInt(network.shape().array(array).rows());
          int column = random.nextInt(network.shape().array(array).columns());
          ArraySwitches opened = switches.array(array).with(row, column, false);
          switches = switches.with(array, opened);
          circuit.openSwitch(new Cell(array, row, column));
        } else if (random.nextInt(10) == 0) {
          switches = SwitchSetting.closed(network.shape());
          circuit.setSwitches(switches);
        }
        double seconds = random.nextBoolean() ? 1 : random.nextDouble();
        Circuit fresh =
            new IdealCircuit(
                network.shape(),
                Topology.CASCADE,
                WideCascade.NEURON,
                ArctanMemristor.PAPER,
                circuit.fluxesVoltSeconds());
        fresh.setSwitches(switches);
        for (Circuit each : List.of(circuit, fresh)) {
          each.setColumnVolts(0, drive);
          each.advance(seconds);
        }
        assertThat(
                RandomNetwork.largestDifference(
                    circuit.fluxesVoltSeconds(), fresh.fluxesVoltSeconds()))
            .as("seed %s, step %s", seed, step)
            .isLessThan(1e-10);
      }
    }
  }

  /** Devices that no two cells share take another way through the code to the same fluxes. */
  @Test
  void devicesOfTheirOwnInEveryCellGiveWhatOneForAllGives() {
    Random random = new Random(21);
    WideCascade network = WideCascade.of(random, 0.7, 40, 5, 4, 3);
    double[] image = network.image(random, 0.8);
    Circuit each =
        new IdealCircuit(
            network.shape(),
            Topology.CASCADE,
            WideCascade.NEURON,
            cell -> new CountingMemristor(ArctanMemristor.PAPER),
            network.fluxes());
    each.setSwitches(SwitchSetting.closed(network.shape()));
    Circuit uniform = network.circuit();
    for (Circuit circuit : List.of(each, uniform)) {
      circuit.setColumnVolts(0, image);
      circuit.advance(3.3);
    }
    // The same arithmetic but for the order of sums.
    assertThat(
            RandomNetwork.largestDifference(each.fluxesVoltSeconds(), uniform.fluxesVoltSeconds()))
        .isLessThan(1e-12);
  }

  @Test
  void undrivenColumnsCostNothing() {
    double[] few = WideCascade.of(new Random(1), 0.5, 20, 4, 2).image(new Random(5), 1);
    WideCascade wide = WideCascade.of(new Random(1), 0.5, 200, 4, 2);
    double[] volts = new double[200];
    System.arraycopy(few, 0, volts, 90, few.length);
    Matrix first = wide.fluxes().get(0);
    WideCascade narrow =
        new WideCascade(
            WideCascade.of(new Random(1), 0.5, 20, 4, 2).shape(),
            List.of(Matrix.fill(8, 20, (k, j) -> first.at(k, j + 90)), wide.fluxes().get(1)));
    assertThat(evaluations(wide, volts)).isEqualTo(evaluations(narrow, few)).isPositive();
  }

  private static long evaluations(WideCascade network, double[] volts) {
    CountingMemristor device = new CountingMemristor(ArctanMemristor.PAPER);
    Circuit circuit = network.circuit(device);
    circuit.setColumnVolts(0, volts);
    circuit.advance(TAU_SECONDS);
    return device.take();
  }

  @Test
  void aPlateauNeedsFewEvaluationsAndTakingItBackNone() {
    Random random = new Random(3);
    WideCascade network = WideCascade.of(random, 0.5, 784, 10, 10);
    CountingMemristor device = new CountingMemristor(ArctanMemristor.PAPER);
    Circuit circuit = network.circuit(device);
    double cells = 0;
    long evaluations = 0;
    for (int i = 0; i < 20; i++) {
      double[] image = network.image(random, 0.2);
      for (double v : image) {
        cells += v != 0 ? 20 : 0;
      }
      plateau(circuit, 0, image);
      evaluations += device.take();
      plateau(circuit, 1, image);
      assertThat(device.take()).as("taking back, image %s", i).isZero();
    }
    // At 1 V over 5 s the poles of the slope, at i and -i in flux, lie at 0.4 of half a plateau:
    // Chebyshev coefficients fall by 1.48 or more, to 1e-12 within 70, and sooner where a column is
    // dimmer; one W more gives the constant.
    assertThat(evaluations / cells).isLessThan(60);
  }

  /**
   * Ten volt-seconds through a device of a tenth of a millivolt-second: too many panels to keep.
   */
  @Test
  void aDriveTooLongToKeepIsTakenBackAllTheSame() {
    WideCascade network = WideCascade.of(new Random(4), 0.5, 2, 2, 2);
    Circuit circuit = network.circuit(new ArctanMemristor(2, 1, 1e-4));
    int panels = (int) (10 / (Math.PI * 1e-4));
    assertThat(panels).isGreaterThan(Branch.MOST_KNOTS);
    circuit.setColumnVolts(0, new double[] {1, -0.5});
    circuit.advance(10);
    assertThat(RandomNetwork.largestDifference(circuit.fluxesVoltSeconds(), network.fluxes()))
        .isGreaterThan(1);
    circuit.setColumnVolts(0, new double[] {-1, 0.5});
    circuit.advance(10);
    assertThat(RandomNetwork.largestDifference(circuit.fluxesVoltSeconds(), network.fluxes()))
        .isLessThan(1e-9);
  }
}
