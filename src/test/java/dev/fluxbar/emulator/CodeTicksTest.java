package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import java.util.List;
import org.junit.jupiter.api.Test;

class CodeTicksTest {
  private static final NetworkShape SHAPE = NetworkShape.of(ArrayShape.single(2, 2));

  private final CodeTickCount count = new CodeTickCount(SHAPE);

  private static SwitchSetting only(int row, int column) {
    return new SwitchSetting(List.of(ArraySwitches.only(SHAPE.array(0), row, column)));
  }

  private long at(int row, int column) {
    return count.sums().at(new Cell(0, row, column));
  }

  @Test
  void countsWhileTheSwitchIsClosedAndNotElsewhere() {
    count.passed(0, new int[] {7, 7}, 1, 100); // open
    count.switches(only(1, 0));
    count.passed(0, new int[] {3, 5}, 1, 10);
    count.passed(0, new int[] {3, 5}, -1, 4);
    count.passed(0, new int[] {3, 5}, 0, 1000); // drivers at 0 V
    assertThat(at(1, 0)).isEqualTo(18);
    assertThat(at(1, 0)).as("looking changes nothing").isEqualTo(18);
    count.opened(new Cell(0, 1, 0), SwitchSetting.open(SHAPE));
    count.passed(0, new int[] {3, 5}, 1, 10);
    assertThat(at(1, 0)).isEqualTo(18);
    assertThat(at(1, 1) + at(0, 0) + at(0, 1)).isZero();
  }

  @Test
  void refusesSumsOfAnotherShape() {
    assertThatThrownBy(() -> CodeTicks.of(SHAPE, List.of(new long[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("array=1, cells=3");
    assertThatThrownBy(() -> CodeTicks.of(SHAPE, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("arrays=0, needed=1");
  }
}
