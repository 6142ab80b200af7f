package dev.fluxbar.bench.openmena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.bench.ProgramRefused;
import dev.fluxbar.signal.Gate;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import dev.fluxbar.signal.Step;
import dev.fluxbar.signal.Volts;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class OpenMenaBenchTest {
  private final MenaRig rig = MenaRig.quiet();

  @AfterEach
  void leavesTheBoardSafe() {
    rig.bench.close();
    rig.bench.close();
    assertThat(rig.board.truth().safe()).as("drivers at virtual ground, switches open").isTrue();
    rig.board.close();
  }

  @Test
  void describesItself() {
    assertThat(rig.shape().toString()).isEqualTo("8 x 8");
    assertThat(rig.bench.description().cascade()).isFalse();
    assertThat(rig.bench.description().channels().get(0).driveStepVolts()).isEqualTo(1.5 / 4095);
    assertThat(rig.bench.samplesPulses()).isFalse();
    assertThat(rig.bench.opensWhileReading()).isFalse();
  }

  @Test
  void readsAColumnAndLeavesEveryFluxWhereItWas() {
    rig.bench.run(rig.pulse(5, Volts.all(8, 0.3), 2));
    double before = rig.flux(5, 2);
    double volts = rig.bench.description().channels().get(0).nearestVolts(2, 0.05);
    Recording recording = rig.bench.run(rig.read(2, volts));
    List<Sample> samples = recording.of(0);
    assertThat(samples).extracting(s -> s.atSeconds()).containsExactly(0.1, 1.8, 3.6);
    for (int k = 0; k < 8; k++) {
      double seen = (samples.get(1).amperes(k) - samples.get(2).amperes(k)) / 2 / volts;
      // Without noise a mean is off by half a count at most, of 12 nA at 50 mV: 0.12 uS.
      assertThat(seen).isCloseTo(rig.siemens(k, 2), within(0.12e-6));
    }
    // Four plateaus of single precision and two centres half a step apart: nothing is left.
    assertThat(rig.flux(5, 2)).isCloseTo(before, within(1e-9));
    // Eight vectors of 1.045 s each.
    assertThat(recording.benchSeconds()).isCloseTo(8.36, within(1e-9));
  }

  @Test
  void rowsThatWantOtherColumnsAreMeasuredInSignalsOfTheirOwn() {
    rig.bench.run(rig.pulse(0, Volts.all(8, 0.4), 5));
    ArraySwitches two =
        ArraySwitches.only(rig.shape().array(0), 0, 1).with(3, 4, true).with(3, 5, true);
    Program program =
        Program.builder()
            .then(new Step.Switches(rig.closed(two)))
            .then(new Step.Sense(0, 0, 8, 0, 1))
            .drive(0, Volts.all(8, 0.0500122))
            .then(Step.Block.sampledAtMiddle(0.9))
            .build();
    Sample sample = rig.bench.run(program).only(0);
    double volts = 137 * 1.5 / 4095; // the nearest code to 50.0122 mV
    assertThat(sample.amperes(0)).isCloseTo(volts * rig.siemens(0, 1), within(6e-9));
    assertThat(sample.amperes(3))
        .isCloseTo(volts * (rig.siemens(3, 4) + rig.siemens(3, 5)), within(6e-9));
    // Rows without a closed switch are dark: half a count at most.
    assertThat(sample.amperes(7)).isCloseTo(0, within(6e-9));
  }

  @Test
  void aPulseOfARowPutsItsOwnFluxOnEachCell() {
    double[] volts = {0.4, -0.4, 0.1, -0.1, 0.013, 0.0005, 0, 0.25};
    rig.bench.run(rig.pulse(6, Volts.of(volts), 1.5));
    for (int j = 0; j < 8; j++) {
      // Widths are whole microseconds at up to 0.4 V.
      assertThat(rig.flux(6, j)).as("column %d", j).isCloseTo(1.5 * volts[j], within(4e-7));
    }
    // Another row has only the rounding of two listening vectors that cancel.
    assertThat(rig.flux(5, 0)).isCloseTo(0, within(1e-12));
  }

  @Test
  void firesEachPulseOfManyProgramsOnce() {
    for (int i = 0; i < 100; i++) {
      rig.bench.run(rig.pulse(i % 8, Volts.only(8, 3, 0.1), 0.05));
    }
    for (int k = 0; k < 8; k++) {
      int pulses = k < 4 ? 13 : 12;
      assertThat(rig.flux(k, 3)).isCloseTo(pulses * 0.005, within(pulses * 4e-7));
    }
  }

  @Test
  void whatItCannotDoIsRefusedByNameAndNothingIsDriven() {
    double before = rig.board.truth().benchSeconds();
    ArraySwitches one = ArraySwitches.only(rig.shape().array(0), 0, 0);
    Program.Builder start =
        Program.builder().then(new Step.Switches(rig.closed(one))).drive(0, Volts.all(8, 0.1));
    Program fast = start.then(Step.Block.sampledAtMiddle(0.5)).build();
    assertThatThrownBy(() -> rig.bench.run(fast))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageContaining("plateau-seconds=0.9");
    assertThatThrownBy(() -> rig.bench.run(with(new Step.Pulse(1, true, List.of()))))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageContaining("within a pulse");
    Gate gate = new Gate(0.5, new Cell(0, 0, 0));
    assertThatThrownBy(() -> rig.bench.run(with(new Step.Pulse(1, false, List.of(gate)))))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageContaining("gates=1");
    assertThatThrownBy(() -> rig.bench.run(rig.pulse(0, Volts.all(8, 0.41), 1)))
        .isInstanceOf(ProgramRefused.class)
        .hasMessageContaining("0.41");
    assertThat(rig.board.truth().benchSeconds()).isEqualTo(before);
  }

  private Program with(Step step) {
    ArraySwitches one = ArraySwitches.only(rig.shape().array(0), 0, 0);
    return Program.builder()
        .then(new Step.Switches(rig.closed(one)))
        .drive(0, Volts.all(8, 0.1))
        .then(step)
        .build();
  }

  @Test
  void anAbortedBenchRunsNothingMore() {
    double before = rig.board.truth().benchSeconds();
    rig.bench.abort();
    assertThatThrownBy(() -> rig.bench.run(rig.read(0, 0.05)))
        .isInstanceOfSatisfying(
            MenaFault.class, e -> assertThat(e.kind()).isEqualTo(MenaFault.Kind.ABORTED));
    assertThat(rig.board.truth().benchSeconds()).isEqualTo(before);
  }

  @Test
  void aBoardThatStartsAnewIsPutBackAndTheReadingGoesOn() {
    rig.board.reset();
    assertThat(rig.board.truth().safe()).as("outputs at 0.8 V after a reset").isFalse();
    assertThat(rig.bench.run(rig.read(0, 0.05)).samples()).hasSize(3);
  }
}
