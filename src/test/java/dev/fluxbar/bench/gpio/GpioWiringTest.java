package dev.fluxbar.bench.gpio;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.bench.gpio.wiring.ArrayWiring;
import dev.fluxbar.bench.gpio.wiring.GpioWiring;
import dev.fluxbar.bench.gpio.wiring.Part.AdcPart;
import dev.fluxbar.bench.gpio.wiring.Part.DacPart;
import dev.fluxbar.bench.gpio.wiring.Part.SwitchPart;
import dev.fluxbar.bench.gpio.wiring.Select;
import dev.fluxbar.bench.gpio.wiring.SwitchMatrix;
import dev.fluxbar.bench.gpio.wiring.Wire.ColumnWire;
import dev.fluxbar.emulator.AnalogErrors;
import dev.fluxbar.emulator.chips.VirtualClock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wired wrongly is refused in one sentence, before any device file is opened. */
class GpioWiringTest {
  private static final GpioWiring USUAL = TestBenches.usual();

  private static GpioWiring with(List<ColumnWire> columns) {
    ArrayWiring array = USUAL.arrays().get(0);
    return new GpioWiring(
        "pi",
        USUAL.dacs(),
        USUAL.adcs(),
        USUAL.switches(),
        List.of(new ArrayWiring(array.shape(), columns, array.rows(), array.switches())));
  }

  private static void refused(GpioWiring wiring, String... words) {
    VirtualClock clock = new VirtualClock(VirtualClock.Machine.EXACT, 1);
    var header = TestBenches.header(USUAL, clock, AnalogErrors.NONE);
    var refusal = assertThatThrownBy(() -> TestBenches.open(wiring, header, clock));
    refusal.isInstanceOf(IllegalArgumentException.class);
    for (String word : words) {
      refusal.hasMessageContaining(word);
    }
  }

  @Test
  void refusesTwoBarsOnOneChannel() {
    assertThatThrownBy(
            () -> with(List.of(new ColumnWire("out", 3, 1), new ColumnWire("out", 3, 1))))
        .hasMessageContaining("column bar 1 and array 1, column bar 2")
        .hasMessageContaining("channel=3");
  }

  @Test
  void refusesABarWithoutAChannel() {
    assertThatThrownBy(() -> with(List.of(new ColumnWire("out", 3, 1))))
        .hasMessageContaining("column bars=2, wired=1");
  }

  @Test
  void refusesAPartThatIsNotThere() {
    assertThatThrownBy(
            () -> with(List.of(new ColumnWire("aut", 3, 1), new ColumnWire("out", 4, 1))))
        .hasMessageContaining("dac=aut; name one of [out]");
  }

  @Test
  void refusesAChannelThatItsChipHasNot() {
    refused(
        with(List.of(new ColumnWire("out", 16, 1), new ColumnWire("out", 4, 1))),
        "channel=16",
        "0 to 15");
  }

  @Test
  void refusesColumnsOfDifferentSpans() {
    refused(with(List.of(new ColumnWire("out", 0, 1), new ColumnWire("out", 1, 2))), "one span");
  }

  @Test
  void refusesTwoPartsOnOneSelectLine() {
    assertThatThrownBy(
            () ->
                new GpioWiring(
                    "pi",
                    USUAL.dacs(),
                    List.of(new AdcPart("in", "ads8688", new Select(0, 0, 1_000_000), 4.096)),
                    USUAL.switches(),
                    USUAL.arrays()))
        .hasMessageContaining("out and in, select=0.0");
  }

  @Test
  void refusesALineThatIsUsedTwice() {
    SwitchPart both =
        new SwitchPart("sw", "74hc595", new Select(1, 0, 1_000_000), 1, 0, 25, 25, true);
    assertThatThrownBy(
            () -> new GpioWiring("pi", USUAL.dacs(), USUAL.adcs(), List.of(both), USUAL.arrays()))
        .hasMessageContaining("line=25; it is used twice");
  }

  @Test
  void refusesAShiftRegisterWithoutItsLatchLine() {
    SwitchPart part =
        new SwitchPart("sw", "74hc595", new Select(1, 0, 1_000_000), 1, 0, null, 24, true);
    refused(
        new GpioWiring("pi", USUAL.dacs(), USUAL.adcs(), List.of(part), USUAL.arrays()),
        "latch-line");
  }

  @Test
  void refusesADacWithoutItsUpdateLine() {
    GpioWiring small = TestBenches.small();
    DacPart part = new DacPart("out", "mcp4922", new Select(0, 0, 1_000_000), 0, 4, false, null);
    refused(
        new GpioWiring("pi", List.of(part), small.adcs(), small.switches(), small.arrays()),
        "update-line");
  }

  @Test
  void refusesAnAmplifierWhoseZeroIsNotTheMiddleOfARange() {
    refused(
        TestBenches.wiring(
            USUAL.dacs().get(0),
            1,
            USUAL.adcs().get(0),
            TestBenches.rows(1000, 1, true),
            USUAL.switches().get(0),
            new SwitchMatrix.Crosspoints(TestBenches.outputs("sw", 0, 6))),
        "zero-volts=1.0",
        "no range of ads8688");
  }

  @Test
  void refusesAClockThatIsTooFastForItsChip() {
    AdcPart fast = new AdcPart("in", "ads8688", new Select(0, 1, 20_000_000), 4.096);
    refused(
        new GpioWiring("pi", USUAL.dacs(), List.of(fast), USUAL.switches(), USUAL.arrays()),
        "clock-hertz=20000000",
        "fastest-hertz=17000000");
  }
}
