package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.analog.DriverTransfer;
import dev.fluxbar.analog.InputTransfer;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.calibration.SyntheticBoard;
import dev.fluxbar.memristor.ArctanMemristor;
import dev.fluxbar.signal.Recording;
import dev.fluxbar.signal.Sample;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertifiedReadingTest {
  private static final ArctanMemristor DEVICE = new ArctanMemristor(30e-6, 14e-6, 0.02);
  private static final ReadSettings PLAIN = ReadSettings.of(1e-4).withReadVolts(0.1);

  private static SyntheticBoard board() {
    SyntheticBoard board = new SyntheticBoard(5, 6, SwitchKind.CROSSPOINT, 1);
    Random random = new Random(2);
    for (double[] row : board.siemens) {
      for (int j = 0; j < row.length; j++) {
        row[j] = 1e-5 + 4e-5 * random.nextDouble();
      }
    }
    return board;
  }

  private static SyntheticBoard boardWithOffsets() {
    SyntheticBoard board = board();
    Random random = new Random(3);
    for (int j = 0; j < board.drivers.length; j++) {
      board.drivers[j] = new DriverTransfer(2e-3 * random.nextGaussian(), 1);
    }
    for (InputTransfer[] row : board.inputs) {
      for (int r = 0; r < row.length; r++) {
        row[r] = new InputTransfer(2e-8 * random.nextGaussian(), 1);
      }
    }
    return board;
  }

  private static double worst(SyntheticBoard board, ReadSchedule schedule, ReadSettings settings) {
    ReadOutcome outcome = new Reading(board, DEVICE, settings).run(schedule);
    ReadOutcome.ReadResult read = (ReadOutcome.ReadResult) outcome;
    double worst = 0;
    for (int k = 0; k < board.siemens.length; k++) {
      for (int j = 0; j < board.siemens[k].length; j++) {
        double error = Math.abs(read.memductances().array(0).at(k, j) - board.siemens[k][j]);
        worst = Math.max(worst, error / read.resolutions().array(0).at(k, j));
      }
    }
    return worst;
  }

  @ParameterizedTest
  @EnumSource(
      value = ReadSchedule.class,
      names = {"CELL_BY_CELL", "COLUMN_PARALLEL", "HADAMARD"})
  void offsetsOfDriversAndInputsCancel(ReadSchedule schedule) {
    // Without errors of gain nothing is left but the steps of the inputs.
    assertThat(worst(boardWithOffsets(), schedule, PLAIN.asCertified())).isLessThan(1.001);
    // And they are no small thing: 2 mV of 0.1 V is 2 %, a step of 62 pA is 0.002 % of 3 uA.
    assertThat(worst(boardWithOffsets(), schedule, PLAIN)).isGreaterThan(100);
  }

  @Test
  void aMeasurementKeepsItsThreeInstants() {
    SyntheticBoard board = boardWithOffsets();
    board.movedPart = 0.01;
    Cell cell = new Cell(0, 2, 3);
    double before = board.siemens[2][3];
    CellReading reading = new Reading(board, DEVICE, PLAIN.asCertified()).readCell(cell);
    CellMeasurement.Measured measured = (CellMeasurement.Measured) reading.measurement();
    CellMeasurement.Instants instants = Objects.requireNonNull(measured.instants());
    double volts = measured.columnVolts();
    double step = 8.192e-6 / (1 << 17);
    // The board moves its cells by 1 % before it samples the end; driven by -V - offset there.
    double driven = -volts + board.drivers[3].offsetVolts();
    assertThat(instants.endAmperes() - instants.startAmperes())
        .isCloseTo(0.01 * before * driven, within(1.01 * step));
    double offset = board.inputs[2][0].offsetAmperes() + before * board.drivers[3].offsetVolts();
    assertThat(instants.startAmperes() + instants.middleAmperes())
        .isCloseTo(2 * offset, within(1.01 * step));
  }

  @Test
  void aPlainMeasurementHasNone() {
    CellReading reading = new Reading(board(), DEVICE, PLAIN).readCell(new Cell(0, 0, 0));
    assertThat(((CellMeasurement.Measured) reading.measurement()).instants()).isNull();
  }

  @Test
  void aSaturatedEndIsNoMeasurement() {
    SyntheticBoard board = board();
    // 5.2 uA fit the first range; an offset of -4 uA lifts the middle and sinks the end below it.
    for (InputTransfer[] row : board.inputs) {
      row[0] = new InputTransfer(-5e-6, 1);
    }
    board.siemens[0][0] = 4.5e-5;
    CellReading plain = new Reading(board, DEVICE, PLAIN).readCell(new Cell(0, 0, 0));
    assertThat(plain.measurement()).isInstanceOf(CellMeasurement.Measured.class);
    CellReading reading =
        new Reading(board, DEVICE, PLAIN.asCertified()).readCell(new Cell(0, 0, 0));
    assertThat(reading.measurement()).isInstanceOf(CellMeasurement.Saturated.class);
  }

  @Test
  void samplesAreSplitWhereTheBenchHasLittleRoom() {
    Recording recording =
        ((ReadOutcome.ReadResult)
                new Reading(board(), DEVICE, PLAIN.asCertified()).run(ReadSchedule.COLUMN_PARALLEL))
            .recordings()
            .get(0);
    // Three a column, and eight at rest on either side.
    assertThat(recording.samples().stream().map(Sample::place).map(Sample.Place::instant))
        .hasSize(18 + 16);
  }
}
