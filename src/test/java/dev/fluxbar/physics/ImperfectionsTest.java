package dev.fluxbar.physics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Cell;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.FixedConductor;
import dev.fluxbar.memristor.FluxControlled;
import dev.fluxbar.memristor.LeakyMemristor;
import dev.fluxbar.memristor.OnePort;
import dev.fluxbar.memristor.TanhMemristor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImperfectionsTest {

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesResistancesThatAreNone(double value) {
    assertThatThrownBy(() -> Imperfections.NONE.withSwitches(value, 0))
        .hasMessageContaining("switch-ohms=" + value);
    assertThatThrownBy(() -> Imperfections.NONE.withSwitches(0, value))
        .hasMessageContaining("leakage-siemens=" + value);
    assertThatThrownBy(() -> Imperfections.NONE.withCycleSigma(value, 0))
        .hasMessageContaining("cycle-sigma=" + value);
    assertThatThrownBy(() -> new DeviceSpread(value, 0, 0)).hasMessageContaining("conductance");
    assertThatThrownBy(() -> new DeviceSpread(0, value, 0)).hasMessageContaining("sluggishness");
    assertThatThrownBy(() -> new ConductanceDrift(value, 1, 0)).hasMessageContaining("exponent");
    assertThatThrownBy(() -> new ConductanceDrift(0.1, value, 0)).hasMessageContaining("onset");
    assertThatThrownBy(() -> new CellFault.StuckOn(value)).hasMessageContaining("stuck-on");
    assertThatThrownBy(() -> new CellFault.StuckOff(value)).hasMessageContaining("stuck-off");
    assertThatThrownBy(() -> new CellFault.Shorted(value)).hasMessageContaining("short");
    assertThatThrownBy(() -> new CellFault.Resistor(value)).hasMessageContaining("resistor");
  }

  @Test
  void refusesACycleThatCouldTurnAVoltage() {
    assertThatThrownBy(() -> Imperfections.NONE.withCycleSigma(0.11, 0))
        .hasMessageContaining("cycle-sigma=0.11");
    assertThatThrownBy(() -> new ConductanceDrift(0.1, 1, -1)).hasMessageContaining("reset-volts");
  }

  /** Of ten thousand normal numbers mean and deviation are off by a hundredth, three times. */
  @Test
  void drawsNormalNumbersThatDependOnTheirPlaceAlone() {
    int count = 10_000;
    double sum = 0;
    double squares = 0;
    double products = 0;
    for (int i = 0; i < count; i++) {
      double draw = Draws.normal(11, i, 0);
      assertThat(draw).isEqualTo(Draws.normal(11, i, 0)).isBetween(-8.7, 8.7);
      sum += draw;
      squares += draw * draw;
      products += draw * Draws.normal(11, i, 1);
    }
    assertThat(sum / count).isCloseTo(0, within(0.03));
    assertThat(squares / count).isCloseTo(1, within(0.045));
    assertThat(products / count).isCloseTo(0, within(0.03));
  }

  @Test
  void spreadsDevicesLogNormallyAboutTheTypicalOne() {
    ArctanMemristor typical = new ArctanMemristor(30e-6, 14e-6, 0.02);
    CellPorts devices = new DeviceSpread(0.05, 0.1, 3).over(typical);
    double sum = 0;
    double squares = 0;
    double scales = 0;
    int count = 64 * 64;
    for (int i = 0; i < count; i++) {
      Cell cell = new Cell(0, i / 64, i % 64);
      ArctanMemristor device = (ArctanMemristor) devices.at(cell);
      assertThat(devices.at(cell)).isEqualTo(device);
      double log = Math.log(device.centreSiemens() / 30e-6);
      assertThat(device.swingSiemens() / device.centreSiemens()).isCloseTo(14 / 30., within(1e-12));
      sum += log;
      squares += log * log;
      scales += Math.pow(Math.log(device.scaleVoltSeconds() / 0.02), 2);
    }
    // Three deviations of a mean and of variances over 4096 devices.
    assertThat(sum / count).isCloseTo(0, within(3 * 0.05 / 64));
    assertThat(Math.sqrt(squares / count)).isCloseTo(0.05, within(0.05 * 3 / 90));
    assertThat(Math.sqrt(scales / count)).isCloseTo(0.1, within(0.1 * 3 / 90));
  }

  @Test
  void spreadsNothingWithoutSigmas() {
    FluxControlled typical = ArctanMemristor.PAPER;
    CellPorts devices = new DeviceSpread(0, 0, 3).over(new LeakyMemristor(typical, 1));
    assertThat(devices.at(new Cell(0, 2, 3))).isEqualTo(new LeakyMemristor(typical, 1));
  }

  /** Curves of one kind go through one loop, mixed ones do not: the same conductances come out. */
  @Test
  void asksManyDevicesAsItAsksEach() {
    OnePort arctan = new ArctanMemristor(30e-6, 14e-6, 0.02);
    OnePort tanh = new TanhMemristor(30e-6, 14e-6, 0.03);
    OnePort fixed = new FixedConductor(50e-6);
    for (OnePort[] kinds :
        new OnePort[][] {
          {arctan, arctan.scaled(1.1, 0.9), fixed},
          {tanh, fixed, tanh.scaled(0.8, 1.3)},
          {arctan, tanh, fixed},
          {fixed, fixed, fixed},
          {new LeakyMemristor(ArctanMemristor.PAPER, 1), arctan, tanh}
        }) {
      int[] cells = {2, 0, 1};
      double[] states = {0.01, -0.02, 0.03};
      double[] siemens = new double[3];
      new Conductances(kinds).at(cells, states, siemens, 3);
      for (int a = 0; a < 3; a++) {
        double expected = kinds[cells[a]].siemens(states[a]);
        assertThat(siemens[a]).isCloseTo(expected, within(4 * Math.ulp(expected)));
      }
    }
  }
}
