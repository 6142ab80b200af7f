package dev.fluxbar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a value of the wire cannot be, and when two of them are one. */
class WireValuesTest {
  private static final byte[] TWO = {1, 2};
  private static final ResultRecord.At AT = new ResultRecord.At(0, 0, 0, 0, 0, 0, 1, 0);

  private static void refuses(ThrowingCallable... makings) {
    for (ThrowingCallable making : makings) {
      assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** All of these differ from the first and from what is of another kind. */
  private static void differ(Object one, Object same, Object... others) {
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo("another kind");
    assertThat(others).allSatisfy(other -> assertThat(one).isNotEqualTo(other));
  }

  @Test
  void aFrameHoldsItsFields() {
    refuses(
        () -> new Frame(4, 0, 0, 0, 0, TWO),
        () -> new Frame(0, 256, 0, 0, 0, TWO),
        () -> new Frame(0, 0, 65536, 0, 0, TWO),
        () -> new Frame(0, 0, 0, -1, 0, TWO),
        () -> new Frame(0, 0, 0, 0, 65536, TWO),
        () -> new Frame(0, 0, 0, 0, 0, new byte[513]));
    differ(
        new Frame(1, 2, 3, 4, 5, TWO),
        new Frame(1, 2, 3, 4, 5, TWO),
        new Frame(0, 2, 3, 4, 5, TWO),
        new Frame(1, 9, 3, 4, 5, TWO),
        new Frame(1, 2, 9, 4, 5, TWO),
        new Frame(1, 2, 3, 9, 5, TWO),
        new Frame(1, 2, 3, 4, 9, TWO),
        new Frame(1, 2, 3, 4, 5, new byte[2]));
  }

  @Test
  void stretchesOfAnImageAndAStreamAreComparedByTheirBytes() {
    refuses(
        () -> new HostMessage.LoadData(1, 0, new byte[501]),
        () -> new HostMessage.StreamData(1, 0, new byte[501]));
    differ(
        new HostMessage.LoadData(1, 2, TWO),
        new HostMessage.LoadData(1, 2, TWO),
        new HostMessage.LoadData(9, 2, TWO),
        new HostMessage.LoadData(1, 9, TWO),
        new HostMessage.LoadData(1, 2, new byte[2]));
    differ(
        new HostMessage.StreamData(1, 2, TWO),
        new HostMessage.StreamData(1, 2, TWO),
        new HostMessage.StreamData(9, 2, TWO),
        new HostMessage.StreamData(1, 9, TWO),
        new HostMessage.StreamData(1, 2, new byte[2]));
  }

  @Test
  void anArrayHasAFormThatCodesCanName() {
    refuses(
        () -> new Geometry(0, 1, true, 1),
        () -> new Geometry(65536, 1, true, 1),
        () -> new Geometry(1, 0, true, 1),
        () -> new Geometry(1, 65536, true, 1),
        () -> new Geometry(4097, 4096, true, 1),
        () -> new Geometry(1, 1, true, -1),
        () -> new Geometry(1, 1, true, 256));
    assertThat(new Geometry(4096, 4096, true, 255).columns()).isEqualTo(4096);
  }

  @Test
  void aTableHoldsItsCodes() {
    refuses(
        () -> new DriveTable(256, new short[1]),
        () -> new DriveTable(-1, new short[1]),
        () -> new DriveTable(0, new short[65536]));
    differ(
        new DriveTable(0, new short[] {1}),
        new DriveTable(0, new short[] {1}),
        new DriveTable(1, new short[] {1}),
        new DriveTable(0, new short[] {2}));
  }

  @Test
  void aPatternSaysWhichSwitchesAreClosed() {
    Geometry array = new Geometry(2, 3, true, 1);
    refuses(() -> new SwitchPattern(256, SwitchPattern.Kind.LINES, new BitSet()));
    // Row 1, column 2; row 1 only.
    SwitchPattern lines =
        new SwitchPattern(0, SwitchPattern.Kind.LINES, BitSet.valueOf(new long[] {0b10010}));
    assertThat(lines.isClosed(array, 1, 2)).isTrue();
    assertThat(lines.isClosed(array, 1, 1)).isFalse();
    assertThat(lines.isClosed(array, 0, 2)).isFalse();
    SwitchPattern one =
        new SwitchPattern(0, SwitchPattern.Kind.CROSSPOINTS, BitSet.valueOf(new long[] {0b10000}));
    assertThat(one.isClosed(array, 1, 1)).isTrue();
    assertThat(one.isClosed(array, 1, 2)).isFalse();
    SwitchPattern wide =
        new SwitchPattern(0, SwitchPattern.Kind.LINES, BitSet.valueOf(new long[] {1 << 5}));
    refuses(() -> wide.write(ByteBuffer.allocate(100), array));
  }

  @Test
  void aRecordHasNoMoreRowsThanAFrame() {
    refuses(() -> new ResultRecord(AT, 0, new int[120]));
    differ(
        new ResultRecord(AT, 0, new int[2]),
        new ResultRecord(AT, 0, new int[2]),
        new ResultRecord(new ResultRecord.At(1, 0, 0, 0, 0, 0, 1, 0), 0, new int[2]),
        new ResultRecord(AT, 1, new int[2]),
        new ResultRecord(AT, 0, new int[3]));
  }

  @Test
  void fieldsHoldTheirValues() {
    refuses(
        () -> new PayloadWriter().u8(-1),
        () -> new PayloadWriter().u8(256),
        () -> new Operation.Fields(256, 0, 0, 0, 0, 0),
        () -> new Operation.Fields(0, -1, 0, 0, 0, 0),
        () -> new Operation.Fields(0, 0, 65536, 0, 0, 0),
        () -> new Operation.Fields(0, 0, 0, -1, 0, 0),
        () -> new Operation.Fields(0, 0, 0, 0, 1L << 32, 0),
        () -> new Operation.Fields(0, 0, 0, 0, 0, -1));
    assertThatThrownBy(() -> JobState.of(-1)).isInstanceOf(PayloadReader.Malformed.class);
    assertThatThrownBy(() -> JobState.of(7)).isInstanceOf(PayloadReader.Malformed.class);
  }

  @Test
  void aDescriptionNamesAKnownTopologyAndSwitchKind() {
    for (int[] kinds :
        List.of(new int[] {-1, 0}, new int[] {2, 0}, new int[] {0, -1}, new int[] {0, 2})) {
      assertThatThrownBy(
              () ->
                  new BoardMessage.Description(
                      1, kinds[0], kinds[1], 0, 1000, 0, 0, 100, 100, 100, 100, 100))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining("topology=%d, switch-kind=%d".formatted(kinds[0], kinds[1]));
    }
  }

  @Test
  void anOperationInTheWrongPlaceSaysWhatItIs() {
    ImageRefused gate = new Operation.Gate(0, 7, 0, 0).misplaced(3);
    assertThat(gate.error()).isEqualTo(ErrorCode.BAD_GATE);
    assertThat(gate.operation()).isEqualTo(3);
    assertThat(gate.value()).isEqualTo(7);
    ImageRefused other = new Operation.Settle(9).misplaced(4);
    assertThat(other.error()).isEqualTo(ErrorCode.BAD_GATE);
    assertThat(other.value()).isEqualTo(Operation.Settle.CODE);
    Operation unknown = new Operation.Unknown(new Operation.Fields(99, 0, 0, 0, 0, 0));
    assertThat(unknown.misplaced(0).error()).isEqualTo(ErrorCode.BAD_OPERATION);
    Operation stray = new Operation.Unknown(new Operation.Fields(2, 0, 5, 1, 0, 0));
    assertThat(stray.misplaced(0).error()).isEqualTo(ErrorCode.BAD_RESERVED);
    assertThat(stray.misplaced(0).value()).isEqualTo(5);
  }
}
