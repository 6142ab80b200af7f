package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.bench.BarMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemappingTest {
  private static final long SEED = 20_260_601;

  @Test
  void assignsAsCheaplyAsTryingEverything() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      int rows = 1 + random.nextInt(5);
      int columns = rows + random.nextInt(3);
      // Few values, so that ties are common.
      double[][] costs = new double[rows][columns];
      for (double[] row : costs) {
        for (int j = 0; j < columns; j++) {
          row[j] = random.nextInt(6) - 1;
        }
      }
      int[] chosen = Assignment.cheapest(costs);
      double sum = 0;
      for (int k = 0; k < rows; k++) {
        sum += costs[k][chosen[k]];
      }
      assertThat(IntStream.of(chosen).distinct().count()).isEqualTo(rows);
      assertThat(sum)
          .as("round %d, seed %d", round, SEED)
          .isCloseTo(cheapest(costs, 0, new boolean[columns]), within(1e-9));
      assertThat(Assignment.cheapest(costs)).isEqualTo(chosen);
    }
  }

  private static double cheapest(double[][] costs, int row, boolean[] used) {
    if (row == costs.length) {
      return 0;
    }
    double best = Double.POSITIVE_INFINITY;
    for (int j = 0; j < used.length; j++) {
      if (!used[j]) {
        used[j] = true;
        best = Math.min(best, costs[row][j] + cheapest(costs, row + 1, used));
        used[j] = false;
      }
    }
    return best;
  }

  @Test
  void refusesMoreRowsThanColumns() {
    assertThatThrownBy(() -> Assignment.cheapest(new double[][] {{1}, {2}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("assignment: rows=2, columns=1; ");
  }

  @Test
  void neverWorsensTheErrorAndUsesEachBarOnce() {
    Random random = new Random(SEED);
    int gained = 0;
    for (int round = 0; round < 200; round++) {
      ArrayShape physical = ArrayShape.single(4 + random.nextInt(4), 3 + random.nextInt(4));
      int rows = physical.rows() - random.nextInt(2);
      int columns = physical.columns() - random.nextInt(2);
      BarMap now = BarMap.first(physical, rows, columns, false);
      Matrix target = Matrix.fill(rows, columns, (k, j) -> 1 + random.nextDouble());
      Map<Cell, Reach> held = new HashMap<>();
      for (int bad = random.nextInt(6); bad > 0; bad--) {
        held.put(
            new Cell(0, random.nextInt(physical.rows()), random.nextInt(physical.columns())),
            Reach.held(3 * random.nextDouble()));
      }
      Remapping found = Remapping.choose(target, now, held, free(physical));
      assertThat(found.errorAfterSiemens())
          .as("round %d, seed %d", round, SEED)
          .isLessThanOrEqualTo(found.errorBeforeSiemens());
      assertThat(Remapping.error(target, found.map().rows(), found.map().columns(), held))
          .isCloseTo(found.errorAfterSiemens(), within(1e-12));
      assertThat(found.moved(now))
          .isEqualTo(found.errorAfterSiemens() < found.errorBeforeSiemens());
      assertThat(Remapping.choose(target, now, held, free(physical)).map().rows())
          .isEqualTo(found.map().rows());
      gained += found.moved(now) ? 1 : 0;
    }
    assertThat(gained).as("seed %d", SEED).isGreaterThan(100);
  }

  @Test
  void laysAStuckCellWhereTheTargetIsWhatItHolds() {
    ArrayShape physical = ArrayShape.single(2, 2);
    Matrix target = Matrix.of(new double[][] {{1, 1}, {1, 3}});
    Map<Cell, Reach> stuckOn = Map.of(new Cell(0, 0, 0), Reach.held(3));
    Remapping found = Remapping.choose(target, BarMap.whole(physical), stuckOn, free(physical));
    assertThat(found.errorBeforeSiemens()).isEqualTo(2);
    // Swapping rows alone or columns alone gains nothing: only both together would.
    assertThat(found.errorAfterSiemens()).isLessThanOrEqualTo(2);
    Matrix corner = Matrix.of(new double[][] {{1, 1}, {3, 1}});
    assertThat(
            Remapping.choose(corner, BarMap.whole(physical), stuckOn, free(physical)).map().rows())
        .containsExactly(1, 0);
  }

  /** Row 0 comes no farther than 2, as behind an amplifier that saturates early. */
  @Test
  void laysSmallTargetsOnARowThatStopsShort() {
    ArrayShape physical = ArrayShape.single(2, 2);
    Matrix target = Matrix.of(new double[][] {{3, 1}, {1.5, 2}});
    Map<Cell, Reach> short0 =
        Map.of(new Cell(0, 0, 0), Reach.towards(3, 2), new Cell(0, 0, 1), Reach.towards(3, 2));
    Remapping found = Remapping.choose(target, BarMap.whole(physical), short0, free(physical));
    assertThat(found.errorBeforeSiemens()).isEqualTo(1);
    assertThat(found.errorAfterSiemens()).isZero();
    assertThat(found.map().rows()).containsExactly(1, 0);
  }

  @Test
  void believesTheLaterOfTwoReachesThatContradictEachOther() {
    assertThat(new Reach(0, 3).and(new Reach(1, 4))).isEqualTo(new Reach(1, 3));
    assertThat(Reach.held(5).and(Reach.towards(4, 2))).isEqualTo(new Reach(0, 2));
    assertThat(Reach.towards(1, 2)).isEqualTo(new Reach(2, Double.POSITIVE_INFINITY));
  }

  @Test
  void leavesBarsWhereTheyAreWithoutAReason() {
    ArrayShape physical = ArrayShape.single(5, 4);
    BarMap now = new BarMap(physical, List.of(3, 0), List.of(2, 1), false);
    Matrix target = Matrix.of(new double[][] {{1, 2}, {2, 1}});
    Remapping found =
        Remapping.choose(target, now, Map.of(new Cell(0, 4, 3), Reach.held(0)), free(physical));
    assertThat(found.moved(now)).isFalse();
    assertThat(found.map().rows()).containsExactly(3, 0);
  }

  private static Remapping.Free free(ArrayShape physical) {
    return new Remapping.Free(
        IntStream.range(0, physical.rows()).boxed().toList(),
        IntStream.range(0, physical.columns()).boxed().toList());
  }
}
