package dev.fluxbar.wire;

import java.util.Arrays;

/**
 * What one array's inputs read at one instant: the sum of some conversions a row. Immutable; copies
 * in and out.
 *
 * <pre>
 *   0           4      8      16        17      18      19      20         22         24      26      28
 *   +-----------+------+------+---------+-------+-------+-------+----------+----------+-------+-------+----
 *   | operation | turn | tick | instant | array | range | flags | averages | firstRow | count | zero  | sums
 *   +-----------+------+------+---------+-------+-------+-------+----------+----------+-------+-------+----
 *        u32      u32    u64     u8        u8      u8      u8       u16        u16       u16     u16    i32
 * </pre>
 */
public final class ResultRecord {

  public static final int HEADER_BYTES = 28;

  /** Flag: a conversion stood at an end of its range. */
  public static final int SATURATED = 1;

  /** The most rows that fit one record; larger arrays give several records at one tick. */
  public static final int MOST_ROWS = (BoardMessage.Results.LARGEST_BYTES - HEADER_BYTES) / 4;

  private final At at;
  private final int flags;
  private final int[] sums;

  /**
   * Where and when a record was taken.
   *
   * @param operation index of the operation in the image
   * @param turn turn of the innermost loop around it, from 0
   * @param tick ticks since the job's start
   * @param instant bit number of the block instant plus 1; 0 outside a block
   * @param array array
   * @param range current range
   * @param averages conversions in each sum
   * @param firstRow row of the first sum
   */
  public record At(
      long operation,
      long turn,
      long tick,
      int instant,
      int array,
      int range,
      int averages,
      int firstRow) {}

  /** Copies {@code sums}, at most {@link #MOST_ROWS}. */
  public ResultRecord(At at, int flags, int[] sums) {
    if (sums.length > MOST_ROWS) {
      throw new IllegalArgumentException(
          "result record: rows=%d; at most %d fit".formatted(sums.length, MOST_ROWS));
    }
    this.at = at;
    this.flags = flags;
    this.sums = sums.clone();
  }

  public At at() {
    return at;
  }

  public boolean saturated() {
    return (flags & SATURATED) != 0;
  }

  /** A copy of the sums, one a row. */
  public int[] sums() {
    return sums.clone();
  }

  public int rows() {
    return sums.length;
  }

  /** Bytes of this record in a frame. */
  public int bytes() {
    return HEADER_BYTES + 4 * sums.length;
  }

  void write(PayloadWriter out) {
    out.u32(at.operation()).u32(at.turn()).u64(at.tick()).u8(at.instant()).u8(at.array());
    out.u8(at.range()).u8(flags).u16(at.averages()).u16(at.firstRow()).u16(sums.length).u16(0);
    for (int sum : sums) {
      out.i32(sum);
    }
  }

  static ResultRecord read(PayloadReader in) {
    long operation = in.u32();
    long turn = in.u32();
    long tick = in.u64();
    int instant = in.u8();
    int array = in.u8();
    int range = in.u8();
    int flags = in.u8();
    int averages = in.u16();
    int firstRow = in.u16();
    int count = in.u16();
    if (in.u16() != 0 || count > MOST_ROWS) {
      throw new PayloadReader.Malformed("result record: rows=%d", count);
    }
    int[] sums = new int[count];
    for (int i = 0; i < count; i++) {
      sums[i] = in.i32();
    }
    return new ResultRecord(
        new At(operation, turn, tick, instant, array, range, averages, firstRow), flags, sums);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResultRecord that
        && at.equals(that.at)
        && flags == that.flags
        && Arrays.equals(sums, that.sums);
  }

  @Override
  public int hashCode() {
    return 31 * at.hashCode() + Arrays.hashCode(sums);
  }

  @Override
  public String toString() {
    return "ResultRecord[" + at + ", flags=" + flags + ", sums=" + Arrays.toString(sums) + "]";
  }
}
