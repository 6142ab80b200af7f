package dev.fluxbar.dynamics.memrc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The spike of Forni Example 4. */
class HodgkinHuxleyTest {
  private static final Course COURSE = HodgkinHuxley.example4(500);
  private static final Integration.Outcome INTEGRATED = Integration.run(COURSE);

  @Test
  void restsNearMinus65Millivolts() {
    Start rest = COURSE.start();

    assertThat(rest.volts()).isCloseTo(-0.065, within(1e-5));
    // The textbook values of the gates at -65 mV.
    assertThat(rest.states()[0]).isCloseTo(0.0529, within(1e-4));
    assertThat(rest.states()[1]).isCloseTo(0.5961, within(1e-3));
    assertThat(rest.states()[2]).isCloseTo(0.3177, within(1e-4));
    Trajectory quiet =
        Integration.run(
                new Course(COURSE.circuit(), rest, SuppliedCurrent.NONE, COURSE.seconds(), 11))
            .trajectory();
    assertThat(quiet.volts(10)).isCloseTo(rest.volts(), within(1e-12));
  }

  @Test
  void spikesTo39Millivolts94() {
    // An integration by other software peaks at 39.94 mV at 22.13 ms.
    assertThat(1e3 * INTEGRATED.peakVolts()).isCloseTo(39.94, within(0.01));
    assertThat(1e3 * INTEGRATED.peakSeconds()).isCloseTo(22.13, within(0.015));
    // The peak does not hang on the samples.
    Integration.Outcome coarse = Integration.run(HodgkinHuxley.example4(51));
    assertThat(coarse.peakVolts()).isCloseTo(INTEGRATED.peakVolts(), within(1e-9));
    assertThat(coarse.peakSeconds()).isCloseTo(INTEGRATED.peakSeconds(), within(1e-9));
  }

  @Test
  void withNInTheFirstPowerThereIsNoSpike() {
    // As Forni (60a) prints it: potassium holds the membrane at -76 mV.
    List<Branch> branches = new ArrayList<>(COURSE.circuit().branches());
    Memconductance.Gated potassium = (Memconductance.Gated) branches.get(1).element();
    GatingVariable n = potassium.gates().get(0);
    GatingVariable once = new GatingVariable("n", 1, n.opening(), n.closing());
    Memconductance printed = new Memconductance.Gated(potassium.largestSiemens(), List.of(once));
    branches.set(1, new Branch("potassium", printed, branches.get(1).batteryVolts()));
    MemrcCircuit circuit = new MemrcCircuit(COURSE.circuit().farads(), branches);
    Start rest = circuit.rest().orElseThrow();

    Integration.Outcome outcome =
        Integration.run(new Course(circuit, rest, COURSE.current(), COURSE.seconds(), 500));

    assertThat(1e3 * rest.volts()).isCloseTo(-75.9, within(0.1));
    assertThat(1e3 * outcome.peakVolts()).isCloseTo(-74.4, within(0.1));
  }

  @Test
  void theIterationSpikesFromTheFourthPassAndSettlesByTheTenth() {
    AlternatingIteration.Outcome outcome = AlternatingIteration.run(COURSE, 30, 0);

    List<Double> changes = outcome.changesVolts();
    assertThat(outcome.peaksVolts().subList(0, 3)).allMatch(peak -> peak < 0);
    assertThat(outcome.peaksVolts().subList(3, 30)).allMatch(peak -> peak > 0.03);
    assertThat(changes.subList(9, 30)).allMatch(change -> change < 0.5e-3);
    // "Converges in five steps": the fifth pass still moves by tens of millivolts.
    assertThat(changes.get(4)).isGreaterThan(0.02);
    assertThat(changes.get(29)).isLessThan(1e-12);
  }

  @Test
  void theIterationDiffersFromTheTruthByTheSquareOfItsSamples() {
    // Second order: a quarter at half the distance. Steep fronts make it 3.5 to 4.5 at 4000.
    double coarse = iterated(4001);
    double fine = iterated(8001);

    assertThat(coarse / fine).isBetween(3.5, 4.5);
    assertThat(fine).isLessThan(0.05e-3);
  }

  private static double iterated(int samples) {
    Course course = HodgkinHuxley.example4(samples);
    Trajectory iterated = AlternatingIteration.run(course, 40, 1e-9).trajectory();
    return iterated.distanceVolts(Integration.run(course).trajectory());
  }

  @Test
  void theEnergyOfTheSpikeBalances() {
    EnergyAudit energy = INTEGRATED.energy();

    // (57): 500 steps of 1e-10 of each quantity, mostly far fewer.
    assertThat(energy.imbalanceShare()).isLessThan(1e-9);
    // (58) asks for a closed trajectory: after 50 ms the membrane is 0.1 mV from rest.
    assertThat(Math.abs(energy.storedJoules())).isLessThan(1e-4 * energy.dissipatedJoules());
    assertThat(energy.storedJoules()).isNotZero();
    assertThat(energy.branches()).allMatch(branch -> branch.dissipatedJoules() > 0);
  }

  @Test
  void samplesAuditTheirEnergyToTheSquareOfTheirDistance() {
    // Trapezoids: a quarter at half the distance, for an integrated trajectory on either.
    double coarse = sampledError(2001);
    double fine = sampledError(4001);

    assertThat(coarse / fine).isBetween(3.5, 4.5);
  }

  private static double sampledError(int samples) {
    Integration.Outcome outcome = Integration.run(HodgkinHuxley.example4(samples));
    double sampled = EnergyAudit.sampled(outcome.trajectory()).dissipatedJoules();
    return Math.abs(sampled - outcome.energy().dissipatedJoules());
  }
}
