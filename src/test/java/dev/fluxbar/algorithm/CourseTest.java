package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CourseTest {

  @Test
  void secondsAndVoltSecondsAreInverseOfEachOther() {
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      double sign = random.nextBoolean() ? 1 : -1;
      Course course = new Course(0.25, new double[] {sign * random.nextDouble(), 0});
      for (int step = 0; step < 8; step++) {
        course.add(new double[] {sign * random.nextDouble(), 0});
      }
      // Beyond its end the last voltage goes on.
      double seconds = 3 * random.nextDouble();
      double flux = course.voltSeconds(0, seconds);
      assertThat(course.seconds(0, flux)).as("run %d", i).isCloseTo(seconds, within(1e-9));
    }
  }

  @Test
  void aColumnThatNeverMovesNeverArrives() {
    Course course = new Course(1, new double[] {0});
    assertThat(course.seconds(0, 0.1)).isInfinite();
    assertThat(course.reaches(new double[] {0.1})).isFalse();
    assertThat(course.reaches(new double[] {0})).isTrue();
  }

  /** Pairs, so that minus rows are left out; the reference is Runge-Kutta's rule on the bench. */
  @Test
  void whatIsBelievedMovesAsTheCircuitDoes() {
    NetworkShape shape = NetworkShape.of(ArrayShape.pairs(2, 3), ArrayShape.pairs(2, 2));
    PaperBench bench = PaperBench.exact(Topology.CASCADE, SwitchKind.CROSSPOINT, shape);
    FeedModel model = new FeedModel(bench.description(), new ModelFlux(new PaperMemristor()));
    Feed feed = Feed.whole(shape, 1);
    double volts = 0.2;

    model.drive(feed, volts, 3, 64);

    // Three columns of 2 S and more at 0.2 V: every passed cell has received 0.6 V s.
    assertThat(model.siemens(new Cell(0, 1, 2))).isCloseTo(2 + Math.atan(0.6), within(1e-9));
    assertThat(model.siemens(new Cell(0, 3, 2))).as("a minus row").isEqualTo(2);
    assertThat(model.leastAmperesPerVolt(feed)).isCloseTo(3 * (2 + Math.atan(0.6)), within(1e-9));
  }
}
