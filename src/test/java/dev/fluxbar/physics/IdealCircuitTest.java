package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Activation;
import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.array.Topology;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.memristor.TanhMemristor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdealCircuitTest {
  private static final NetworkShape ACADEMIC = NetworkShape.sizes(2, 3, 2);
  private static final FluxControlled DEVICE = ArctanMemristor.PAPER;

  private static List<Matrix> fluxes(NetworkShape shape) {
    return shape.arrays().stream()
        .map(a -> Matrix.fill(a.rows(), a.columns(), (k, j) -> 0.3 * k - 0.7 * j + 0.1))
        .toList();
  }

  private static Circuit circuit(NetworkShape shape, Topology topology) {
    return new IdealCircuit(shape, topology, Activation.TANH, DEVICE, fluxes(shape));
  }

  private static Circuit closedCascade() {
    Circuit circuit = circuit(ACADEMIC, Topology.CASCADE);
    circuit.setSwitches(SwitchSetting.closed(ACADEMIC));
    return circuit;
  }

  @Test
  void startsWithSwitchesOpenAndDriversAtZero() {
    Circuit circuit = circuit(ACADEMIC, Topology.CASCADE);
    assertThat(circuit.columnVolts(0)).containsOnly(0);
    circuit.setColumnVolts(0, new double[] {1, 1});
    circuit.advance(1);
    assertThat(circuit.rowAmperes(0)).containsOnly(0);
    assertThat(circuit.fluxesVoltSeconds()).isEqualTo(fluxes(ACADEMIC));
    assertThat(circuit.benchSeconds()).isEqualTo(1);
  }

  @Test
  void aCellThatWasClosedAloneKeepsItsFluxWhenSwitchesMove() {
    for (SwitchSetting after :
        List.of(SwitchSetting.open(ACADEMIC), SwitchSetting.closed(ACADEMIC))) {
      Circuit circuit = circuit(ACADEMIC, Topology.INDEPENDENT);
      circuit.setSwitches(
          SwitchSetting.open(ACADEMIC).with(0, ArraySwitches.only(ACADEMIC.array(0), 1, 0)));
      circuit.setColumnVolts(0, new double[] {0.5, 0.5});
      circuit.advance(2);
      circuit.setSwitches(after);
      Matrix start = fluxes(ACADEMIC).get(0);
      Matrix expected = Matrix.fill(3, 2, (k, j) -> start.at(k, j) + (k == 1 && j == 0 ? 1 : 0));
      assertThat(circuit.fluxesVoltSeconds().get(0)).isEqualTo(expected);
    }
  }

  /** Currents are kept while nothing changes: nothing that changes them may leave them kept. */
  @Test
  void rowCurrentsFollowEveryChangeAndAreTheCallersOwn() {
    Circuit circuit = closedCascade();
    SwitchSetting closed = SwitchSetting.closed(ACADEMIC);
    ArraySwitches gap = closed.array(0).with(1, 0, false);
    assertCurrentsOf(circuit, new double[] {0, 0}, closed);
    circuit.setColumnVolts(0, new double[] {0.5, -0.25});
    assertCurrentsOf(circuit, new double[] {0.5, -0.25}, closed);
    circuit.advance(1.5);
    assertCurrentsOf(circuit, new double[] {0.5, -0.25}, closed);
    circuit.openSwitch(new Cell(0, 1, 0));
    assertCurrentsOf(circuit, new double[] {0.5, -0.25}, closed.with(0, gap));
    circuit.setSwitches(closed.with(1, ArraySwitches.open(ACADEMIC.array(1))));
    assertCurrentsOf(
        circuit, new double[] {0.5, -0.25}, closed.with(1, ArraySwitches.open(ACADEMIC.array(1))));
    circuit.rowAmperes(1)[0] = 7;
    circuit.setSwitches(closed);
    circuit.rowAmperes(0)[0] = 7;
    assertCurrentsOf(circuit, new double[] {0.5, -0.25}, closed);
  }

  /** Against a circuit that stands in the same state and was never asked. */
  private static void assertCurrentsOf(Circuit circuit, double[] volts, SwitchSetting switches) {
    Circuit fresh =
        new IdealCircuit(
            ACADEMIC, Topology.CASCADE, Activation.TANH, DEVICE, circuit.fluxesVoltSeconds());
    fresh.setSwitches(switches);
    fresh.setColumnVolts(0, volts);
    for (int array : new int[] {1, 0, 1}) {
      assertThat(circuit.columnVolts(array)).isEqualTo(fresh.columnVolts(array));
      double[] expected = fresh.rowAmperes(array);
      double[] found = circuit.rowAmperes(array);
      for (int k = 0; k < expected.length; k++) {
        // The flux of a cell is one number here and a sum there.
        assertThat(found[k]).isCloseTo(expected[k], within(1e-15));
      }
    }
  }

  @Test
  void drivenColumnsReceiveVoltsTimesSeconds() {
    Circuit circuit = closedCascade();
    circuit.setColumnVolts(0, new double[] {0.5, -0.25});
    circuit.advance(4);
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < 2; j++) {
        double start = fluxes(ACADEMIC).get(0).at(k, j);
        assertThat(circuit.fluxVoltSeconds(new Cell(0, k, j))).isEqualTo(start + (j == 0 ? 2 : -1));
      }
    }
  }

  @Test
  void rowCurrentsAreMemductancesTimesVolts() {
    Circuit circuit = closedCascade();
    double[] volts = {0.5, -0.25};
    circuit.setColumnVolts(0, volts);
    circuit.advance(1.5);
    double[] expected = circuit.memductances().array(0).times(volts);
    assertThat(circuit.rowAmperes(0)).containsExactly(expected, within(1e-15));
    double[] behind = Activation.TANH.volts(expected);
    assertThat(circuit.columnVolts(1)).containsExactly(behind, within(1e-15));
    assertThat(circuit.rowAmperes(1))
        .containsExactly(circuit.memductances().array(1).times(behind), within(1e-14));
  }

  @Test
  void differentialNeuronsSeeTheDifferenceOfTheirRows() {
    NetworkShape shape = NetworkShape.of(ArrayShape.pairs(2, 3), ArrayShape.pairs(1, 2));
    Circuit circuit = circuit(shape, Topology.CASCADE);
    circuit.setSwitches(SwitchSetting.closed(shape));
    circuit.setColumnVolts(0, new double[] {1, 2, -1});
    double[] amperes = circuit.rowAmperes(0);
    assertThat(circuit.columnVolts(1))
        .containsExactly(
            Activation.TANH.volts(amperes[0] - amperes[2]),
            Activation.TANH.volts(amperes[1] - amperes[3]));
  }

  @Test
  void inspectionPassesNoTime() {
    Circuit circuit = closedCascade();
    circuit.setColumnVolts(0, new double[] {1, 1});
    List<Matrix> before = circuit.fluxesVoltSeconds();
    double[] amperes = circuit.rowAmperes(1);
    assertThat(circuit.rowAmperes(1)).isEqualTo(amperes);
    circuit.columnVolts(1);
    circuit.memductances();
    assertThat(circuit.fluxesVoltSeconds()).isEqualTo(before);
    assertThat(circuit.benchSeconds()).isZero();
  }

  @Test
  void independentArraysHaveDriversOfTheirOwn() {
    Circuit circuit = circuit(ACADEMIC, Topology.INDEPENDENT);
    circuit.setSwitches(SwitchSetting.closed(ACADEMIC));
    circuit.setColumnVolts(0, new double[] {1, 0});
    circuit.setColumnVolts(1, new double[] {0, 0, 2});
    circuit.advance(0.5);
    assertThat(circuit.columnVolts(1)).containsExactly(0, 0, 2);
    for (int k = 0; k < 2; k++) {
      Matrix start = fluxes(ACADEMIC).get(1);
      assertThat(circuit.fluxVoltSeconds(new Cell(1, k, 0))).isEqualTo(start.at(k, 0));
      assertThat(circuit.fluxVoltSeconds(new Cell(1, k, 2))).isEqualTo(start.at(k, 2) + 1);
      assertThat(circuit.rowAmperes(1)[k])
          .isEqualTo(2 * DEVICE.memductanceSiemens(start.at(k, 2) + 1));
    }
  }

  @Test
  void aGateStopsTheFluxOfItsCellAlone() {
    Circuit circuit = closedCascade();
    circuit.setColumnVolts(0, new double[] {1, -0.5});
    circuit.advance(0.75);
    Cell gated = new Cell(0, 1, 0);
    double atGate = circuit.fluxVoltSeconds(gated);
    circuit.openSwitch(gated);
    circuit.openSwitch(gated);
    circuit.advance(1);
    assertThat(atGate).isEqualTo(fluxes(ACADEMIC).get(0).at(1, 0) + 0.75);
    assertThat(circuit.fluxVoltSeconds(gated)).isEqualTo(atGate);
    assertThat(circuit.fluxVoltSeconds(new Cell(0, 0, 0)))
        .isEqualTo(fluxes(ACADEMIC).get(0).at(0, 0) + 1.75);
    assertThat(circuit.rowAmperes(0)[1])
        .isEqualTo(-0.5 * circuit.memductanceSiemens(new Cell(0, 1, 1)));
  }

  @Test
  void aGateBehindNeuronsEqualsSwitchesSetAnewAtThatInstant() {
    Cell gated = new Cell(1, 0, 2);
    Circuit opened = closedCascade();
    opened.setColumnVolts(0, new double[] {1, -0.5});
    opened.advance(0.75);
    opened.openSwitch(gated);
    opened.advance(1);
    Circuit set = closedCascade();
    set.setColumnVolts(0, new double[] {1, -0.5});
    set.advance(0.75);
    set.setSwitches(
        SwitchSetting.closed(ACADEMIC)
            .with(1, ArraySwitches.closed(ACADEMIC.array(1)).with(0, 2, false)));
    set.advance(1);
    // Settling the columns' fluxes into the cells rounds once.
    assertThat(RandomNetwork.largestDifference(opened.fluxesVoltSeconds(), set.fluxesVoltSeconds()))
        .isLessThan(1e-15);
  }

  @Test
  void anArrayCutOffBehindNeuronsKeepsItsFluxes() {
    Circuit circuit = closedCascade();
    circuit.setSwitches(
        SwitchSetting.closed(ACADEMIC).with(1, ArraySwitches.open(ACADEMIC.array(1))));
    circuit.setColumnVolts(0, new double[] {3, -2});
    circuit.advance(10);
    assertThat(circuit.fluxesVoltSeconds().get(1)).isEqualTo(fluxes(ACADEMIC).get(1));
    assertThat(circuit.rowAmperes(1)).containsOnly(0);
  }

  @Test
  void advancingInPartsEndsWhereOneAdvanceEnds() {
    Circuit whole = closedCascade();
    whole.setColumnVolts(0, new double[] {1, -2});
    whole.advance(3);
    Circuit parts = closedCascade();
    parts.setColumnVolts(0, new double[] {1, -2});
    for (int i = 0; i < 7; i++) {
      parts.advance(3.0 / 7);
    }
    assertThat(
            RandomNetwork.largestDifference(whole.fluxesVoltSeconds(), parts.fluxesVoltSeconds()))
        .isLessThan(1e-11);
  }

  @Test
  void anObserverSeesEqualPartsOfEveryAdvanceUntilItIsDismissed() {
    Circuit circuit = closedCascade();
    List<Double> seen = new ArrayList<>();
    List<Double> fluxes = new ArrayList<>();
    circuit.setColumnVolts(0, new double[] {1, 0});
    circuit.advance(1);
    circuit.observe(
        4,
        (seconds, c) -> {
          assertThat(c.benchSeconds()).isEqualTo(seconds);
          seen.add(seconds);
          fluxes.add(c.fluxVoltSeconds(new Cell(0, 0, 0)));
        });
    circuit.advance(2);
    circuit.unobserve();
    circuit.advance(1);
    assertThat(seen).containsExactly(1.5, 2.0, 2.5, 3.0);
    double start = fluxes(ACADEMIC).get(0).at(0, 0);
    for (int i = 0; i < 4; i++) {
      assertThat(fluxes.get(i)).isCloseTo(start + seen.get(i), within(1e-15));
    }
    assertThat(circuit.benchSeconds()).isEqualTo(4);
  }

  @Test
  void devicesMayDifferFromCellToCell() {
    FluxControlled other = new TanhMemristor(1, 0.5, 2);
    CellDevices mixed = cell -> cell.row() == 1 ? other : DEVICE;
    Circuit circuit =
        new IdealCircuit(ACADEMIC, Topology.CASCADE, Activation.TANH, mixed, fluxes(ACADEMIC));
    circuit.setSwitches(SwitchSetting.closed(ACADEMIC));
    circuit.setColumnVolts(0, new double[] {1, 0});
    double start = fluxes(ACADEMIC).get(0).at(1, 0);
    assertThat(circuit.memductanceSiemens(new Cell(0, 1, 0)))
        .isEqualTo(other.memductanceSiemens(start));
    circuit.advance(2);
    // Column 1 of the second array is driven by row 1 of the first alone, whose devices are of the
    // other kind: compare with a circuit all of that kind.
    Circuit allOther =
        new IdealCircuit(ACADEMIC, Topology.CASCADE, Activation.TANH, other, fluxes(ACADEMIC));
    allOther.setSwitches(SwitchSetting.closed(ACADEMIC));
    allOther.setColumnVolts(0, new double[] {1, 0});
    allOther.advance(2);
    assertThat(circuit.fluxVoltSeconds(new Cell(1, 0, 1)))
        .isCloseTo(allOther.fluxVoltSeconds(new Cell(1, 0, 1)), within(1e-11));
    assertThat(circuit.fluxVoltSeconds(new Cell(1, 0, 0)))
        .isNotCloseTo(allOther.fluxVoltSeconds(new Cell(1, 0, 0)), within(1e-3));
  }

  @Test
  void refusesDriversThatACascadeDoesNotHave() {
    assertThatThrownBy(() -> closedCascade().setColumnVolts(1, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("array=2")
        .hasMessageContaining("only the first array has drivers");
  }

  @Test
  void refusesWhatDoesNotFitOrIsNotANumber() {
    Circuit circuit = closedCascade();
    assertThatThrownBy(() -> circuit.setColumnVolts(0, new double[3]))
        .hasMessageContaining("columns=2, volts=3");
    assertThatThrownBy(() -> circuit.setColumnVolts(0, new double[] {1, Double.NaN}))
        .hasMessageContaining("column=2, volts=NaN");
    assertThat(circuit.columnVolts(0)).containsOnly(0);
    assertThatThrownBy(() -> circuit.advance(Double.NaN)).hasMessageContaining("seconds=NaN");
    assertThatThrownBy(() -> circuit.advance(-1)).hasMessageContaining("seconds=-1.0");
    assertThatThrownBy(() -> circuit.rowAmperes(2)).hasMessageContaining("array=3");
    assertThatThrownBy(() -> circuit.openSwitch(new Cell(0, 3, 0))).hasMessageContaining("row 4");
    assertThatThrownBy(() -> circuit.observe(0, (s, c) -> {})).hasMessageContaining("points=0");
    assertThatThrownBy(() -> circuit.setSwitches(SwitchSetting.closed(NetworkShape.sizes(2, 3, 3))))
        .hasMessageContaining("the shapes must be equal");
    assertThatThrownBy(
            () ->
                new IdealCircuit(
                    NetworkShape.sizes(2, 2),
                    Topology.CASCADE,
                    Activation.TANH,
                    DEVICE,
                    fluxes(ACADEMIC)))
        .hasMessageContaining("initial-fluxes=[3 x 2, 2 x 3], arrays=2 x 2");
  }
}
