package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.memristor.HpMemristor;
import dev.fluxbar.memristor.LeakyMemristor;
import dev.fluxbar.memristor.OnePort;
import dev.fluxbar.memristor.VteamMemristor;
import dev.fluxbar.memristor.Window;
import dev.fluxbar.signal.BlockSignal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RealCircuitTest {
  private static final NetworkShape SHAPE = NetworkShape.sizes(3, 2);
  private static final FluxControlled DEVICE = ArctanMemristor.PAPER;
  private static final VteamMemristor VTEAM =
      new VteamMemristor(1e3, 1e5, -0.6, 0.5, -40, 30, 3, 2, Window.NONE);

  private static List<Matrix> states(NetworkShape shape, double span) {
    return shape.arrays().stream()
        .map(
            a ->
                Matrix.fill(
                    a.rows(), a.columns(), (k, j) -> span * (0.1 + 0.2 * k + 0.25 * j) / 1.5))
        .toList();
  }

  private static RealCircuit closed(OnePort device, Imperfections imperfections) {
    RealCircuit circuit =
        new RealCircuit(
            SHAPE,
            Topology.INDEPENDENT,
            Activation.TANH,
            cell -> device,
            states(SHAPE, 1),
            imperfections);
    circuit.setSwitches(SwitchSetting.closed(SHAPE));
    return circuit;
  }

  private static void block(Circuit circuit, double[] volts, double tau) {
    for (int p = 0; p < BlockSignal.PLATEAUS; p++) {
      circuit.setColumnVolts(0, RandomNetwork.times(BlockSignal.sign(p), volts));
      circuit.advance(tau);
    }
  }

  private static ArraySwitches switches(Random random) {
    ArraySwitches switches = ArraySwitches.open(SHAPE.array(0));
    for (int i = 0; i < 6; i++) {
      switches = switches.with(i / 3, i % 3, random.nextBoolean());
    }
    return switches;
  }

  private static double state(Circuit circuit, int row, int column) {
    return circuit.fluxVoltSeconds(new Cell(0, row, column));
  }

  /** Nothing between drivers and devices: what the ideal circuit gives, to rounding. */
  @Test
  void isTheIdealCircuitWhereNothingIsImperfect() {
    long seed = 51;
    Random random = new Random(seed);
    RealCircuit real = closed(DEVICE, Imperfections.NONE);
    IdealCircuit ideal =
        new IdealCircuit(SHAPE, Topology.INDEPENDENT, Activation.TANH, DEVICE, states(SHAPE, 1));
    ideal.setSwitches(SwitchSetting.closed(SHAPE));
    for (int i = 0; i < 200; i++) {
      double[] volts = random.doubles(3, -1, 1).toArray();
      volts[random.nextInt(3)] = 0;
      ArraySwitches switches = switches(random);
      double seconds = random.nextDouble();
      for (Circuit circuit : List.of(real, ideal)) {
        circuit.setSwitches(SwitchSetting.open(SHAPE).with(0, switches));
        circuit.setColumnVolts(0, volts);
        circuit.advance(seconds);
      }
      assertThat(real.rowAmperes(0))
          .as("seed %s, stretch %s", seed, i)
          .containsExactly(ideal.rowAmperes(0), within(1e-13));
      assertThat(real.memductances().largestDifferenceSiemens(ideal.memductances()))
          .isLessThan(1e-13);
    }
    assertThat(real.benchSeconds()).isEqualTo(ideal.benchSeconds());
  }

  @Test
  void aCascadeWithoutImperfectionsIsTheIdealOne() {
    NetworkShape shape = NetworkShape.sizes(2, 3, 2);
    RealCircuit real =
        new RealCircuit(
            shape,
            Topology.CASCADE,
            Activation.TANH,
            cell -> DEVICE,
            states(shape, 1),
            Imperfections.NONE);
    IdealCircuit ideal =
        new IdealCircuit(shape, Topology.CASCADE, Activation.TANH, DEVICE, states(shape, 1));
    for (Circuit circuit : List.of(real, ideal)) {
      circuit.setSwitches(SwitchSetting.closed(shape));
      circuit.meterEnergy(true);
      circuit.setColumnVolts(0, new double[] {0.3, -0.2});
      circuit.advance(1.5);
    }
    // The stated bound: 1e-9 of the flux of a stretch.
    assertThat(real.fluxesVoltSeconds().get(1).largestDifference(ideal.fluxesVoltSeconds().get(1)))
        .isLessThan(1.5e-9);
    assertThat(real.columnVolts(1)).containsExactly(ideal.columnVolts(1), within(1e-9));
    assertThat(real.rowAmperes(1)).containsExactly(ideal.rowAmperes(1), within(1e-8));
    // Both state 1e-6; the powers here are smooth.
    assertThat(real.dissipatedJoules())
        .isCloseTo(ideal.dissipatedJoules(), within(1e-6 * ideal.dissipatedJoules()));
    block(real, new double[] {0.3, -0.2}, 1);
    block(ideal, new double[] {0.3, -0.2}, 1);
    assertThat(real.fluxesVoltSeconds().get(1).largestDifference(ideal.fluxesVoltSeconds().get(1)))
        .isLessThan(5e-9);
  }

  /** Voltages that cancel at first: neurons begin at exactly 0 V. */
  @Test
  void aCascadeWhoseNeuronsBeginAtZeroMovesOn() {
    NetworkShape shape = NetworkShape.sizes(2, 1, 1);
    List<Matrix> fluxes = List.of(Matrix.of(new double[2]), Matrix.of(new double[] {0.5}));
    RealCircuit real =
        new RealCircuit(
            shape, Topology.CASCADE, Activation.TANH, cell -> DEVICE, fluxes, Imperfections.NONE);
    IdealCircuit ideal = new IdealCircuit(shape, Topology.CASCADE, Activation.TANH, DEVICE, fluxes);
    for (Circuit circuit : List.of(real, ideal)) {
      circuit.setSwitches(SwitchSetting.closed(shape));
      circuit.setColumnVolts(0, new double[] {1, -1});
      circuit.advance(1);
    }
    double expected = ideal.fluxVoltSeconds(new Cell(1, 0, 0));
    assertThat(expected).isGreaterThan(0.6);
    assertThat(real.fluxVoltSeconds(new Cell(1, 0, 0))).isCloseTo(expected, within(1e-9));
  }

  /**
   * With a resistor R in series phi + R g(phi) grows by V t, since V = v + R W v: a closed form
   * through the charge g.
   */
  @Test
  void aSwitchInSeriesTakesItsVoltage() {
    double ohms = 0.2;
    RealCircuit circuit = closed(DEVICE, Imperfections.NONE.withSwitches(ohms, 0));
    double start = state(circuit, 1, 2);
    circuit.setColumnVolts(0, new double[] {0, 0, 0.8});
    circuit.advance(2.5);
    double end = state(circuit, 1, 2);
    double drop = ohms * (DEVICE.chargeCoulombs(end) - DEVICE.chargeCoulombs(start));
    // The stated bound, times 1 + R W.
    assertThat(end - start + drop).isCloseTo(2, within(4e-9));
    double siemens = DEVICE.memductanceSiemens(end);
    assertThat(circuit.rowAmperes(0)[1]).isCloseTo(0.8 / (1 / siemens + ohms), within(1e-12));
    assertThat(state(circuit, 1, 0)).isEqualTo(states(SHAPE, 1).get(0).at(1, 0));
  }

  @Test
  void anOpenSwitchLeaksAndALittleFluxComesThrough() {
    double leakage = 1e-3;
    RealCircuit circuit = closed(DEVICE, Imperfections.NONE.withSwitches(0, leakage));
    circuit.setSwitches(SwitchSetting.open(SHAPE));
    double start = state(circuit, 0, 0);
    circuit.setColumnVolts(0, new double[] {1, 0, 0});
    circuit.advance(1);
    double end = state(circuit, 0, 0);
    double drop = (DEVICE.chargeCoulombs(end) - DEVICE.chargeCoulombs(start)) / leakage;
    assertThat(end - start).isPositive().isLessThan(1e-3);
    assertThat(end - start + drop).isCloseTo(1, within(1e-9));
  }

  /** A hundred block signals of a volt through switches that take a tenth of it. */
  @Test
  void aBlockSignalBalancesThroughSwitchesAndCycleToCycleVariation() {
    Imperfections imperfections = Imperfections.NONE.withSwitches(0.05, 0).withCycleSigma(0.05, 7);
    RealCircuit circuit = closed(DEVICE, imperfections);
    Matrix start = circuit.fluxesVoltSeconds().get(0);
    double[] rest = new double[3];
    for (int i = 0; i < 100; i++) {
      block(circuit, new double[] {1, -0.5, 0.25}, 1);
      circuit.setColumnVolts(0, rest);
      circuit.advance(0.1);
    }
    // 400 plateaus within 1e-9 V s each would allow 4e-7; the rule is symmetric and does better.
    assertThat(circuit.fluxesVoltSeconds().get(0).largestDifference(start)).isLessThan(1e-10);
  }

  @Test
  void drawsAnewWheneverADriveLeavesRestAndNotBefore() {
    RealCircuit circuit = closed(DEVICE, Imperfections.NONE.withCycleSigma(0.1, 3));
    double[] moves = new double[6];
    for (int i = 0; i < 6; i++) {
      double before = state(circuit, 0, 0);
      circuit.setColumnVolts(0, new double[] {0.1, 0, 0});
      circuit.advance(1);
      moves[i] = state(circuit, 0, 0) - before;
      if (i % 2 == 1) {
        circuit.setColumnVolts(0, new double[] {0.004, 0, 0}); // a driver's offset
        circuit.advance(1e-6);
      }
    }
    for (int i = 0; i < 6; i += 2) {
      assertThat(moves[i + 1]).isCloseTo(moves[i], within(1e-15));
      assertThat(moves[i]).isNotEqualTo(0.1).isBetween(0.013, 0.187);
    }
    assertThat(moves[2]).isNotCloseTo(moves[0], within(1e-6));
    assertThat(moves[4]).isNotCloseTo(moves[2], within(1e-6));
  }

  /** A command that sets 0 V and at once another voltage lets nothing rest. */
  @Test
  void aRestOfNoTimeIsNone() {
    RealCircuit circuit = closed(DEVICE, Imperfections.NONE.withCycleSigma(0.1, 3));
    double[] drive = {0.1, 0.1, 0.1};
    circuit.setColumnVolts(0, drive);
    circuit.advance(1);
    double first = state(circuit, 0, 0);
    circuit.setColumnVolts(0, new double[3]);
    circuit.advance(0);
    circuit.setColumnVolts(0, RandomNetwork.times(-1, drive));
    circuit.advance(1);
    assertThat(state(circuit, 0, 0))
        .isCloseTo(states(SHAPE, 1).get(0).at(0, 0), within(1e-15))
        .isNotEqualTo(first);
  }

  @Test
  void faultsConductAsTheySayAndNeverMove() {
    Map<Cell, CellFault> faults =
        Map.of(
            new Cell(0, 0, 0), new CellFault.StuckOn(5),
            new Cell(0, 0, 1), new CellFault.StuckOff(0.5),
            new Cell(0, 0, 2), new CellFault.Open(),
            new Cell(0, 1, 0), new CellFault.Shorted(1000),
            new Cell(0, 1, 1), new CellFault.Resistor(2));
    RealCircuit circuit =
        closed(
            DEVICE,
            Imperfections.NONE
                .withFaults(faults)
                .withDrift(new ConductanceDrift(0.1, 1, Double.POSITIVE_INFINITY)));
    circuit.setColumnVolts(0, new double[] {1, 0.5, 0.25});
    circuit.advance(3);
    faults.forEach(
        (cell, fault) -> assertThat(circuit.memductanceSiemens(cell)).isEqualTo(fault.siemens()));
    assertThat(circuit.rowAmperes(0)[0]).isEqualTo(5.25);
    double moving = circuit.memductanceSiemens(new Cell(0, 1, 2));
    assertThat(circuit.rowAmperes(0)[1]).isCloseTo(1001 + 0.25 * moving, within(1e-12));
    assertThat(state(circuit, 0, 0)).isEqualTo(states(SHAPE, 1).get(0).at(0, 0));
    assertThat(circuit.fluxVoltSeconds(new Cell(0, 1, 2)))
        .isNotEqualTo(states(SHAPE, 1).get(0).at(1, 2));
  }

  @Test
  void conductancesFallByAPowerOfTheirAgeUntilDrivenHard() {
    ConductanceDrift drift = new ConductanceDrift(0.05, 2, 0.5);
    RealCircuit circuit = closed(DEVICE, Imperfections.NONE.withDrift(drift));
    Cell cell = new Cell(0, 1, 1);
    double whole = circuit.memductanceSiemens(cell);
    for (int i = 0; i < 10; i++) {
      circuit.setColumnVolts(0, new double[] {0, i % 2 == 0 ? 0.1 : -0.1, 0});
      circuit.advance(1);
    }
    assertThat(circuit.memductanceSiemens(cell))
        .isCloseTo(whole * Math.pow(6, -0.05), within(1e-14));
    assertThat(circuit.rowAmperes(0)[1])
        .isCloseTo(-0.1 * circuit.memductanceSiemens(cell), within(1e-14));
    circuit.setColumnVolts(0, new double[] {0, 0.6, 0});
    circuit.advance(1);
    circuit.setColumnVolts(0, new double[] {0, -0.6, 0});
    circuit.advance(1);
    assertThat(circuit.memductanceSiemens(cell)).isCloseTo(whole, within(1e-14));
    circuit.setColumnVolts(0, new double[3]);
    circuit.advance(2);
    assertThat(circuit.memductanceSiemens(cell))
        .isCloseTo(whole * Math.pow(2, -0.05), within(1e-14));
  }

  @Test
  void aVolatileDeviceForgetsAtRestBehindOpenSwitchesAndUnderDrive() {
    LeakyMemristor device = new LeakyMemristor(DEVICE, 2);
    RealCircuit circuit = closed(device, Imperfections.NONE);
    double start = state(circuit, 1, 1);
    circuit.advance(1);
    assertThat(state(circuit, 1, 1)).isCloseTo(start * Math.exp(-0.5), within(1e-15));
    circuit.setSwitches(SwitchSetting.open(SHAPE));
    circuit.setColumnVolts(0, new double[] {1, 1, 1});
    circuit.advance(1);
    assertThat(state(circuit, 1, 1)).isCloseTo(start * Math.exp(-1), within(1e-15));
    circuit.setSwitches(SwitchSetting.closed(SHAPE));
    circuit.advance(1);
    double driven = 2 + (start * Math.exp(-1) - 2) * Math.exp(-0.5);
    assertThat(state(circuit, 1, 1)).isCloseTo(driven, within(1e-15));
  }

  /** One long stretch against two thousand short ones, where switches take much of the voltage. */
  @Test
  void statesThatAreNoFluxesStayWithinTheStatedBoundOfShortSteps() {
    VteamMemristor steep =
        new VteamMemristor(1e4, 1e5, -0.3, 0.3, -0.4, 0.3, 4, 4, new Window.Joglekar(1));
    HpMemristor film = new HpMemristor(100, 16_000, 1e-14, 1e-8, new Window.Biolek(2));
    VteamMemristor steeper =
        new VteamMemristor(1e4, 1e5, -0.3, 0.3, -4e-4, 3e-4, 12, 12, Window.NONE);
    for (OnePort device : List.of(steep, steeper, film, new LeakyMemristor(DEVICE, 0.1))) {
      Imperfections switches = Imperfections.NONE.withSwitches(0.5 / device.maxSiemens(), 0);
      RealCircuit one = closed(device, switches);
      RealCircuit many = closed(device, switches);
      one.setColumnVolts(0, new double[] {0.9, -0.8, 0.7});
      many.setColumnVolts(0, new double[] {0.9, -0.8, 0.7});
      one.advance(0.05);
      for (int i = 0; i < 2000; i++) {
        many.advance(0.05 / 2000);
      }
      for (int i = 0; i < 6; i++) {
        double start = states(SHAPE, 1).get(0).at(i / 3, i % 3);
        double expected = state(many, i / 3, i % 3);
        assertThat(state(one, i / 3, i % 3))
            .as("device %s, cell %s", device, i)
            .isNotEqualTo(start)
            .isCloseTo(expected, within(1e-5 * Math.abs(expected - start)));
      }
    }
  }

  /** Conductances that fall within a stretch leave more voltage to devices behind switches. */
  @Test
  void driftWithinAStretchIsSeenByVoltages() {
    Imperfections imperfections =
        Imperfections.NONE
            .withSwitches(0.3, 0)
            .withDrift(new ConductanceDrift(0.3, 1, Double.POSITIVE_INFINITY));
    RealCircuit one = closed(DEVICE, imperfections);
    RealCircuit many = closed(DEVICE, imperfections);
    one.setColumnVolts(0, new double[] {0.1, -0.1, 0.1});
    many.setColumnVolts(0, new double[] {0.1, -0.1, 0.1});
    one.advance(10);
    for (int i = 0; i < 1000; i++) {
      many.advance(0.01);
    }
    assertThat(one.fluxesVoltSeconds().get(0).largestDifference(many.fluxesVoltSeconds().get(0)))
        .isLessThan(1e-9);
  }

  /** What devices lose is what drivers give less what switches take. */
  @Test
  void devicesDissipateWhatDriversGiveLessWhatSwitchesTake() {
    for (OnePort device :
        List.of(DEVICE, VTEAM, new HpMemristor(100, 16_000, 1e-14, 1e-8, Window.NONE))) {
      double ohms = 0.1 / device.maxSiemens();
      RealCircuit circuit = closed(device, Imperfections.NONE.withSwitches(ohms, 0));
      circuit.meterEnergy(true);
      double[] volts = {0.9, -0.8, 0.7};
      circuit.setColumnVolts(0, volts);
      double given = 0;
      double taken = 0;
      int parts = 2000;
      double h = 0.02 / parts;
      double[] before = powers(circuit, volts, ohms);
      for (int i = 0; i < parts; i++) {
        circuit.advance(h);
        double[] after = powers(circuit, volts, ohms);
        given += h * (before[0] + after[0]) / 2;
        taken += h * (before[1] + after[1]) / 2;
        before = after;
      }
      // The trapezoids are good to h^2, 1e-6 here, where states stop at bounds to h.
      assertThat(circuit.dissipatedJoules())
          .as("device %s", device)
          .isPositive()
          .isCloseTo(given - taken, within(2e-5 * given));
    }
  }

  private static double[] powers(Circuit circuit, double[] volts, double ohms) {
    double given = 0;
    double taken = 0;
    for (int k = 0; k < 2; k++) {
      for (int j = 0; j < 3; j++) {
        double siemens = circuit.memductanceSiemens(new Cell(0, k, j));
        double amperes = volts[j] / (1 / siemens + ohms);
        given += volts[j] * amperes;
        taken += amperes * amperes * ohms;
      }
    }
    return new double[] {given, taken};
  }

  /** The ideal circuit's closed form, V (g(phi1) - g(phi0)), against steps. */
  @Test
  void bothCircuitsMeterTheSameEnergy() {
    RealCircuit real = closed(DEVICE, Imperfections.NONE);
    IdealCircuit ideal =
        new IdealCircuit(SHAPE, Topology.INDEPENDENT, Activation.TANH, DEVICE, states(SHAPE, 1));
    ideal.setSwitches(SwitchSetting.closed(SHAPE));
    block(real, new double[] {1, 1, 1}, 1);
    block(ideal, new double[] {1, 1, 1}, 1);
    assertThat(real.dissipatedJoules()).isZero();
    assertThat(ideal.dissipatedJoules()).isZero();
    real.meterEnergy(true);
    ideal.meterEnergy(true);
    block(real, new double[] {1, -2, 0.5}, 1);
    block(ideal, new double[] {1, -2, 0.5}, 1);
    assertThat(ideal.dissipatedJoules()).isPositive();
    assertThat(real.dissipatedJoules())
        .isCloseTo(ideal.dissipatedJoules(), within(1e-6 * ideal.dissipatedJoules()));
  }

  @Test
  void theSameSeedGivesTheSameBitsAndAnotherSeedOthers() {
    assertThat(spreadState(5)).isEqualTo(spreadState(5));
    assertThat(spreadState(6).largestDifference(spreadState(5))).isGreaterThan(1e-4);
  }

  private static Matrix spreadState(long seed) {
    DeviceSpread spread = new DeviceSpread(0.05, 0.05, seed);
    RealCircuit circuit =
        new RealCircuit(
            SHAPE,
            Topology.INDEPENDENT,
            Activation.TANH,
            spread.over(DEVICE),
            states(SHAPE, 1),
            Imperfections.NONE.withSwitches(0.1, 1e-6).withCycleSigma(0.05, seed));
    circuit.setSwitches(SwitchSetting.closed(SHAPE));
    circuit.setColumnVolts(0, new double[] {0.5, 0.3, -0.5});
    circuit.advance(1);
    return circuit.fluxesVoltSeconds().get(0);
  }

  @Test
  void refusesStatesThatNoDeviceHasAndFaultsAtNoCell() {
    assertThatThrownBy(
            () ->
                new RealCircuit(
                    SHAPE,
                    Topology.INDEPENDENT,
                    Activation.TANH,
                    cell -> VTEAM,
                    states(SHAPE, 10),
                    Imperfections.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("state=");
    Map<Cell, CellFault> faults = Map.of(new Cell(0, 5, 0), new CellFault.Open());
    assertThatThrownBy(() -> closed(DEVICE, Imperfections.NONE.withFaults(faults)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 6");
    assertThatThrownBy(
            () ->
                new RealCircuit(
                    SHAPE,
                    Topology.INDEPENDENT,
                    Activation.TANH,
                    cell -> DEVICE,
                    List.of(),
                    Imperfections.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shapes must be equal");
  }

  @Test
  void observersSeeEveryPointAndCurrentsThere() {
    RealCircuit circuit = closed(DEVICE, Imperfections.NONE.withSwitches(0.1, 0));
    circuit.setColumnVolts(0, new double[] {1, 0, 0});
    double[] seen = new double[4];
    circuit.observe(
        4,
        (seconds, at) -> {
          seen[(int) Math.round(seconds * 2) - 1] = at.rowAmperes(0)[0];
          assertThat(at.benchSeconds()).isEqualTo(seconds);
        });
    circuit.advance(2);
    assertThat(seen).isSorted().doesNotContain(0);
    circuit.unobserve();
    circuit.advance(1);
    assertThat(circuit.benchSeconds()).isEqualTo(3);
  }
}
