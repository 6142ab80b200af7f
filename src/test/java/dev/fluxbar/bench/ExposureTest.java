package dev.fluxbar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fluxbar.array.ArrayShape;
import dev.fluxbar.array.ArraySwitches;
import dev.fluxbar.array.Cell;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchSetting;
import dev.fluxbar.signal.Program;
import dev.fluxbar.signal.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExposureTest {
  private static final NetworkShape SHAPE = NetworkShape.of(ArrayShape.single(3, 1));
  private static final Step PULSE = new Step.Pulse(1, false, List.of());

  private static Step only(int row) {
    return new Step.Switches(
        new SwitchSetting(List.of(ArraySwitches.only(SHAPE.array(0), row, 0))));
  }

  private static Exposure of(Step... steps) {
    return Exposure.of(new Program(List.of(), List.of(steps)), SHAPE);
  }

  private static Cell cell(int row) {
    return new Cell(0, row, 0);
  }

  @Test
  void aPulseDrivesWhatIsClosedThen() {
    Exposure exposure = of(only(0), PULSE, only(1), new Step.Settle(1), new Step.Safe(), PULSE);
    assertThat(exposure.pulsed()).containsExactly(cell(0));
    assertThat(exposure.driven()).containsExactly(cell(0));
    assertThat(exposure.sampled()).isEmpty();
  }

  @Test
  void aBlockSignalMeasuresTheRowsThatAreSensed() {
    Step block = Step.Block.sampledAtMiddle(1);
    Exposure exposure =
        of(new Step.Sense(0, 1, 1, 0, 1), only(1), block, only(2), block, new Step.Safe());
    assertThat(exposure.driven()).containsExactly(cell(1), cell(2));
    assertThat(exposure.sampled()).containsExactly(cell(1));
    assertThat(exposure.pulsed()).isEmpty();
  }

  @Test
  void aBlockSignalWithoutInstantsMeasuresNothing() {
    Exposure exposure = of(new Step.Sense(0, 0, 3, 0, 1), only(1), new Step.Block(1, false, 0, 0));
    assertThat(exposure.driven()).containsExactly(cell(1));
    assertThat(exposure.sampled()).isEmpty();
  }

  @Test
  void aLoopBeginsItsSecondTurnWithWhatItsFirstLeft() {
    Exposure once = of(new Step.Repeat(1, List.of(PULSE, only(2))));
    assertThat(once.pulsed()).isEmpty();
    Exposure twice = of(new Step.Repeat(2, List.of(PULSE, only(2))));
    assertThat(twice.pulsed()).containsExactly(cell(2));
  }
}
