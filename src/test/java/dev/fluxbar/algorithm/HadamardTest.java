package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import dev.fluxbar.bench.Channels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HadamardTest {
  private static final double TAU = 0.5;

  @Test
  void columnsAreOrthogonalWhateverTheConstruction() {
    for (int columns = 1; columns <= 130; columns += 3) {
      HadamardMatrix h = HadamardMatrix.covering(columns);
      int n = h.order();
      assertThat(n).isGreaterThanOrEqualTo(columns);
      for (int a = 0; a < n; a++) {
        for (int b = 0; b <= a; b++) {
          int product = 0;
          for (int i = 0; i < n; i++) {
            product += h.sign(i, a) * h.sign(i, b);
          }
          assertThat(product).as("order %d, columns %d and %d", n, a, b).isEqualTo(a == b ? n : 0);
        }
      }
    }
  }

  /** 92 is the first order that these constructions miss; nothing up to 4096 costs 5 % more. */
  @Test
  void theNextOrderIsNearlyTheNumberOfColumns() {
    assertThat(HadamardMatrix.orderCovering(784)).isEqualTo(784);
    for (int columns = 85; columns <= 4096; columns += 3) {
      assertThat(HadamardMatrix.orderCovering(columns))
          .as("%d columns", columns)
          .isLessThanOrEqualTo((int) (1.05 * columns) + 4);
    }
  }

  /**
   * Row currents with noise of s amperes give a memductance a variance of (s/V)^2 by columns and of
   * (s/V)^2 / n by codes, n = 20. Over 20 x 12 cells and 10 readings both sums of squares are
   * chi-square with 2400 degrees of freedom, so each variance is found to within sqrt(2/2400) = 2.9
   * %, and their ratio to within 4.1 %; the bound is five times that.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noiseOfAMemductanceFallsByTheNumberOfColumns(long seed) {
    NetworkShape shape = NetworkShape.sizes(20, 12);
    Memductances start = Networks.random(shape, seed);
    double coded = variance(shape, start, ReadSchedule.HADAMARD, seed);
    double plain = variance(shape, start, ReadSchedule.COLUMN_PARALLEL, seed + 100);
    assertThat(plain / coded / 20).as("seed %d", seed).isBetween(0.8, 1.2);
  }

  private static double variance(
      NetworkShape shape, Memductances start, ReadSchedule schedule, long seed) {
    PaperBench bench =
        PaperBench.exact(Topology.INDEPENDENT, SwitchKind.LINE, shape).at(start).noise(0.01, seed);
    double squares = 0;
    double sum = 0;
    int readings = 10;
    for (int i = 0; i < readings; i++) {
      Matrix read = read(bench, schedule).memductances().array(0);
      for (int k = 0; k < 12; k++) {
        for (int j = 0; j < 20; j++) {
          double error = read.at(k, j) - start.array(0).at(k, j);
          squares += error * error;
          sum += error;
        }
      }
    }
    int count = readings * 12 * 20;
    // The mean of the errors is 0 within five of its own standard deviations.
    assertThat(Math.abs(sum / count)).isLessThan(5 * Math.sqrt(squares / count / count));
    return squares / count;
  }

  private static ReadOutcome.ReadResult read(PaperBench bench, ReadSchedule schedule) {
    ReadOutcome outcome =
        new Reading(bench, new PaperMemristor(), ReadSettings.of(TAU)).run(schedule);
    assertThat(outcome).isInstanceOf(ReadOutcome.ReadResult.class);
    return (ReadOutcome.ReadResult) outcome;
  }

  @Test
  void takesOnePeriodACodeRowAndAColumnOfTheLaterArraysOfACascade() {
    NetworkShape shape = NetworkShape.sizes(12, 5, 3);
    PaperBench independent = PaperBench.exact(Topology.INDEPENDENT, SwitchKind.LINE, shape);
    PaperBench cascade = PaperBench.exact(Topology.CASCADE, SwitchKind.LINE, shape);
    assertThat(read(independent, ReadSchedule.HADAMARD).benchSeconds()).isEqualTo(12 * 4 * TAU);
    assertThat(read(cascade, ReadSchedule.HADAMARD).benchSeconds()).isEqualTo((12 + 5) * 4 * TAU);
  }

  @Test
  void saysSoWhereTheSumOfAllColumnsSaturates() {
    // One cell gives 3.6 A at most, twenty give more than 10 A.
    PaperBench bench =
        PaperBench.with(
            Topology.INDEPENDENT,
            SwitchKind.LINE,
            NetworkShape.sizes(20, 2),
            0,
            PaperBench.WIDE,
            new Channels.Range(10, 1e-4));
    Reading reading = new Reading(bench, new PaperMemristor(), ReadSettings.of(TAU));

    ReadOutcome outcome = reading.run(ReadSchedule.HADAMARD);

    assertThat(outcome).isInstanceOf(ReadOutcome.Unreadable.class);
    assertThat(((ReadOutcome.Unreadable) outcome).reason())
        .isInstanceOf(CellMeasurement.Saturated.class);
    assertThat(reading.run(ReadSchedule.COLUMN_PARALLEL))
        .isInstanceOf(ReadOutcome.ReadResult.class);
  }
}
