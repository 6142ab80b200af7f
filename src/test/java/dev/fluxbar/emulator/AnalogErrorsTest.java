package dev.fluxbar.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.analog.Adc;
import dev.fluxbar.analog.Dac;
import dev.fluxbar.array.NetworkShape;
import dev.fluxbar.array.SwitchKind;
import dev.fluxbar.array.Topology;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the channels of an emulated board really are, and what they do to a current. */
final class AnalogErrorsTest {
  private static final Dac DAC = new Dac(16, 2.048);
  private static final Adc ADC = new Adc(18, 1e-3);
  private static final AnalogErrors LAB = new AnalogErrors(1e-3, 5e-3, 1, 1e-3, 5e-3, 1, 0, 0, 0);

  private static AnalogFront front(AnalogErrors errors, long seed, int lines) {
    return front(new Imperfections(errors, List.of(), DeviceErrors.NONE, null), seed, lines);
  }

  private static AnalogFront front(Imperfections imperfections, long seed, int lines) {
    BoardSpec spec =
        BoardSpec.of(
                "test",
                NetworkShape.sizes(lines, lines),
                Topology.INDEPENDENT,
                SwitchKind.CROSSPOINT)
            .withConverters(new ArrayConverters(DAC, List.of(ADC)))
            .withImperfections(imperfections)
            .withSeed(seed);
    return new AnalogFront(spec, 0);
  }

  private static double rms(int count, DoubleUnaryOperator of) {
    double sum =
        IntStream.range(0, count).mapToDouble(i -> of.applyAsDouble(i)).map(x -> x * x).sum();
    return Math.sqrt(sum / count);
  }

  /** The rms of 1000 draws is known to 1/sqrt(2000) = 2.2 %; the bound is five times that. */
  @Test
  void driversAreOffByWhatIsStated() {
    TrueDrivers drivers = front(LAB, 3, 1000).drivers();
    int code = 1600;
    assertThat(rms(1000, j -> drivers.volts((int) j, 0)) / 1e-3).isBetween(0.89, 1.11);
    double gain =
        rms(
            1000,
            j ->
                (drivers.volts((int) j, code) - drivers.volts((int) j, -code)) / 2 / DAC.volts(code)
                    - 1);
    assertThat(gain / 5e-3).isBetween(0.89, 1.11);
  }

  /** Without gain and offset only the bend is left: between its ends it spans a step. */
  @Test
  void bendsByNoMoreThanIsStated() {
    TrueDrivers drivers = front(new AnalogErrors(0, 0, 1, 0, 0, 1, 0, 0, 0), 3, 20).drivers();
    for (int j = 0; j < 20; j++) {
      double most = 0;
      for (int code = -32767; code <= 32767; code += 7) {
        most = Math.max(most, Math.abs(drivers.volts(j, code) - DAC.volts(code)));
      }
      // sin(x + a) - sin(a) reaches 1 + |sin a|, between 1 and 2: half to one step here.
      assertThat(most / DAC.stepVolts()).isBetween(0.49, 1.01);
      assertThat(drivers.volts(j, 0)).isZero();
    }
  }

  @Test
  void trimsTheDriverOfTheReferenceColumn() {
    ReferenceBars references = new ReferenceBars(20_000, 1e-4, 5e-5);
    double[] gains =
        IntStream.range(0, 500)
            .mapToDouble(
                seed -> {
                  AnalogFront front =
                      front(
                          new Imperfections(LAB, List.of(), DeviceErrors.NONE, references),
                          seed,
                          3);
                  assertThat(front.drivers().volts(2, 0)).isZero();
                  return front.drivers().volts(2, 1000) / DAC.volts(1000) - 1;
                })
            .toArray();
    // 500 draws: known to 3.2 %, the bound is five times that.
    assertThat(rms(500, i -> gains[(int) i]) / 5e-5).isBetween(0.84, 1.16);
  }

