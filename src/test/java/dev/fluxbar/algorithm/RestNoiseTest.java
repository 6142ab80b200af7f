package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.Cell;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.calibration.SyntheticBoard;
import dev.fluxbar.memristor.ArctanMemristor;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RestNoiseTest {
  private static final ArctanMemristor DEVICE = new ArctanMemristor(30e-6, 14e-6, 0.02);
  private static final ReadSettings CERTIFIED =
      ReadSettings.of(1e-4).withReadVolts(0.1).asCertified();

  private static ReadCertificate certificate(SyntheticBoard board) {
    ReadOutcome outcome = new Reading(board, DEVICE, CERTIFIED).run(ReadSchedule.COLUMN_PARALLEL);
    return ((ReadOutcome.ReadResult) outcome).certificate().orElseThrow();
  }

  private static SyntheticBoard board(double noiseAmperes, double movedPart, long seed) {
    SyntheticBoard board = new SyntheticBoard(8, 8, SwitchKind.CROSSPOINT, seed);
    board.noiseAmperes = noiseAmperes;
    board.movedPart = movedPart;
    return board;
  }

  /** An upper bound; far out it tends to (n/(n-1))^(1/n) times the true distribution's. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 14, 15, 64, 1000})
  void boundsStudentsTailFromAbove(int freedom) {
    double n = freedom;
    double most = 1.05 * (freedom == 1 ? 1 : Math.pow(n / (n - 1), 1 / n));
    TDistribution student = new TDistribution(null, freedom);
    for (double tail : new double[] {1e-3, 1e-5, 1e-7}) {
      double exact = -student.inverseCumulativeProbability(tail);
      assertThat(StudentTail.deviations(tail, freedom))
          .as("tail=%s", tail)
          .isBetween(exact * (1 - 1e-6), exact * most);
    }
    assertThatThrownBy(() -> StudentTail.deviations(Double.NaN, freedom))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** 64 cells whose rows are each known by 14 differences: the largest of 8 is within twice. */
  @Test
  void tellsTheNoiseThatTheInputsHave() {
    ReadCertificate found = certificate(board(1e-9, 0, 5));
    double ofChange = Math.sqrt(2) * 1e-9 / 0.1;
    assertThat(found.changeDeviationSiemens()).isBetween(0.9 * ofChange, 2 * ofChange);
    assertThat(found.imbalanceDeviationVolts())
        .isCloseTo(found.changeDeviationSiemens() * 0.1 / (2 * 30e-6), within(1e-5));
    assertThat(found.failed()).isFalse();
    assertThat(certificate(board(0, 0, 5)).changeDeviationSiemens()).isZero();
  }

  /**
   * 1 nA at 3 uA makes changes uncertain by 4.7e-4: half a percent that all cells share, which
   * their scatter would never show, is ten standard deviations.
   */
  @Test
  void seesWhatMovesAllCellsAlike() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(certificate(board(1e-9, 0.005, seed)).failed()).as("seed=%d", seed).isTrue();
      assertThat(certificate(board(1e-9, 0.0005, seed)).failed()).as("seed=%d", seed).isFalse();
    }
  }

  @Test
  void certifiesACellReadAlone() {
    SyntheticBoard still = board(1e-9, 0, 7);
    Cell cell = new Cell(0, 2, 3);
    CellReading reading = new Reading(still, DEVICE, CERTIFIED).readCell(cell);
    assertThat(reading.certificate().orElseThrow().failed()).isFalse();
    CellReading moved = new Reading(board(1e-9, 0.02, 7), DEVICE, CERTIFIED).readCell(cell);
    assertThat(moved.certificate().orElseThrow().failed()).isTrue();
  }
}
