package dev.fluxbar.analog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConvertersTest {
  private static final long SEED = 20;
  private final Dac dac = Dac.ofVolts(4.096);
  private final Adc adc = Adc.ofAmperes(4.096);

  @Test
  void oneVoltIsExactlyCode8000() {
    assertThat(dac.code(1.0)).isEqualTo(8000);
    assertThat(dac.volts(8000)).isEqualTo(1.0);
    assertThat(dac.code(-1.0)).isEqualTo(-8000);
  }

  @Test
  void oppositeVoltsHaveOppositeCodes() {
    Random random = new Random(SEED);
    for (int i = 0; i < 10_000; i++) {
      double volts = random.nextDouble() * dac.largestVolts();
      assertThat(dac.code(-volts)).as("seed=%d, volts=%s", SEED, volts).isEqualTo(-dac.code(volts));
    }
    assertThat(dac.code(-0.5 * dac.stepVolts())).isEqualTo(-dac.code(0.5 * dac.stepVolts()));
  }

  @Test
  void everyCodeComesBack() {
    for (int code = -dac.largestCode(); code <= dac.largestCode(); code++) {
      assertThat(dac.code(dac.volts(code))).isEqualTo(code);
    }
  }

  @Test
  void refusesVoltsBeyondTheLargestCode() {
    assertThat(dac.code(dac.largestVolts())).isEqualTo(32767);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dac.code(4.096))
        .withMessageContaining("volts=4.096")
        .withMessageContaining("largest-volts=4.095875");
    assertThatIllegalArgumentException().isThrownBy(() -> dac.code(Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> dac.volts(-32768));
  }

  @Test
  void roundsToTheNearestCount() {
    double step = adc.stepAmperes();
    assertThat(adc.convert(7.4 * step)).isEqualTo(new Adc.Conversion(7, false));
    assertThat(adc.convert(-7.4 * step)).isEqualTo(new Adc.Conversion(-7, false));
    // Half a step is the most that rounding can take away.
    assertThat(adc.amperes(adc.convert(1.2345).counts(), 1)).isCloseTo(1.2345, within(step / 2));
    assertThat(adc.amperes(3L * adc.convert(1.0).counts(), 3)).isEqualTo(1.0);
  }

  @Test
  void clipsAtTheRailsAndSaysSo() {
    assertThat(adc.convert(5)).isEqualTo(new Adc.Conversion(131071, true));
    assertThat(adc.convert(-1e300)).isEqualTo(new Adc.Conversion(-131072, true));
    assertThat(adc.convert(Double.POSITIVE_INFINITY).saturated()).isTrue();
    assertThat(adc.convert(adc.largestAmperes()).saturated()).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> adc.convert(Double.NaN));
  }

  @Test
  void refusesSpansThatAreNotNumbers() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Dac(16, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Adc(18, Double.NaN));
    assertThatIllegalArgumentException().isThrownBy(() -> new Dac(17, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Adc(21, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> adc.amperes(1, 0));
  }
}