  @Test
  void inputsAddAndMultiplyAsTheTruthSays() {
    AnalogFront front = front(LAB, 8, 4);
    TrueInputs inputs = front.inputs();
    for (int k = 0; k < 4; k++) {
      double expected = inputs.offsetAmperes(0, k) + inputs.gain(0, k) * 2e-4;
      int counts = inputs.convert(k, 0, 2e-4, 1, 0).counts();
      assertThat(counts * ADC.stepAmperes()).isCloseTo(expected, within(ADC.stepAmperes() / 2));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double most) {
    return org.assertj.core.data.Offset.offset(most * (1 + 1e-9));
  }

  /** Sums of 64 conversions are drawn as one number; they have the mean and variance of 64. */
  @Test
  void sumsOfManyConversionsAreAsIfEachWereDrawn() {
    AnalogErrors noisy = new AnalogErrors(0, 0, 0, 0, 0, 1, 2, 0, 0);
    TrueInputs inputs = front(noisy, 8, 1).inputs();
    double current = 1234.37 * ADC.stepAmperes();
    double[] means =
        IntStream.range(0, 20_000)
            .mapToDouble(i -> inputs.convert(0, 0, current, 64, i).counts() / 64.0)
            .toArray();
    double mean = Arrays.stream(means).average().orElseThrow();
    double variance =
        Arrays.stream(means).map(m -> (m - mean) * (m - mean)).average().orElseThrow();
    double expected = (4 + 1.0 / 12) / 64;
    // The mean of 20,000: five standard deviations. Their variance is known to 1 %: five of those.
    assertThat(mean).isCloseTo(1234.37, within(5 * Math.sqrt(expected / 20_000)));
    assertThat(variance / expected).isBetween(0.95, 1.05);
  }

  @Test
  void anAmplifierClipsUnseenBelowTheRailsOfItsConverter() {
    WiringFault clipped = new WiringFault(WiringFault.Kind.CLIPPED_ROW, 0, 1, 0, 0.25);
    AnalogFront front =
        front(
            new Imperfections(AnalogErrors.NONE, List.of(clipped), DeviceErrors.NONE, null), 1, 2);
    TrueInputs.Sum sum = front.inputs().convert(1, 0, 9e-4, 1, 0);
    assertThat(sum.saturated()).isFalse();
    assertThat(sum.counts() * ADC.stepAmperes()).isCloseTo(2.5e-4, within(ADC.stepAmperes()));
    assertThat(front.inputs().convert(0, 0, 9e-4, 1, 0).counts() * ADC.stepAmperes())
        .isCloseTo(9e-4, within(ADC.stepAmperes()));
  }

  /**
   * Differences over lag t of noise with equal power a decade grow with log t: each decade of lag
   * adds 2 rms^2 to their mean square. 400,000 differences at lags of 1, 10 and 100 ms; they are
   * correlated over up to ten lags, so that the figure is known to about 2 %.
   */
  @Test
  void pinkNoiseHasTheSamePowerInEveryDecade() {
    PinkNoise noise = new PinkNoise(1);
    Random random = new Random(11);
    int count = 400_000;
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = noise.at(i * 1e-3, random);
    }
    double atOne = meanSquareDifference(values, 1);
    double atTen = meanSquareDifference(values, 10);
    double atHundred = meanSquareDifference(values, 100);
    assertThat(atTen - atOne).isBetween(1.7, 2.3);
    assertThat(atHundred - atTen).isBetween(1.7, 2.3);
  }

  private static double meanSquareDifference(double[] values, int lag) {
    double sum = 0;
    for (int i = lag; i < values.length; i++) {
      sum += (values[i] - values[i - lag]) * (values[i] - values[i - lag]);
    }
    return sum / (values.length - lag);
  }

  @Test
  void edgesComeLateAndTheStretchAfterThemIsShorter() {
    EdgeJitter jitter = new EdgeJitter(2e-8, new Random(4));
    double sum = 0;
    double squares = 0;
    int edges = 20_000;
    for (int i = 0; i < edges; i++) {
      double late = jitter.late();
      sum += late;
      squares += late * late;
      assertThat(late + jitter.rest(1e-4)).isCloseTo(1e-4, within(1e-18));
    }
    double mean = sum / edges;
    assertThat(mean).isCloseTo(6 * 2e-8, within(5 * 2e-8 / Math.sqrt(edges)));
    assertThat(Math.sqrt(squares / edges - mean * mean) / 2e-8).isBetween(0.97, 1.03);
  }

  @Test
  void wiringFaultsMixLines() {
    assertThat(columns(WiringFault.Kind.OPEN_COLUMN)).containsExactly(0, 2, 3);
    assertThat(columns(WiringFault.Kind.SHORTED_COLUMNS)).containsExactly(2, 2, 2);
    assertThat(columns(WiringFault.Kind.SWAPPED_COLUMNS)).containsExactly(3, 2, 1);
    assertThat(rows(WiringFault.Kind.OPEN_ROW)).containsExactly(0, 2, 3);
    assertThat(rows(WiringFault.Kind.SHORTED_ROWS)).containsExactly(2, 2, 2);
    assertThat(rows(WiringFault.Kind.SWAPPED_ROWS)).containsExactly(3, 2, 1);
  }

  private static double[] columns(WiringFault.Kind kind) {
    double[] volts = {1, 2, 3};
    new LineMap(0, List.of(new WiringFault(kind, 0, 0, 2, 1))).columns(volts);
    return volts;
  }

  private static double[] rows(WiringFault.Kind kind) {
    double[] amperes = {1, 2, 3};
    new LineMap(0, List.of(new WiringFault(kind, 0, 0, 2, 1))).rows(amperes);
    return amperes;
  }

  @Test
  void theSameSeedMakesTheSameBoard() {
    assertThat(front(LAB, 5, 3).columnVolts(new int[] {1, 2, 3}, 1))
        .isEqualTo(front(LAB, 5, 3).columnVolts(new int[] {1, 2, 3}, 1))
        .isNotEqualTo(front(LAB, 6, 3).columnVolts(new int[] {1, 2, 3}, 1));
  }

  @Test
  void refusesErrorsThatLeaveNothingOfAChannel() {
    assertThatThrownBy(() -> new AnalogErrors(0, 0.2, 0, 0, 0, 1, 0, 0, 0))
        .hasMessageContaining("driver-gain=0.2; it must be 0 to 0.1");
    assertThatThrownBy(() -> new AnalogErrors(0, 0, 0, 0, Double.NaN, 1, 0, 0, 0))
        .hasMessageContaining("input-gain=NaN");
    assertThatThrownBy(
            () ->
                front(
                    new Imperfections(
                        LAB,
                        List.of(new WiringFault(WiringFault.Kind.OPEN_ROW, 0, 7, 0, 1)),
                        DeviceErrors.NONE,
                        null),
                    1,
                    3))
        .hasMessageContaining("first=8");
  }
}
