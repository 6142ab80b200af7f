package dev.fluxbar.emulator.chips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fluxbar.bench.gpio.chip.AdcChip;
import dev.fluxbar.bench.gpio.chip.Chips;
import dev.fluxbar.bench.gpio.chip.DacChip;
import dev.fluxbar.bench.gpio.chip.Span;
import dev.fluxbar.bench.gpio.chip.SwitchChip;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Drivers on one side, registers of emulated chips on the other: what is meant is what happens. */
class DriversAgainstChipsTest {
  private static final long SEED = 20261122;

  private final List<String> complaints = new ArrayList<>();

  private static void send(EmulatedChip chip, List<byte[]> frames) {
    frames.forEach(chip::transfer);
  }

  private void stagesThenUpdates(DacChip driver, EmulatedDac chip, Span span, boolean internal) {
    Random random = new Random(SEED);
    send(chip, driver.start(span, internal));
    chip.ldac(false);
    chip.ldac(true);
    int[] codes = new int[driver.channels()];
    for (int n = 0; n < codes.length; n++) {
      assertThat(chip.volts(n)).as("start: middle").isEqualTo(span.middleVolts());
    }
    for (int round = 0; round < 50; round++) {
      for (int n = 0; n < codes.length; n++) {
        double before = chip.volts(n);
        codes[n] = random.nextInt(1 << driver.bits());
        chip.transfer(driver.stage(n, codes[n]));
        assertThat(chip.volts(n)).as("staged only, seed=%d", SEED).isEqualTo(before);
      }
      if (driver.updatesByFrame()) {
        int any = random.nextInt(codes.length);
        chip.transfer(driver.update(any, codes[any]));
      } else {
        chip.ldac(false);
        chip.ldac(true);
      }
      for (int n = 0; n < codes.length; n++) {
        double wanted =
            span.lowVolts()
                + (span.highVolts() - span.lowVolts()) * codes[n] / (1 << driver.bits());
        // A few roundings of a double.
        assertThat(chip.volts(n)).as("seed=%d", SEED).isCloseTo(wanted, within(1e-14));
      }
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void ad5668StagesThenUpdates() {
    stagesThenUpdates(
        Chips.dac("ad5668"),
        new EmulatedAd5668(false, 5, 4.096, complaints::add),
        Span.unipolar(5),
        true);
    stagesThenUpdates(
        Chips.dac("ad5668"),
        new EmulatedAd5668(true, 5, 4.096, complaints::add),
        Span.unipolar(4.096),
        false);
  }

  @Test
  void ltc2668StagesThenUpdatesInEverySpan() {
    for (Span span :
        List.of(
            Span.unipolar(5),
            Span.unipolar(10),
            Span.bipolar(5),
            Span.bipolar(10),
            Span.bipolar(2.5))) {
      stagesThenUpdates(
          Chips.dac("ltc2668-16"), new EmulatedLtc2668(0, complaints::add), span, true);
    }
  }

  @Test
  void mcp4922StagesThenUpdatesByItsLine() {
    stagesThenUpdates(
        Chips.dac("mcp4922"),
        new EmulatedMcp4922(4.096, complaints::add),
        Span.unipolar(4.096),
        false);
  }

  @Test
  void powersUpAsItsDataSheetSays() {
    assertThat(new EmulatedAd5668(false, 5, 4, complaints::add).volts(0)).isZero();
    assertThat(new EmulatedAd5668(true, 5, 4, complaints::add).volts(0)).isEqualTo(2);
    assertThat(new EmulatedMcp4922(4, complaints::add).volts(0)).isZero();
    assertThat(new EmulatedLtc2668(0, complaints::add).volts(0)).isZero();
    assertThat(new EmulatedMcp23s17(0, complaints::add).high(0)).isFalse();
    assertThat(new EmulatedAdg714(1).high(0)).isFalse();
  }

  private void converts(AdcChip driver, EmulatedAdc chip, double[] pins, double reference) {
    Random random = new Random(SEED);
    send(chip, driver.start());
    for (int round = 0; round < 100; round++) {
      List<AdcChip.InputRange> ranges = driver.ranges(reference);
      AdcChip.InputRange range = ranges.get(random.nextInt(ranges.size()));
      Span span = range.span();
      int[] channels = random.ints(4, 0, driver.channels()).toArray();
      for (int channel : channels) {
        pins[channel] =
            span.lowVolts() + (span.highVolts() - span.lowVolts()) * random.nextDouble();
        send(chip, driver.choose(channel, range));
        for (byte[] ask : driver.askRange(channel)) {
          assertThat(driver.chosen(chip.transfer(ask))).isEqualTo(range.setting());
        }
      }
      List<byte[]> answers = new ArrayList<>();
      for (int channel : channels) {
        answers.add(chip.transfer(driver.convert(channel)));
      }
      for (int i = 0; i < driver.latencyFrames(); i++) {
        answers.add(chip.transfer(driver.convert(channels[3])));
      }
      for (int i = 0; i < channels.length; i++) {
        int counts = driver.counts(answers.get(i + driver.latencyFrames()));
        double step = (span.highVolts() - span.lowVolts()) / (1 << driver.bits());
        // Half a step of rounding; one more at the upper rail.
        assertThat(span.lowVolts() + counts * step)
            .as("round=%d, range=%s, seed=%d", round, range, SEED)
            .isCloseTo(pins[channels[i]], within(1.001 * step));
      }
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void ads8688ConvertsInEveryRangeOneFrameLater() {
    double[] pins = new double[8];
    converts(Chips.adc("ads8688"), new EmulatedAds8688(n -> pins[n], complaints::add), pins, 4.096);
  }

  @Test
  void mcp3208ConvertsInTheSameFrame() {
    double[] pins = new double[8];
    converts(
        Chips.adc("mcp3208"),
        new EmulatedMcp3208(4.096, n -> pins[n], complaints::add),
        pins,
        4.096);
  }

  private void switches(SwitchChip driver, EmulatedSwitches chip, int chips, int address) {
    Random random = new Random(SEED);
    send(chip, driver.start(new BitSet(), chips, address));
    chip.latch(true);
    chip.latch(false);
    chip.outputEnable(false);
    BitSet before = new BitSet();
    for (int round = 0; round < 50; round++) {
      assertThat(high(chip, driver.outputs() * chips)).isEqualTo(before);
      BitSet wanted = new BitSet();
      for (int i = 0; i < driver.outputs() * chips; i++) {
        wanted.set(i, random.nextBoolean());
      }
      send(chip, driver.set(wanted, chips, address));
      if (driver.latchedByLine()) {
        assertThat(high(chip, driver.outputs() * chips)).as("shifted only").isEqualTo(before);
        chip.latch(true);
        chip.latch(false);
      }
      assertThat(high(chip, driver.outputs() * chips)).as("seed=%d", SEED).isEqualTo(wanted);
      for (byte[] ask : driver.askHigh(address)) {
        assertThat(driver.high(chip.transfer(ask))).isEqualTo(wanted);
      }
      before = wanted;
    }
    assertThat(complaints).isEmpty();
  }

  private static BitSet high(EmulatedSwitches chip, int outputs) {
    BitSet high = new BitSet();
    for (int i = 0; i < outputs; i++) {
      high.set(i, chip.high(i));
    }
    return high;
  }

  @Test
  void switchesFollowTheirDrivers() {
    switches(Chips.switches("74hc595"), new EmulatedHc595(5, true, SEED), 5, 0);
    switches(Chips.switches("adg714"), new EmulatedAdg714(3), 3, 0);
    switches(Chips.switches("mcp23s17"), new EmulatedMcp23s17(0, complaints::add), 1, 0);
    switches(Chips.switches("mcp23s17"), new EmulatedMcp23s17(6, complaints::add), 1, 6);
  }

  @Test
  void twoExpandersOnOneSelectLineKeepApart() {
    EmulatedMcp23s17 low = new EmulatedMcp23s17(0, complaints::add);
    EmulatedMcp23s17 high = new EmulatedMcp23s17(3, complaints::add);
    SharedSelect both = new SharedSelect(List.of(low, high));
    SwitchChip driver = Chips.switches("mcp23s17");
    send(both, driver.start(new BitSet(), 1, 0));
    send(both, driver.start(new BitSet(), 1, 3));
    send(both, driver.set(BitSet.valueOf(new long[] {0x0001}), 1, 0));
    send(both, driver.set(BitSet.valueOf(new long[] {0x8000}), 1, 3));
    assertThat(high(low, 16)).isEqualTo(BitSet.valueOf(new long[] {0x0001}));
    assertThat(high(high, 16)).isEqualTo(BitSet.valueOf(new long[] {0x8000}));
    assertThat(driver.high(both.transfer(driver.askHigh(3).get(0))))
        .isEqualTo(BitSet.valueOf(new long[] {0x8000}));
  }

  @Test
  void aShiftRegisterShowsNothingWhileItsOutputsAreOff() {
    EmulatedHc595 chip = new EmulatedHc595(1, true, SEED);
    assertThat(high(chip, 8)).isEqualTo(new BitSet());
    chip.outputEnable(false);
    assertThat(high(chip, 8)).as("what was there at power-on").isNotEqualTo(new BitSet());
  }

  @Test
  void saysOfEveryFrameThatItDrops() {
    new EmulatedAd5668(false, 5, 0, complaints::add).transfer(new byte[3]);
    new EmulatedLtc2668(0, complaints::add).transfer(new byte[2]);
    new EmulatedMcp4922(5, complaints::add).transfer(new byte[1]);
    new EmulatedAds8688(n -> 0, complaints::add).transfer(new byte[] {(byte) 0xc0, 1, 0, 0});
    new EmulatedMcp3208(5, n -> 0, complaints::add).transfer(new byte[3]);
    new EmulatedMcp23s17(0, complaints::add).transfer(new byte[] {0x50, 0, 0});
    assertThat(complaints)
        .hasSize(6)
        .anyMatch(text -> text.equals("ad5668: frame=00 00 00; SYNC rose before the 32nd clock"));
  }
}
