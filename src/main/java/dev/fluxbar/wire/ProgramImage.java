package dev.fluxbar.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A program as a board receives it: operations, then patterns, then tables, in one run of bytes.
 *
 * @param operations in order; a loop is followed by its body
 * @param patterns that SWITCH refers to by index
 * @param tables that DRIVE refers to by index
 */
public record ProgramImage(
    List<Operation> operations, List<SwitchPattern> patterns, List<DriveTable> tables) {

  public ProgramImage {
    operations = List.copyOf(operations);
    patterns = List.copyOf(patterns);
    tables = List.copyOf(tables);
  }

  /** The image's bytes for a board of these arrays. */
  public byte[] encode(List<Geometry> arrays) {
    long bytes = (long) operations.size() * Operation.BYTES;
    for (SwitchPattern pattern : patterns) {
      bytes += SwitchPattern.bytes(pattern.kind(), arrays.get(pattern.array()));
    }
    for (DriveTable table : tables) {
      bytes += table.bytes();
    }
    ByteBuffer out = FrameCodec.little(Math.toIntExact(bytes));
    operations.forEach(operation -> operation.write(out));
    patterns.forEach(pattern -> pattern.write(out, arrays.get(pattern.array())));
    tables.forEach(table -> table.write(out));
    return out.array();
  }

  /**
   * Reads an image. Nothing is set aside for a part before its bytes are known to be there, so that
   * counts that lie cost nothing.
   *
   * @param counts operations, patterns, tables
   * @throws ImageRefused if its parts do not add up to its size, belong to no array, or have a bit
   *     set that must be zero
   */
  static ProgramImage decode(byte[] image, long[] counts, List<Geometry> arrays) {
    ByteBuffer in = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    List<Operation> operations = new ArrayList<>();
    for (long i = 0; i < counts[0]; i++) {
      need(in, Operation.BYTES);
      operations.add(Operation.read(in));
    }
    List<SwitchPattern> patterns = new ArrayList<>();
    for (long i = 0; i < counts[1]; i++) {
      patterns.add(readPattern(in, i, arrays));
    }
    List<DriveTable> tables = new ArrayList<>();
    for (long i = 0; i < counts[2]; i++) {
      tables.add(DriveTable.read(in, i, arrays));
    }
    if (in.hasRemaining()) {
      throw new ImageRefused(ErrorCode.BAD_IMAGE, 0, in.remaining());
    }
    return new ProgramImage(operations, patterns, tables);
  }

  private static SwitchPattern readPattern(ByteBuffer in, long index, List<Geometry> arrays) {
    need(in, 4);
    int array = in.get() & 0xff;
    int kind = in.get() & 0xff;
    boolean stray = in.getShort() != 0;
    if (array >= arrays.size()) {
      throw new ImageRefused(ErrorCode.BAD_ARRAY, 0, array);
    }
    if (kind >= SwitchPattern.Kind.values().length) {
      throw new ImageRefused(ErrorCode.BAD_IMAGE, 0, kind);
    }
    SwitchPattern.Kind named = SwitchPattern.Kind.values()[kind];
    int bytes = SwitchPattern.bytes(named, arrays.get(array)) - 4;
    need(in, bytes);
    BitSet bits = BitSet.valueOf(in.slice().limit(bytes));
    in.position(in.position() + bytes);
    if (stray || bits.length() > SwitchPattern.bitCount(named, arrays.get(array))) {
      throw new ImageRefused(ErrorCode.BAD_RESERVED, 0, index);
    }
    return new SwitchPattern(array, named, bits);
  }

  static void need(ByteBuffer in, int bytes) {
    if (in.remaining() < bytes) {
      throw new ImageRefused(ErrorCode.BAD_IMAGE, 0, in.remaining());
    }
  }
}
