package dev.fluxbar.bench.gpio.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fluxbar.bench.gpio.chip.AdcChip.InputRange;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Drivers against words set out by hand from the tables and figures of the data sheets: not from
 * the drivers, nor from the emulated chips.
 */
class ChipVectorsTest {
  private static String hex(byte[] frame) {
    return HexFormat.of().formatHex(frame);
  }

  private static List<String> hex(List<byte[]> frames) {
    return frames.stream().map(ChipVectorsTest::hex).toList();
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int i : set) {
      bits.set(i);
    }
    return bits;
  }

  @Test
  void ad5668LaysOutItsWordAsFigure57() {
    DacChip chip = Chips.dac("ad5668");
    // X=0, command 0000, address 0010 (C), data 1010 0101 1100 0011, X=0.
    assertThat(hex(chip.stage(2, 0xa5c3))).isEqualTo("002a5c30");
    // Command 0010: write to input register n, update all.
    assertThat(hex(chip.update(7, 0xffff))).isEqualTo("027ffff0");
    assertThat(chip.spiMode()).isEqualTo(1);
  }

  @Test
  void ad5668StartsWithEveryModeNamed() {
    assertThat(hex(Chips.dac("ad5668").start(Span.unipolar(5), true)))
        .containsExactly(
            "06000000", // LDAC register: nothing transparent
            "040000ff", // power: normal operation of channels A to H
            "08000001", // reference set-up: internal on
            "00f80000", // all input registers at the middle
            "02080000"); // channel A again, update all
    assertThat(hex(Chips.dac("ad5668").start(Span.unipolar(4.096), false)).get(2))
        .isEqualTo("08000000");
  }

  @Test
  void ltc2668LaysOutItsWordAsThe24BitLoadSequence() {
    DacChip chip = Chips.dac("ltc2668-16");
    assertThat(hex(chip.stage(15, 0x1234))).isEqualTo("0f1234"); // write code n: 0000
    assertThat(hex(chip.update(3, 0x1234))).isEqualTo("900000"); // update all: 1001
    assertThat(chip.spiMode()).isZero();
  }

  @Test
  void ltc2668NamesItsSpansByTheirCodes() {
    DacChip chip = Chips.dac("ltc2668-16");
    assertThat(hex(chip.start(Span.bipolar(2.5), true)))
        .containsExactly("700000", "c00000", "e00004", "a08000");
    assertThat(hex(chip.start(Span.bipolar(10), true)).get(2)).isEqualTo("e00003");
    assertThat(hex(chip.start(Span.bipolar(5), true)).get(2)).isEqualTo("e00002");
    assertThat(hex(chip.start(Span.unipolar(10), true)).get(2)).isEqualTo("e00001");
    assertThat(hex(chip.start(Span.unipolar(5), false))).startsWith("700001", "c00000", "e00000");
  }

  @Test
  void mcp4922LaysOutItsWordAsRegister51() {
    DacChip chip = Chips.dac("mcp4922");
    // A: 0 unbuffered 0, once 1, on 1: 0011; B: 1011.
    assertThat(hex(chip.stage(0, 0xabc))).isEqualTo("3abc");
    assertThat(hex(chip.stage(1, 0x800))).isEqualTo("b800");
    assertThat(chip.updatesByFrame()).isFalse();
  }

  @Test
  void ads8688NamesChannelsAsTable6() {
    AdcChip chip = Chips.adc("ads8688");
    assertThat(hex(chip.convert(0))).isEqualTo("c0000000");
    assertThat(hex(chip.convert(1))).isEqualTo("c4000000");
    assertThat(hex(chip.convert(7))).isEqualTo("dc000000");
    assertThat(hex(chip.start())).containsExactly("85000000");
    assertThat(chip.counts(new byte[] {0, 0, (byte) 0x80, 0x01})).isEqualTo(32769);
    assertThat(chip.latencyFrames()).isEqualTo(1);
  }

  @Test
  void ads8688ChoosesRangesByRegisters05To0c() {
    AdcChip chip = Chips.adc("ads8688");
    // Address 05h moved up by one, write bit 1; address 0Ch likewise.
    assertThat(hex(chip.choose(0, new InputRange(Span.unipolar(10.24), 5))))
        .containsExactly("0b0500");
    assertThat(hex(chip.choose(7, new InputRange(Span.bipolar(2.56), 2))))
        .containsExactly("190200");
    assertThat(hex(chip.askRange(0))).containsExactly("0a0000");
    assertThat(chip.chosen(new byte[] {0, 0, 5})).isEqualTo(5);
    // Table of ranges at VREF = 4.096 V: 2.56, 5.12 and 10.24 V either side; 0 to 5.12 and 10.24 V.
    assertThat(chip.ranges(4.096))
        .containsExactlyInAnyOrder(
            new InputRange(Span.bipolar(2.56), 2),
            new InputRange(Span.bipolar(5.12), 1),
            new InputRange(Span.bipolar(10.24), 0),
            new InputRange(Span.unipolar(5.12), 6),
            new InputRange(Span.unipolar(10.24), 5));
  }

  @Test
  void mcp3208PlacesItsStartBitAsFigure61() {
    AdcChip chip = Chips.adc("mcp3208");
    assertThat(hex(chip.convert(0))).isEqualTo("060000");
    assertThat(hex(chip.convert(3))).isEqualTo("06c000");
    assertThat(hex(chip.convert(5))).isEqualTo("074000");
    // Three unknown bits, the null bit, then the highest four.
    assertThat(chip.counts(new byte[] {(byte) 0xff, (byte) 0xea, (byte) 0xbc})).isEqualTo(0xabc);
  }

  @Test
  void mcp3208RefusesAnAnswerWithoutItsNullBit() {
    assertThatThrownBy(() -> Chips.adc("mcp3208").counts(new byte[] {-1, -1, -1}))
        .hasMessageContaining("null-bit=1");
  }

  @Test
  void chainsSendTheLastChipFirstAndTheHighestOutputFirst() {
    assertThat(hex(Chips.switches("74hc595").set(bits(0, 9), 3, 0))).containsExactly("000201");
    // DB7 is S8, DB0 is S1.
    assertThat(hex(Chips.switches("adg714").set(bits(7), 1, 0))).containsExactly("80");
    assertThat(hex(Chips.switches("adg714").set(bits(0, 15), 2, 0))).containsExactly("8001");
  }

  @Test
  void mcp23s17SetsLatchesBeforeDirections() {
    SwitchChip chip = Chips.switches("mcp23s17");
    assertThat(hex(chip.start(bits(), 1, 5)))
        .containsExactly(
            "400a08", // IOCON.HAEN while every chip listens to address 0
            "480a08", // and to samples that have A2 high
            "4a140000", // OLATA, OLATB
            "4a000000"); // IODIRA, IODIRB: outputs
    assertThat(hex(chip.set(bits(0, 15), 1, 5))).containsExactly("4a140180");
    assertThat(hex(chip.askHigh(5))).containsExactly("4b140000");
    assertThat(chip.high(new byte[] {0, 0, 0x01, (byte) 0x80})).isEqualTo(bits(0, 15));
  }

  @Test
  void refusesWhatWouldReachIntoTheNextField() {
    assertThatThrownBy(() -> Chips.dac("ad5668").stage(8, 0)).hasMessageContaining("channel=8");
    assertThatThrownBy(() -> Chips.dac("mcp4922").stage(0, 4096)).hasMessageContaining("code=4096");
    assertThatThrownBy(() -> Chips.dac("ltc2668-16").stage(0, -1)).hasMessageContaining("code=-1");
    assertThatThrownBy(() -> Chips.adc("ads8688").convert(8)).hasMessageContaining("channel=8");
    assertThatThrownBy(() -> Chips.switches("mcp23s17").set(bits(16), 1, 0))
        .hasMessageContaining("output=16");
    assertThatThrownBy(() -> Chips.switches("mcp23s17").set(bits(), 2, 0))
        .hasMessageContaining("chips=2");
    assertThatThrownBy(() -> Chips.dac("ltc2668-16").start(Span.bipolar(3), true))
        .hasMessageContaining("-3.0 to 3.0 V");
  }

  @Test
  void refusesAChipByTheReasonItIsNotDriven() {
    assertThatThrownBy(() -> Chips.switches("adg715"))
        .hasMessageContaining("I2C")
        .hasMessageContaining("adg714");
    assertThatThrownBy(() -> Chips.dac("ads8688"))
        .hasMessageContaining("ad5668, ltc2668-16, mcp4922");
  }
}
