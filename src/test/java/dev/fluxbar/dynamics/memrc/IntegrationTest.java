package dev.fluxbar.dynamics.memrc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.memristor.HpMemristor;
import dev.fluxbar.memristor.Window;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntegrationTest {
  private static final double FARADS = 2e-6;
  private static final double SIEMENS = 1e-4;
  private static final double BATTERY = 0.3;
  private static final double TAU = FARADS / SIEMENS;

  private static Course resistor(double startVolts, SuppliedCurrent current, int samples) {
    MemrcCircuit circuit =
        new MemrcCircuit(
            FARADS, List.of(new Branch("r", Memconductance.conductor(SIEMENS), BATTERY)));
    return new Course(circuit, new Start(startVolts, new double[0]), current, 5 * TAU, samples);
  }

  /** The closed form of a resistor, a battery and one pulse that begins at 0. */
  private static double closed(double startVolts, double amperes, double until, double seconds) {
    double during = Math.min(seconds, until);
    double target = BATTERY + amperes / SIEMENS;
    double volts = target + (startVolts - target) * Math.exp(-during / TAU);
    return BATTERY + (volts - BATTERY) * Math.exp(-(seconds - during) / TAU);
  }

  @Test
  void aResistorWithABatteryFollowsItsExponentials() {
    double until = 1.37 * TAU; // no sample: an edge within a step
    SuppliedCurrent current =
        new SuppliedCurrent(List.of(new SuppliedCurrent.Pulse(0, until, 4e-5)));

    Integration.Outcome outcome = Integration.run(resistor(-0.1, current, 23));

    for (int n = 0; n < 23; n++) {
      double seconds = 5 * TAU * n / 22;
      // A hundred steps or so of 1e-10 of 0.7 V each.
      assertThat(outcome.trajectory().volts(n))
          .isCloseTo(closed(-0.1, 4e-5, until, seconds), within(1e-8));
    }
    // The highest voltage stands at the edge, between samples.
    assertThat(outcome.peakSeconds()).isCloseTo(until, within(1e-12));
    assertThat(outcome.peakVolts()).isCloseTo(closed(-0.1, 4e-5, until, until), within(1e-9));
  }

  @Test
  void theEnergyOfADischargeIsThatOfTheClosedForm() {
    // v = E + (v0 - E) exp(-t / tau): dissipated is C (v0 - E)^2 / 2 (1 - exp(-2 T / tau)).
    EnergyAudit energy = Integration.run(resistor(-0.1, SuppliedCurrent.NONE, 5)).energy();

    double share = 1 - Math.exp(-10);
    double square = 0.16;
    assertThat(energy.dissipatedJoules()).isCloseTo(FARADS / 2 * square * share, within(1e-15));
    assertThat(energy.branches().get(0).squareVoltSeconds())
        .isCloseTo(TAU / 2 * square * share, within(1e-11));
    // The battery moves the charge C (v(T) - v0) from E.
    assertThat(energy.batteryJoules())
        .isCloseTo(BATTERY * FARADS * 0.4 * (1 - Math.exp(-5)), within(1e-15));
    assertThat(energy.imbalanceShare()).isLessThan(1e-9);
  }

  @Test
  void anIdealMemristorDischargesACapacitorByItsCharge() {
    // C dv = -W(phi) v dt = -dq(phi): C (v - v0) = -(q(phi) - q(phi0)), an exact law of the bulk.
    ArctanMemristor curve = new ArctanMemristor(2e-4, 1e-4, 1e-3);
    Memconductance device = new Memconductance.Device(curve);
    double phi0 = -2e-3;
    Course course =
        new Course(
            new MemrcCircuit(FARADS, List.of(new Branch("m", device, 0))),
            new Start(0.9, new double[] {phi0}),
            SuppliedCurrent.NONE,
            0.02,
            41);

    Trajectory trajectory = Integration.run(course).trajectory();

    for (int n = 1; n < 41; n++) {
      double phi = curve.fluxVoltSeconds(trajectory.siemens(0, n));
      double charge = curve.chargeCoulombs(phi) - curve.chargeCoulombs(phi0);
      assertThat(FARADS * (trajectory.volts(n) - 0.9)).isCloseTo(-charge, within(1e-14));
    }
  }

  @Test
  void weightedDissipationIsTheSquareOfTheVoltage() {
    // (29a): <i, u> weighted by 1/g is <u, u>, here with the current that the capacitor loses.
    Memconductance device = new Memconductance.Device(new ArctanMemristor(2e-4, 1e-4, 1e-3));
    int samples = 4001;
    Course course =
        new Course(
            new MemrcCircuit(FARADS, List.of(new Branch("m", device, 0))),
            new Start(0.9, new double[] {-2e-3}),
            SuppliedCurrent.NONE,
            0.02,
            samples);
    Integration.Outcome outcome = Integration.run(course);
    Trajectory trajectory = outcome.trajectory();

    double step = course.instant(1);
    double weighted = 0;
    for (int n = 1; n < samples - 1; n++) {
      double slope = (trajectory.volts(n + 1) - trajectory.volts(n - 1)) / (2 * step);
      weighted += step * -FARADS * slope * trajectory.volts(n) / trajectory.siemens(0, n);
    }
    double first = trajectory.volts(0) * trajectory.volts(0);
    double last = trajectory.volts(samples - 1) * trajectory.volts(samples - 1);
    weighted += step / 2 * (first + last);

    // Second order: (h / tau)^2 with h / tau = 5e-6 / 1e-2 or less; a hundred times that.
    double square = outcome.energy().branches().get(0).squareVoltSeconds();
    assertThat(weighted / square).isCloseTo(1, within(2.5e-5));
    assertThat(outcome.energy().dissipatedJoules())
        .isCloseTo(-outcome.energy().storedJoules(), within(1e-15));
  }

  @Test
  void aDeviceAtItsBoundStaysThereAndReturns() {
    // 2 V across 10 ms drive the HP device to a bound; then it is driven back.
    HpMemristor hp = new HpMemristor(100, 16_000, 1e-14, 1e-8, Window.NONE);
    Memconductance device = new Memconductance.Device(hp);
    SuppliedCurrent current =
        new SuppliedCurrent(
            List.of(
                new SuppliedCurrent.Pulse(0, 0.5, 0.02),
                new SuppliedCurrent.Pulse(0.5, 0.6, -0.02)));
    Course course =
        new Course(
            new MemrcCircuit(1e-6, List.of(new Branch("hp", device, 0))),
            new Start(0, new double[] {hp.stateAt(1e-3)}),
            current,
            0.6,
            601);

    Trajectory trajectory = Integration.run(course).trajectory();

    assertThat(trajectory.siemens(0, 499)).isEqualTo(hp.maxSiemens());
    assertThat(trajectory.siemens(0, 600)).isLessThan(0.99 * hp.maxSiemens());
  }

  @Test
  void refusesACircuitThatIsTooFastForItsCourse() {
    MemrcCircuit circuit =
        new MemrcCircuit(1e-15, List.of(new Branch("r", Memconductance.conductor(1), 1)));
    Course course = new Course(circuit, new Start(0, new double[0]), SuppliedCurrent.NONE, 1e-6, 2);

    assertThatThrownBy(() -> Integration.run(course))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fastest-seconds=1.00e-15")
        .hasMessageContaining("larger capacitor");
  }
}
