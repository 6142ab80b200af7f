package dev.fluxbar.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.Matrix;
import dev.fluxbar.array.Memductances;
import dev.fluxbar.bench.BarMap;
import dev.fluxbar.physics.lines.CrossbarLines;
import dev.fluxbar.physics.lines.LineResistances;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Networks that act as wanted through lines that resist. */
@Timeout(60)
final class LineCompensationTest {
  private static final ArrayShape ARRAY = ArrayShape.single(6, 40);
  private static final LineResistances LINES = LineResistances.of(2, 3);

  private static Matrix wanted() {
    Random random = new Random(5);
    return Matrix.fill(6, 40, (k, j) -> 15e-6 + 20e-6 * random.nextDouble());
  }

  private static Matrix acts(Matrix siemens) {
    double[] entries = new double[240];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = siemens.at(i / 40, i % 40);
    }
    return CrossbarLines.of(6, 40, LINES).factor(entries).transfer();
  }

  /** Twelve rounds of a tenth leave 1e-12; rounding of the solver leaves no more. */
  @Test
  void theLinesMakeOfItWhatWasWanted() {
    Matrix wanted = wanted();
    assertThat(acts(wanted).largestDifference(wanted) / 25e-6).isGreaterThan(0.05);

    LineCompensation found =
        LineCompensation.of(
            List.of(new ArrayLines(LINES, BarMap.whole(ARRAY))),
            new Memductances(List.of(wanted)),
            1e-6,
            100e-6);

    assertThat(acts(found.siemens().array(0)).largestDifference(wanted)).isLessThan(25e-6 * 1e-8);
    assertThat(found.atEnds()).isZero();
    assertThat(found.largestRelativeChange()).isBetween(0.05, 0.5);
  }

  @Test
  void asksNoDeviceForMoreThanItHas() {
    LineCompensation found =
        LineCompensation.of(
            List.of(new ArrayLines(LINES, BarMap.whole(ARRAY))),
            new Memductances(List.of(wanted())),
            14e-6,
            35e-6);
    assertThat(found.atEnds()).isPositive();
    Matrix array = found.siemens().array(0);
    for (int k = 0; k < 6; k++) {
      for (int j = 0; j < 40; j++) {
        assertThat(array.at(k, j)).isBetween(14e-6, 35e-6);
      }
    }
  }

  @Test
  void leavesANetworkAsItIsWhereLinesResistNothing() {
    Matrix wanted = wanted();
    LineCompensation found =
        LineCompensation.of(
            List.of(new ArrayLines(LineResistances.NONE, BarMap.whole(ARRAY))),
            new Memductances(List.of(wanted)),
            1e-6,
            100e-6);
    assertThat(found.siemens().array(0)).isEqualTo(wanted);
    assertThat(found.largestRelativeChange()).isCloseTo(0, within(0.0));
  }
}
