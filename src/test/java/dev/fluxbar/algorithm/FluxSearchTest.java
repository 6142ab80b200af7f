package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.memristor.ArctanMemristor;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One cell of W = atan(phi) + 2, searched for by models that are right, off, or absurd. */
final class FluxSearchTest {
  private static final double EPSILON = 0.02;

  /** One search, and how it went. */
  private static final class Run {
    int steps;
    boolean cautious;
  }

  private static Run run(ArctanMemristor model, double start, double target, int most) {
    FluxSearch search = new FluxSearch(new ModelFlux(model), target, EPSILON);
    double flux = Math.tan(start - 2);
    Run run = new Run();
    double error = target - start;
    while (Math.abs(error) > EPSILON && run.steps < most) {
      search.measured(target - error);
      double step = search.next();
      flux += step;
      search.moved(step);
      error = target - (Math.atan(flux) + 2);
      run.steps++;
      run.cautious = search.cautious();
    }
    return run;
  }

  @Test
  void arrivesInOneStepWhereTheModelIsRight() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      double start = 0.5 + 3 * random.nextDouble();
      double target = 0.5 + 3 * random.nextDouble();
      // Within a hundredth of the range from a bound the model does not say how far to go.
      assertThat(run(ArctanMemristor.PAPER, start, target, 10).steps)
          .as("%s to %s", start, target)
          .isLessThanOrEqualTo(1);
    }
  }

  /** Every parameter 10 % off, alone and together; starts as far out as 60 V s. */
  @Test
  void neverNeedsMoreThanItsStepsWhereTheModelIsATenthOff() {
    Random random = new Random(2);
    for (double centre : new double[] {1.8, 2, 2.2}) {
      for (double swing : new double[] {0.9, 1, 1.1}) {
        for (double scale : new double[] {0.9, 1, 1.1}) {
          for (int i = 0; i < 200; i++) {
            double start = 2 + Math.atan(-60 + 120 * random.nextDouble());
            double target = 0.5 + 3 * random.nextDouble();
            Run run = run(new ArctanMemristor(centre, swing, scale), start, target, 1000);
            assertThat(run.steps)
                .as("%s, %s, %s: %s to %s", centre, swing, scale, start, target)
                .isLessThanOrEqualTo(FluxSearch.STEPS);
            assertThat(run.cautious).isFalse();
          }
        }
      }
    }
  }

  /** The flux scale is wrong; the steepest slope with it, in the second case by less than 2. */
  @ParameterizedTest
  @ValueSource(doubles = {0.003, 1.9})
  void stillArrivesWhereTheModelIsAbsurd(double scale) {
    ArctanMemristor model = new ArctanMemristor(2, 1, scale);
    Run run = run(model, 2.2, 3.2, 100_000);
    assertThat(run.steps).isLessThan(100_000);
  }

  /** Theorem 3 with flux in place of volts: W moves by at most beta times the step. */
  @Test
  void neverPassesTheTargetOnceItIsCautious() {
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      double start = 1 + 2 * random.nextDouble();
      double target = 1 + 2 * random.nextDouble();
      FluxSearch search = new FluxSearch(new ModelFlux(ArctanMemristor.PAPER), target, EPSILON);
      // It is told of flux, and the cell does not move: the model misleads.
      while (!search.cautious()) {
        search.measured(start);
        search.moved(search.next());
      }
      double flux = Math.tan(start - 2);
      double error = target - start;
      int steps = 0;
      while (Math.abs(error) > EPSILON) {
        search.measured(target - error);
        flux += search.next();
        double before = error;
        error = target - (Math.atan(flux) + 2);
        assertThat(Math.abs(error)).as("%s to %s", start, target).isLessThan(Math.abs(before));
        assertThat(error * before).as("%s to %s", start, target).isPositive();
        steps++;
      }
      // The flux comes nearer by at least epsilon / beta in each; both ends lie within 1.6 V s.
      assertThat(steps).isLessThanOrEqualTo((int) (3.2 / EPSILON) + 1);
    }
  }
}
