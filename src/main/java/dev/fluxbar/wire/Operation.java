package dev.fluxbar.wire;

import java.nio.ByteBuffer;

/**
 * One bounded operation of a program, 16 bytes of an image.
 *
 * <pre>
 *   0      1       2      4         8         12        16
 *   +------+-------+------+---------+---------+---------+
 *   | code | array |  a   |    b    |    c    |    d    |
 *   +------+-------+------+---------+---------+---------+
 *     u8     u8      u16      u32       u32       u32
 * </pre>
 *
 * <p>Fields that an operation does not name are zero. Numbers are unsigned. What each means, and
 * when it is refused, is in PROTOCOL.md; {@link Prover} holds to it.
 */
public sealed interface Operation {

  /** Bytes of one operation. */
  int BYTES = 16;

  /** Sets one array's switches to a pattern of the image. */
  record Switch(int array, long pattern) implements Operation {
    public static final int CODE = 1;

    @Override
    public Fields fields() {
      return new Fields(CODE, array, 0, pattern, 0, 0);
    }
  }

  /** Waits with drivers at 0 V. */
  record Settle(long ticks) implements Operation {
    public static final int CODE = 2;

    @Override
    public Fields fields() {
      return new Fields(CODE, 0, 0, ticks, 0, 0);
    }
  }

  /** Chooses table {@code first + stride * turn} as one array's amplitudes. */
  record Drive(int array, long first, long stride) implements Operation {
    public static final int CODE = 3;

    @Override
    public Fields fields() {
      return new Fields(CODE, array, 0, first, stride, 0);
    }
  }

  /** Chooses what is sampled of one array; no rows: nothing. */
  record Sense(int array, int range, long firstRow, long rowCount, long averages)
      implements Operation {
    public static final int CODE = 4;

    @Override
    public Fields fields() {
      return new Fields(CODE, array, range, firstRow, rowCount, averages);
    }
  }

  /** A block signal, sampled at the instants of an eight-bit mask. */
  record Block(boolean inverted, long tauTicks, long guardTicks, long instants)
      implements Operation {
    public static final int CODE = 5;

    @Override
    public Fields fields() {
      return new Fields(CODE, 0, inverted ? 1 : 0, tauTicks, guardTicks, instants);
    }
  }

  /** A pulse; {@code gates} GATE operations follow it. */
  record Pulse(boolean sampled, long widthTicks, long gates) implements Operation {
    public static final int CODE = 6;

    @Override
    public Fields fields() {
      return new Fields(CODE, 0, sampled ? 1 : 0, widthTicks, gates, 0);
    }
  }

  /** Opens one switch at a tick of the pulse before it. */
  record Gate(int array, long tick, long row, long column) implements Operation {
    public static final int CODE = 7;

    /** One outside a pulse. */
    @Override
    public ImageRefused misplaced(int index) {
      return new ImageRefused(ErrorCode.BAD_GATE, index, tick);
    }

    @Override
    public Fields fields() {
      return new Fields(CODE, array, 0, tick, row, column);
    }
  }

  /** Samples with drivers at 0 V. */
  record Sample() implements Operation {
    public static final int CODE = 8;

    @Override
    public Fields fields() {
      return new Fields(CODE, 0, 0, 0, 0, 0);
    }
  }

  /** Drivers at 0 V, switches open, amplitudes 0, nothing sensed. */
  record Safe() implements Operation {
    public static final int CODE = 9;

    @Override
    public Fields fields() {
      return new Fields(CODE, 0, 0, 0, 0, 0);
    }
  }

  /** The next {@code operations} operations, {@code turns} times. */
  record Loop(long turns, long operations) implements Operation {
    public static final int CODE = 10;

    @Override
    public Fields fields() {
      return new Fields(CODE, 0, 0, turns, operations, 0);
    }
  }

  /**
   * Takes the next streamed table as one array's amplitudes; waits with drivers at 0 V until it has
   * come and there is room for results, at most {@code ticks}.
   */
  record Await(int array, int largestCode, long ticks) implements Operation {
    public static final int CODE = 11;

    @Override
    public Fields fields() {
      return new Fields(CODE, array, largestCode, ticks, 0, 0);
    }
  }

  /** Sixteen bytes that are no operation of this version; only a prover meets it. */
  record Unknown(Fields fields) implements Operation {

    /** Whether the code is one of this version, so that a bit that must be zero is at fault. */
    public boolean reserved() {
      return !(named(fields) instanceof Unknown);
    }

    @Override
    public ImageRefused misplaced(int index) {
      return reserved()
          ? new ImageRefused(ErrorCode.BAD_RESERVED, index, strayField())
          : new ImageRefused(ErrorCode.BAD_OPERATION, index, fields.code());
    }

    /** The first field with a bit that must be zero and is not. */
    long strayField() {
      Fields right = named(fields).fields();
      if (right.array != fields.array) {
        return fields.array;
      } else if (right.a != fields.a) {
        return fields.a;
      } else if (right.b != fields.b) {
        return fields.b;
      }
      return right.c != fields.c ? fields.c : fields.d;
    }
  }

  /** The raw fields, each within its width. */
  record Fields(int code, int array, int a, long b, long c, long d) {
    public Fields {
      if ((code & ~0xff) != 0
          || (array & ~0xff) != 0
          || (a & ~0xffff) != 0
          || ((b | c | d) & ~0xffffffffL) != 0) {
        throw new IllegalArgumentException(
            "operation: code=%d, array=%d, a=%d, b=%d, c=%d, d=%d; a field cannot hold its value"
                .formatted(code, array, a, b, c, d));
      }
    }
  }

  Fields fields();

  /** Why an operation is refused that stands in the place of a GATE, or is none. */
  default ImageRefused misplaced(int index) {
    return new ImageRefused(ErrorCode.BAD_GATE, index, fields().code());
  }

  /** Appends the 16 bytes. */
  default void write(ByteBuffer out) {
    Fields f = fields();
    out.put((byte) f.code).put((byte) f.array).putShort((short) f.a);
    out.putInt((int) f.b).putInt((int) f.c).putInt((int) f.d);
  }

  /** Reads 16 bytes; a bit that must be zero and is not makes it {@link Unknown}. */
  static Operation read(ByteBuffer in) {
    Fields f =
        new Fields(
            in.get() & 0xff,
            in.get() & 0xff,
            in.getShort() & 0xffff,
            in.getInt() & 0xffffffffL,
            in.getInt() & 0xffffffffL,
            in.getInt() & 0xffffffffL);
    Operation operation = named(f);
    return operation.fields().equals(f) ? operation : new Unknown(f);
  }

  /** What the fields say when bits that must be zero are left out. */
  private static Operation named(Fields f) {
    return switch (f.code) {
      case Switch.CODE -> new Switch(f.array, f.b);
      case Settle.CODE -> new Settle(f.b);
      case Drive.CODE -> new Drive(f.array, f.b, f.c);
      case Sense.CODE -> new Sense(f.array, f.a, f.b, f.c, f.d);
      case Block.CODE -> new Block((f.a & 1) != 0, f.b, f.c, f.d);
      case Pulse.CODE -> new Pulse((f.a & 1) != 0, f.b, f.c);
      case Gate.CODE -> new Gate(f.array, f.b, f.c, f.d);
      case Sample.CODE -> new Sample();
      case Safe.CODE -> new Safe();
      case Loop.CODE -> new Loop(f.b, f.c);
      case Await.CODE -> new Await(f.array, f.a, f.b);
      default -> new Unknown(f);
    };
  }
}
